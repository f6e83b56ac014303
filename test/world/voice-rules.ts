import type { Millis } from '../../devices/ports.ts';
import type { HostEvent, Record } from '../../firmware-host/journal/journal-port.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { HeardAnnouncement } from '../../simulators/heard-announcement.ts';
import { send } from './deeds.ts';
import { understood } from './heard-words.ts';
import type { Life } from './life.ts';
import { type Heard, moduleEar } from './module-ear.ts';
import { sdCardRule } from './sd-card-rule.ts';
import { worldClips } from './voice-clips.ts';
import type { World } from './world.ts';

/** What docs/site-file.md says of a call that had to wait. */
const tooOldMs: Millis = 30_000;
/** From the order to the first sample: of a card exactly, of a module at most, and of one that has to be told again. */
const cardStartMs: Millis = 30;
const moduleStartMs: Millis = 400;
const troubledStartMs: Millis = 6_000;
/** Two speakers of a zone say the same within this. */
const togetherMs: Millis = 700;
/** A zone that has a speaker, and something to say, is not silent for longer. */
const silentMs: Millis = 800;
/** What could be heard of a call has been heard by then. */
const heardByMs: Millis = 60_000;
const aMoment: Millis = 1;
/** Each speaker has said what it is by then, when it is asked. */
const allSaidMs: Millis = 30_000;

/** One call, or recall, that was decided. */
interface Call {
  readonly ticket: string;
  readonly counter: string;
  readonly zone: string;
  readonly at: Millis;
  /** Since when it is not to be said any more: over, said anew by its recall, or of a process that has ended. */
  overAt: Millis;
  readonly saidOn: Set<string>;
  /** Nothing follows when it was not said: its zone could not be relied on. */
  excused: boolean;
}

/** Something that was heard in a zone. */
interface Sound {
  readonly speaker: string;
  readonly what: string;
  readonly from: Millis;
  to: Millis;
}

type ZoneName = 'utara' | 'selatan';
const speakersOf = { utara: ['suara-1', 'suara-2'], selatan: ['suara-3'] } as const;
const zones: readonly ZoneName[] = ['utara', 'selatan'];
const card = 'suara-1';
const television = 'suara-2';
const module = 'suara-3';

/** What people hear of a hall, held against what was called. */
export interface VoiceRules {
  /** These were decided in this moment. */
  decided(records: readonly Record[]): void;
  /** The sound card was heard, to this moment. */
  heard(speaker: string, heard: HeardAnnouncement): void;
  /** Another process starts: what was called before is not said any more. */
  starts(): void;
  look(): void;
  /** With every fault over: each speaker says what it is, and nothing is wrong with it. */
  atRest(settled: () => void): Promise<void>;
}

const silent: VoiceRules = {
  ...{ decided: () => undefined, heard: () => undefined, starts: () => undefined, look: () => undefined },
  atRest: async () => undefined,
};

export const voiceRules = (world: World): VoiceRules => (world.traits.voice ? new Listener(world) : silent);

class Listener implements VoiceRules {
  readonly #world: World;
  readonly #module;
  readonly #sdCard;
  #calls: Call[] = [];
  readonly #sounds: { readonly [zone in ZoneName]: Sound[] } = { utara: [], selatan: [] };
  /** When each zone could last not be relied on. */
  readonly #troubledAt = { utara: 0, selatan: 0 };
  /** A failed journal takes no records, so that nobody knows what is decided: since when, and until when it did. */
  #seenAt: Millis = 0;
  #blindSince: Millis | undefined;
  #brokeOff: { readonly life: Life | undefined; readonly words: string } | undefined;
  #blind: { readonly from: Millis; readonly to: Millis }[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#module = moduleEar(() => world.device(module)?.module?.tracks ?? [], worldClips(world.site));
    this.#sdCard = sdCardRule(world, module);
  }

  get #now(): Millis {
    return this.#world.clock.now();
  }

  decided(records: readonly Record[]): void {
    for (const { event } of records) this.#decided(event);
  }

  #decided(event: QueueEvent | HostEvent): void {
    if (event.type === 'announcement.started' && event.speakers.includes(television)) {
      const clips = worldClips(this.#world.site);
      const ms = event.clips.reduce((sum, clip) => sum + (clips.get(clip)?.ms ?? 0), 0);
      this.#take('utara', television, { words: event.clips, from: this.#now, to: this.#now + ms }, 0);
    } else if (event.type === 'announcement.dropped') this.#sdCard.dropped(event);
    else if (event.type === 'ticket.recalled') this.#called(event.ticket, event.counter);
    else if (event.type === 'ticket.called') {
      this.#over((call) => call.ticket === event.ticket);
      if (event.cause !== 'walk-in') this.#called(event.ticket, event.counter);
    } else if (ends.has(event.type) && 'ticket' in event) this.#over((call) => call.ticket === event.ticket);
    else if (event.type === 'day.opened')
      // Who is called stays called; nobody is called by a number of yesterday that has ended.
      this.#over((call) => event.voided.includes(call.ticket));
  }

  #called(ticket: string, counter: string): void {
    const zone = this.#world.site.counters.get(counter)?.zone as ZoneName | undefined;
    if (zone === undefined) return;
    this.#over((call) => call.ticket === ticket && call.counter === counter);
    const fresh = { at: this.#now, overAt: Number.POSITIVE_INFINITY, saidOn: new Set<string>() };
    this.#calls.push({ ticket, counter, zone, ...fresh, excused: this.#isTroubled(zone) });
  }

  #over(which: (call: Call) => boolean): void {
    for (const call of this.#calls) if (call.overAt > this.#now && which(call)) call.overAt = this.#now;
  }

  heard(speaker: string, { words, startedAt, whole }: HeardAnnouncement): void {
    if (speaker !== card) return;
    if (!whole) this.#brokeOff = { life: this.#world.life, words: words.join(' ') };
    this.#take('utara', card, { words, from: startedAt, to: this.#now }, cardStartMs);
  }

  starts(): void {
    this.#over(() => true);
    for (const sound of this.#sounds.utara) sound.to = Math.min(sound.to, this.#now);
    this.#blind.push({ from: this.#blindSince ?? this.#seenAt, to: this.#now });
    this.#blindSince = undefined;
  }

  look(): void {
    const { life } = this.#world;
    if (life?.journal.pressure().fault === undefined) this.#seenAt = this.#now;
    else this.#blindSince ??= this.#seenAt;
    for (const zone of zones) {
      if (!this.#isTroubled(zone)) continue;
      this.#troubledAt[zone] = this.#now;
      for (const call of this.#calls) if (call.zone === zone && call.overAt > this.#now) call.excused = true;
    }
    for (const heard of this.#module.ended(this.#now)) {
      const troubled = this.#troubledAt.selatan > heard.from - troubledStartMs;
      this.#take('selatan', module, heard, troubled ? troubledStartMs : moduleStartMs);
    }
    const { words, life: of } = this.#brokeOff ?? {};
    if (words !== undefined && of === life && this.#isWell(card))
      this.#breaks(`${card} broke off after ${words}`);
    this.#brokeOff = undefined;
    this.#sdCard.look();
    this.#lookBack(heardByMs);
  }

  /** Judges calls that are so old that what could be heard of them has been heard. */
  #lookBack(ageMs: Millis): void {
    const isOld = (call: Call) => this.#now - call.at >= ageMs;
    for (const call of this.#calls.filter(isOld)) {
      const until = Math.min(call.overAt, call.at + tooOldMs);
      const silence = call.excused || call.saidOn.size > 0 ? undefined : this.#silence(call, until);
      if (silence !== undefined)
        this.#breaks(
          `${call.ticket} to ${call.counter}, called at ${call.at} ms and to be said until ${until} ms, was not: ${call.zone} was silent from ${silence} ms on`,
        );
    }
    this.#calls = this.#calls.filter((call) => !isOld(call));
    for (const zone of zones) {
      const old = this.#sounds[zone].filter(({ to }) => this.#now - to < 2 * heardByMs);
      this.#sounds[zone].splice(0, this.#sounds[zone].length, ...old);
    }
  }

  /** From when on the zone was silent for long enough to say this call; undefined: never. */
  #silence({ zone, at }: Call, until: Millis): Millis | undefined {
    let from = at;
    for (const sound of [...this.#sounds[zone as ZoneName]].sort((one, other) => one.from - other.from)) {
      if (sound.to < from) continue;
      if (sound.from - from > silentMs) break;
      from = sound.to;
    }
    return until - from > silentMs ? from : undefined;
  }

  /** Takes down what a speaker has said. `startMs`: from the order to its first sample, at most. */
  #take(zone: ZoneName, speaker: string, { words, from, to }: Heard, startMs: Millis): void {
    const said = understood(words);
    const what = said?.is === 'call' ? `${said.ticket} to ${said.counter}` : words.join(' ');
    for (const other of this.#sounds[zone]) {
      const same = other.speaker !== speaker && Math.abs(other.from - from) < togetherMs;
      if (!same && from < other.to - aMoment && other.from < to - aMoment)
        this.#breaks(`${speaker} said ${what} while ${other.speaker} said ${other.what} in ${zone}`);
    }
    this.#sounds[zone].push({ speaker, what, from, to });
    if (said?.is === 'call') this.#said(said, speaker, from, startMs);
    else if (zone === 'selatan' && said === undefined && this.#troubledAt.selatan < from - troubledStartMs)
      this.#breaks(`${module} broke off after ${words.join(' ')}`);
  }

  #said(
    { ticket, counter }: { readonly ticket: string; readonly counter: string | undefined },
    speaker: string,
    from: Millis,
    startMs: Millis,
  ): void {
    if (this.#isBlind(from)) return;
    const orderedAt = from - startMs - aMoment;
    const named = this.#calls.filter(
      (call) =>
        call.ticket === ticket && (counter === undefined || call.counter === counter) && call.at <= from,
    );
    const open = named.filter((call) => call.overAt >= orderedAt);
    const [call, ...others] = open.filter(({ saidOn }) => !saidOn.has(speaker));
    const how = `${ticket} to ${counter} at ${from} ms`;
    if (call === undefined) {
      const why =
        open.length > 0 ? 'a second time' : named.length > 0 ? 'after it was over' : 'without a call';
      this.#breaks(`${speaker} said ${how} ${why}`);
      return;
    }
    call.saidOn.add(speaker);
    // Nobody knows which of them it was.
    for (const other of others) other.excused = true;
    if (orderedAt - call.at > tooOldMs)
      this.#breaks(`${speaker} said ${how}, which was called at ${call.at} ms`);
  }

  async atRest(settled: () => void): Promise<void> {
    const askedAt = this.#now;
    for (const device of [card, television, module])
      send(this.#world, 'identify-device', `rest-${device}`, { device });
    await this.#world.pass(allSaidMs, settled);
    for (const zone of zones)
      for (const speaker of speakersOf[zone]) {
        const said = this.#sounds[zone].some(
          (sound) => sound.speaker === speaker && sound.from >= askedAt && sound.what.includes('id/speaker'),
        );
        if (!said) this.#breaks(`${speaker} does not say what it is`);
        const reasons = this.#world.life?.host.status(speaker)?.reasons ?? [];
        if (reasons.length > 0)
          this.#breaks(`${speaker} has ${reasons[0]?.code}, and nothing is wrong with it`);
      }
    this.#lookBack(0);
  }

  #isWell(id: string): boolean {
    const { life, health } = this.#world;
    return life !== undefined && !life.stopping && health.isWell(id, this.#now, life.startedAt);
  }

  /** A card that hangs holds its zone; nothing is known of what a failed journal did not take. */
  #isTroubled(zone: ZoneName): boolean {
    const hangs = zone === 'utara' && this.#world.held(`hung ${card}`);
    return hangs || this.#blindSince !== undefined || !speakersOf[zone].some((id) => this.#isWell(id));
  }

  #isBlind(at: Millis): boolean {
    const since = this.#blindSince ?? Number.POSITIVE_INFINITY;
    return at >= since || this.#blind.some(({ from, to }) => at >= from && at <= to);
  }

  #breaks(what: string): void {
    this.#world.rules.breaks('voice', what);
  }
}

/** After these nobody is to come to a counter any more. */
const ends: ReadonlySet<string> = new Set([
  ...['ticket.arrived', 'ticket.served', 'ticket.no-show', 'ticket.returned', 'ticket.parked'],
  ...['ticket.transferred', 'ticket.cancelled', 'ticket.voided'],
]);
