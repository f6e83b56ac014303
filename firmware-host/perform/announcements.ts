import type { Site } from '../../config/site.ts';
import type { Done } from '../../devices/kind.ts';
import type { Clips, Clock, Millis } from '../../devices/ports.ts';
import { createLogThrottle } from '../async/log-throttle.ts';
import type { HostEvent } from '../journal/journal-port.ts';
import type { Answer } from '../mqtt/commands/command-port.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { Now } from '../queue/hall.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import { visitorReason } from '../queue/visitor-refusals.ts';
import { type Announced, announcedBy } from '../voice/wording.ts';
import { createSchedule } from './announcement-schedule.ts';
import { createVoiceNow, isQuietAt, volumeNow } from './voice-now.ts';
import { heardZones, type Speaker, speakersIn } from './zone-speakers.ts';
import { createZoneVoices, type ZoneId } from './zone-voices.ts';

/** A refusal is said again at most this often in a zone, however often a key is pressed. */
const refusalsEveryMs: Millis = 20_000;

/** What the hall says on its speakers. Nothing waits for it, and it waits for no disk. */
export interface Announcements {
  /** Takes up a call, or what else is announced, at once. Without a voice it does nothing. */
  heard(event: QueueEvent): void;
  /** Says why the ticket machine `machine` gives no ticket, where that is heard. */
  refused(machine: string, code: RefusalCode): void;
  /** Announces what is due by the clock. Meant for every second. */
  tick(): void;
  /** Announces a text of the site in one zone, or in all of them. */
  announce(text: string, zone: ZoneId): Answer;
  /** One speaker says what it is, when its zone has come to it. Rejects with a Fault when it was not said. */
  say(speaker: string, kind: 'identify' | 'test'): Promise<Done>;
  /** Drops what waits and what is being said, and says nothing from then on. */
  stop(): void;
}

export function createAnnouncements(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly clips: Pick<Clips, 'get'>;
  readonly now: () => Now;
  readonly boot: string;
  readonly soon: (run: () => void) => void;
  readonly note: (event: HostEvent) => void;
  readonly speaker: (id: string) => Speaker | undefined;
  readonly log: { warn(context: object, text: string): void };
}): Announcements {
  const { site } = of;
  const schedule = createSchedule(of);
  const hallIn = createVoiceNow({ ...of, hasClip: (clip) => of.clips.get(clip) !== undefined });
  const voices = createZoneVoices({ ...of, hallIn, volume: () => volumeNow(of) });

  /** Nothing is announced, nor journalled, where nobody could hear it. */
  function askWhereHeard(zone: ZoneId, announced: Announced): void {
    if (speakersIn(site(), zone).length > 0) voices.ask(zone, announced);
  }

  const seldom = createLogThrottle(of.clock, refusalsEveryMs);

  return {
    refused(machine, code) {
      const { voice, devices } = site();
      const device = devices.find(({ id }) => id === machine);
      if (voice?.saysRefused !== true || device === undefined) return;
      const zone = 'zone' in device ? device.zone : undefined;
      const reason = visitorReason(code);
      seldom(`${zone ?? ''} ${reason}`, () => askWhereHeard(zone, { kind: 'refused', reason }));
    },
    heard(event) {
      const { voice, counters } = site();
      if (voice === undefined) return;
      const announced = announcedBy(event, voice);
      if (announced === undefined) return;
      askWhereHeard(counters.get(announced.counter)?.zone, announced);
    },
    tick() {
      if (site().voice === undefined) return;
      for (const announced of schedule(of.now()))
        for (const zone of heardZones(site())) voices.ask(zone, announced);
    },
    announce(text, zone) {
      const { voice, zones: named } = site();
      const heard = heardZones(site());
      if (voice === undefined || heard.length === 0) return { error: 'no-voice' };
      if (!voice.texts.has(text)) return { error: 'unknown-text', about: text };
      if (zone !== undefined && !named.has(zone)) return { error: 'unknown-zone', about: zone };
      if (zone !== undefined && !heard.includes(zone)) return { error: 'no-speaker', about: zone };
      if (isQuietAt(of)) return { error: 'quiet-hours' };
      const announcements = (zone === undefined ? heard : [zone]).map((one) => ({
        announcement: voices.ask(one, { kind: 'text', text }),
        zone: one ?? null,
      }));
      return { result: { announcements } };
    },
    say(speaker, kind) {
      const device = site().devices.find(({ id }) => id === speaker);
      const zone = device?.role === 'speaker' ? device.zone : undefined;
      return new Promise((resolve, reject) => {
        voices.ask(zone, { kind, speaker }, { resolve, reject });
      });
    },
    stop: () => voices.stop(heardZones(site())),
  };
}
