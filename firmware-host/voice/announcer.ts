import type { Millis } from '../../devices/ports.ts';
import type { Announced } from './wording.ts';

/** What is this old is not said any more: the visitor has come, or has read the display. */
const saidWithinMs = 30_000;
/** The most that waits in one zone; one more drops the oldest. In 30 s only a few are said. */
export const waitingMax = 32;

/** One announcement in one zone. */
export interface Announcement {
  /** Different for every announcement, also after a restart. */
  readonly id: string;
  readonly announced: Announced;
  /** When it was asked for, in monotonic milliseconds. */
  readonly at: Millis;
}

/**
 * Why an announcement is not said, or not to its end. `over`: it is not so any more. `late`: it has waited too long.
 * `replaced`: the same was asked for again meanwhile. `quiet`: quiet hours. `no-speaker`: none in the zone can be used.
 * `no-clips`: words are missing. `failed`: begun, but no speaker came to its end. `stopped`: the hall was stopped.
 */
export const dropReasons = [
  'over',
  'late',
  'replaced',
  'quiet',
  'no-speaker',
  'no-clips',
  'failed',
  'stopped',
] as const;
export type DropReason = (typeof dropReasons)[number];

/** What one zone says and has still to say, the first first. */
export interface ZoneVoice {
  readonly saying: { readonly announcement: Announcement; readonly since: Millis } | undefined;
  readonly waiting: readonly Announcement[];
  readonly stopped: boolean;
}

export type VoiceInput =
  | { readonly type: 'asked'; readonly announcement: Announcement }
  /** The speakers have ended; `failed`: why no speaker said it to its end. */
  | { readonly type: 'ended'; readonly id: string; readonly failed?: 'failed' | 'no-clips' }
  | { readonly type: 'stopped' };

export type VoiceEffect =
  | {
      readonly type: 'say';
      readonly announcement: Announcement;
      readonly clips: readonly string[];
      readonly speakers: readonly string[];
    }
  | { readonly type: 'finish'; readonly announcement: Announcement; readonly ms: Millis }
  | { readonly type: 'drop'; readonly announcement: Announcement; readonly reason: DropReason };

/** The hall at this moment. The functions are only asked about an announcement whose turn it is. */
export interface VoiceNow {
  readonly now: Millis;
  /** Whether it is not so any more: a visitor who has come is not called. */
  isOver(announced: Announced): boolean;
  isQuiet(announced: Announced): boolean;
  /** The speakers of the zone that can be used. */
  speakers(announced: Announced): readonly string[];
  /** What is said; empty: no language has all its words. */
  clips(announced: Announced): readonly string[];
}

export const silentZone: ZoneVoice = { saying: undefined, waiting: [], stopped: false };

/**
 * Moves the voice of one zone on. It says one announcement at a time, in the order in which they were asked for; only
 * the refusals of ticket machines are said after all others, because a call is awaited by somebody who cannot see it.
 * Whether an announcement is still to be said is looked at when its turn comes. One that is asked for again keeps its
 * place, and is as new as the last request. Each announcement is begun once at most, and ends in exactly one effect
 * `finish` or `drop`.
 */
export function moveOn(
  zone: ZoneVoice,
  input: VoiceInput,
  hall: VoiceNow,
): readonly [ZoneVoice, readonly VoiceEffect[]] {
  switch (input.type) {
    case 'asked':
      return ask(zone, input.announcement, hall);
    case 'ended': {
      const { saying } = zone;
      if (saying === undefined || saying.announcement.id !== input.id) return [zone, []];
      const { announcement, since } = saying;
      const ended: VoiceEffect =
        input.failed === undefined
          ? { type: 'finish', announcement, ms: hall.now - since }
          : { type: 'drop', announcement, reason: input.failed };
      return sayNext({ ...zone, saying: undefined }, [ended], hall);
    }
    case 'stopped': {
      const left = zone.saying === undefined ? zone.waiting : [zone.saying.announcement, ...zone.waiting];
      return [{ ...silentZone, stopped: true }, left.map((one) => drop(one, 'stopped'))];
    }
  }
}

const drop = (announcement: Announcement, reason: DropReason): VoiceEffect => ({
  type: 'drop',
  announcement,
  reason,
});

function ask(
  zone: ZoneVoice,
  announcement: Announcement,
  hall: VoiceNow,
): readonly [ZoneVoice, readonly VoiceEffect[]] {
  if (zone.stopped) return [zone, [drop(announcement, 'stopped')]];
  const same = zone.waiting.findIndex(({ announced }) => isSame(announced, announcement.announced));
  const old = zone.waiting[same];
  if (old !== undefined) {
    return [{ ...zone, waiting: zone.waiting.with(same, announcement) }, [drop(old, 'replaced')]];
  }
  const waiting = inOrder([...zone.waiting, announcement]);
  const [oldest] = waiting;
  if (oldest === undefined || waiting.length <= waitingMax) return sayNext({ ...zone, waiting }, [], hall);
  return sayNext({ ...zone, waiting: waiting.slice(1) }, [drop(oldest, 'late')], hall);
}

/** Refusals last; the others, and the refusals among themselves, as they came. */
function inOrder(waiting: readonly Announcement[]): readonly Announcement[] {
  const isRefusal = ({ announced }: Announcement) => announced.kind === 'refused';
  return [...waiting.filter((one) => !isRefusal(one)), ...waiting.filter(isRefusal)];
}

/** Begins the first announcement that is still to be said, unless one is being said. */
function sayNext(
  zone: ZoneVoice,
  before: readonly VoiceEffect[],
  hall: VoiceNow,
): readonly [ZoneVoice, readonly VoiceEffect[]] {
  if (zone.saying !== undefined) return [zone, before];
  const effects = [...before];
  for (const [at, announcement] of zone.waiting.entries()) {
    const begun = begin(announcement, hall);
    effects.push(begun);
    if (begun.type !== 'say') continue;
    const saying = { announcement, since: hall.now };
    return [{ ...zone, saying, waiting: zone.waiting.slice(at + 1) }, effects];
  }
  return [{ ...zone, waiting: [] }, effects];
}

function begin(announcement: Announcement, hall: VoiceNow): VoiceEffect {
  const { announced, at } = announcement;
  if (hall.isOver(announced)) return drop(announcement, 'over');
  if (hall.now - at >= saidWithinMs) return drop(announcement, 'late');
  if (hall.isQuiet(announced)) return drop(announcement, 'quiet');
  const speakers = hall.speakers(announced);
  if (speakers.length === 0) return drop(announcement, 'no-speaker');
  const clips = hall.clips(announced);
  if (clips.length === 0) return drop(announcement, 'no-clips');
  return { type: 'say', announcement, clips, speakers };
}

/** Whether two announcements say the same: a recall says what the call said. */
function isSame(one: Announced, other: Announced): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(announced: Announced): string {
  switch (announced.kind) {
    case 'call':
    case 'recall':
      return `call ${announced.ticket} ${announced.counter}`;
    case 'counter-closed':
      return `closed ${announced.counter}`;
    case 'closing-soon':
      return 'closing';
    case 'text':
      return `text ${announced.text}`;
    case 'refused':
      return `refused ${announced.reason}`;
    case 'identify':
    case 'test':
      return `${announced.kind} ${announced.speaker}`;
  }
}
