import { z } from 'zod';
import { loadSite } from '../../config/load.ts';
import { createRunningSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import { kinds } from '../../devices/index.ts';
import { type Done, defineKind } from '../../devices/kind.ts';
import type { Cancel, Millis } from '../../devices/ports.ts';
import type { SpeakerCommand } from '../../devices/roles.ts';
import { type AnnouncementEvent, isQueueEvent } from '../../firmware-host/journal/journal-port.ts';
import { type Announcements, createAnnouncements } from '../../firmware-host/perform/announcements.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { Now } from '../../firmware-host/queue/hall.ts';
import { openState, type State } from '../../firmware-host/queue/state.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Monday 2026-11-30, 10.00 at the site, which is in UTC. */
export const ten = Date.UTC(2026, 10, 30, 10);

/** A speaker as the site file has it; the halls of these tests open no devices. */
const playedSpeaker = defineKind({
  kind: 'played-speaker',
  role: 'speaker',
  title: { id: 'Pengeras suara uji', en: 'Speaker of a test' },
  evidence: 'none',
  transports: [],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z.strictObject({}),
  claims: () => [],
  open: () => Promise.reject(new Fault('link.absent', 'no test opens it')),
});

/** A speaker that plays until the test says that it has ended. */
export class PlayedSpeaker {
  usable = true;
  playing: SpeakerCommand | undefined;
  readonly said: SpeakerCommand[] = [];
  /** Announcements that it was told to say while it said another. */
  interrupted = 0;
  #end: { resolve: (done: Done) => void; reject: (fault: Fault) => void } | undefined;

  status(): { readonly usable: boolean } {
    return { usable: this.usable };
  }

  perform(command: SpeakerCommand): Promise<Done> {
    if (!this.usable) return Promise.reject(new Fault('link.absent', 'it is not there'));
    if (this.playing !== undefined) this.interrupted++;
    this.playing = command;
    this.said.push(command);
    return new Promise((resolve, reject) => {
      this.#end = { resolve, reject };
    });
  }

  end(): void {
    this.playing = undefined;
    this.#end?.resolve('sent');
  }

  fail(code: FaultCode): void {
    this.playing = undefined;
    this.#end?.reject(new Fault(code, 'as the test wishes'));
  }

  /** The process that told it to speak is gone. */
  forget(): void {
    this.playing = undefined;
    this.#end = undefined;
  }
}

/** A hall with a real queue and real announcements on played speakers. Time stands still until the test moves it. */
export class SpokenHall {
  readonly running;
  readonly state: State;
  readonly speakers: ReadonlyMap<string, PlayedSpeaker>;
  readonly events: AnnouncementEvent[] = [];
  /** Unix ms of the site's clock. */
  wall = ten;
  trusted = true;
  missing: (clip: string) => boolean = () => false;
  announcements: Announcements;
  #at: Millis = 0;
  #boots = 0;
  #due: (() => void)[] = [];

  constructor(of: string | Site) {
    const site = typeof of === 'string' ? siteOf(of) : of;
    this.running = createRunningSite(site);
    this.state = openState(site.hall);
    const ids = site.devices.filter(({ role }) => role === 'speaker').map(({ id }) => id);
    this.speakers = new Map(ids.map((id) => [id, new PlayedSpeaker()]));
    this.announcements = this.#announcements();
    this.command({ type: 'tick' });
  }

  #announcements(): Announcements {
    const clock = { now: () => this.#at, after: (): Cancel => () => undefined };
    const boot = `boot${++this.#boots}`;
    return createAnnouncements({
      ...{ site: this.running.site, state: this.state, clock, boot, now: () => this.now() },
      clips: { get: (clip) => (this.missing(clip) ? undefined : { samples: new Int16Array(1), ms: 1 }) },
      soon: (run) => void this.#due.push(run),
      note: (event) => {
        if (!isQueueEvent(event) && event.type.startsWith('announcement.'))
          this.events.push(event as AnnouncementEvent);
      },
      speaker: (id) => this.speakers.get(id),
      log: { warn: () => undefined },
    });
  }

  now(): Now {
    const local = new Date(this.wall);
    return {
      hall: this.#at,
      wall: this.wall,
      date: local.toISOString().slice(0, 10),
      weekday: local.getUTCDay() || 7,
      minute: Math.floor((this.wall % dayMs) / minuteMs),
      trusted: this.trusted,
    };
  }

  /** Milliseconds since the beginning. */
  get at(): Millis {
    return this.#at;
  }

  pass(ms: Millis): void {
    this.#at += ms;
    this.wall += ms;
  }

  /** Passes second by second, as a running hall does. */
  async wait(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.pass(1_000);
      this.announcements.tick();
      await this.settle();
    }
  }

  /** Gives the queue a command; refused ones do nothing. What it causes is announced as in a running hall. */
  command(command: Command): readonly QueueEvent[] {
    const now = this.now();
    const decision = decide(this.state, command, now);
    if ('refused' in decision) return [];
    for (const event of decision.events) apply(this.state, event, now);
    for (const event of decision.events) this.announcements.heard(event);
    return decision.events;
  }

  /** The process dies, and another one begins with the same state. */
  restart(): void {
    this.#due = [];
    for (const speaker of this.speakers.values()) speaker.forget();
    this.announcements = this.#announcements();
  }

  /** Lets promises settle, and what is due after this turn. */
  async settle(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (const run of this.#due.splice(0)) run();
  }
}

export const loaded = (text: string) => loadSite(text, 'site.yaml', [...kinds, playedSpeaker]);

export function siteOf(text: string): Site {
  const { site, problems } = loaded(text);
  if (site === undefined) throw new Error(JSON.stringify(problems));
  return site;
}
