import { Fault } from '../../devices/fault.ts';
import type { Done } from '../../devices/kind.ts';
import type { Clock } from '../../devices/ports.ts';
import { createLogThrottle } from '../async/log-throttle.ts';
import type { HostEvent } from '../journal/journal-port.ts';
import {
  moveOn,
  silentZone,
  type VoiceEffect,
  type VoiceInput,
  type VoiceNow,
  type ZoneVoice,
} from '../voice/announcer.ts';
import type { Announced } from '../voice/wording.ts';
import { announcementEvent } from './announcement-event.ts';
import { type SaidOn, type Speaker, sayOn } from './zone-speakers.ts';

/** A speaker that fails is logged at most this often, because it fails at every call. */
const faultsEveryMs = 60_000;

/** A zone of the site; undefined: where the things without a zone are. */
export type ZoneId = string | undefined;

/** Called once, when an announcement has ended. */
export interface End {
  readonly resolve: (done: Done) => void;
  readonly reject: (fault: Fault) => void;
}

/** The voices of all zones: one announcement at a time in each of them, and none waits for another zone. */
export interface ZoneVoices {
  /** Says it when the zone has come to it, which may be before this returns. Returns the id of the announcement. */
  ask(zone: ZoneId, announced: Announced, end?: End): string;
  /** Drops what waits and what is being said in these zones, and says nothing in them from then on. */
  stop(zones: Iterable<ZoneId>): void;
}

/** Carries out what the announcers of the zones decide. Nobody waits for a speaker. */
export function createZoneVoices(of: {
  readonly clock: Clock;
  readonly boot: string;
  /** Runs a function after what is already due. */
  readonly soon: (run: () => void) => void;
  /** Records an event. */
  readonly note: (event: HostEvent) => void;
  readonly hallIn: (zone: ZoneId) => VoiceNow;
  readonly speaker: (id: string) => Speaker | undefined;
  /** Percent of the loudest. */
  readonly volume: () => number;
  readonly log: { warn(context: object, text: string): void };
}): ZoneVoices {
  const zones = new Map<ZoneId, ZoneVoice>();
  const seldom = createLogThrottle(of.clock, faultsEveryMs);
  const ends = new Map<string, End>();
  let asked = 0;

  function feed(zone: ZoneId, input: VoiceInput): void {
    const [next, effects] = moveOn(zones.get(zone) ?? silentZone, input, of.hallIn(zone));
    zones.set(zone, next);
    for (const effect of effects) carryOut(zone, effect);
  }

  function carryOut(zone: ZoneId, effect: VoiceEffect): void {
    // The speakers come first. The record has to follow those of the decision that is being carried out, which the loop
    // hands to the journal when its turn is over.
    if (effect.type === 'say') void say(zone, effect);
    of.soon(() => of.note(announcementEvent(zone, effect)));
    if (effect.type === 'drop') settle(effect.announcement.id, new Fault('sound.failed', effect.reason));
  }

  async function say(zone: ZoneId, effect: Extract<VoiceEffect, { type: 'say' }>): Promise<void> {
    const { clips, announcement } = effect;
    const speakers = effect.speakers.flatMap((name) => {
      const speaker = of.speaker(name);
      return speaker === undefined ? [] : [[name, speaker] as const];
    });
    const said = await sayOn(speakers, { type: 'say', clips, volume: of.volume() });
    for (const { device, fault } of said.faults)
      seldom(`${device} ${fault.code}`, (more) =>
        of.log.warn({ device, code: fault.code, more }, `an announcement was not said: ${fault.message}`),
      );
    settle(announcement.id, said.done ?? said.faults[0]?.fault);
    feed(zone, { type: 'ended', id: announcement.id, ...whyNot(said) });
  }

  function settle(id: string, how: Done | Fault = new Fault('link.absent', 'no speaker')): void {
    const end = ends.get(id);
    ends.delete(id);
    if (how instanceof Fault) end?.reject(how);
    else end?.resolve(how);
  }

  return {
    ask(zone, announced, end) {
      const id = `${of.boot}-${++asked}`;
      if (end !== undefined) ends.set(id, end);
      feed(zone, { type: 'asked', announcement: { id, announced, at: of.clock.now() } });
      return id;
    },
    stop(these) {
      for (const zone of new Set([...these, ...zones.keys()])) feed(zone, { type: 'stopped' });
    },
  };
}

function whyNot({ done, faults }: SaidOn): { readonly failed?: 'failed' | 'no-clips' } {
  if (done !== undefined) return {};
  const noClips = faults.length > 0 && faults.every(({ fault }) => fault.code === 'voice.clip_missing');
  return { failed: noClips ? 'no-clips' : 'failed' };
}
