import type { Said } from '../../config/texts/words.ts';
import type { HostEvent, Record } from '../journal/journal-port.ts';
import { clockIsPlausible } from '../queue/day.ts';
import type { Now } from '../queue/hall.ts';
import type { ReadState } from '../queue/state.ts';

type NoticeEvent = Extract<HostEvent, { type: 'host.notice' }>;

/** A notice that a person has set, and the business day it belongs to. */
interface DayNotice {
  readonly event: NoticeEvent;
  readonly day: string | undefined;
}

/** The notice for visitors that people set by `set-notice`. There is one at most; a new one takes its place. */
export interface SetNotice {
  /** The text in force. */
  text(): Said | undefined;
  /** Whether it is for number displays too. */
  isOnDisplays(): boolean;
  /**
   * Puts a notice in force, or ends the one there is. Resolves when that is on the disk; false, and nothing is changed,
   * when its end is already past.
   */
  set(notice: Pick<NoticeEvent, 'text' | 'until' | 'displays'>): Promise<boolean>;
}

/**
 * The notice survives a restart: it is folded from `recovered`, the journal's records of the business day, and ends
 * with that day at the latest.
 */
export function createSetNotice(of: {
  readonly recovered: readonly Record[];
  readonly state: ReadState;
  readonly now: () => Now;
  readonly note: (event: HostEvent) => Promise<void>;
  /** Called when the text in force has changed. */
  readonly changed: () => void;
}): SetNotice {
  const { state, now } = of;
  let last = lastIn(of.recovered);
  const isOver = (until: string | undefined): boolean =>
    until !== undefined && clockIsPlausible(state, now()) && now().minute >= minuteOf(until);
  const inForce = (): NoticeEvent | undefined =>
    last?.event.text === undefined || last.day !== state.day || isOver(last.event.until)
      ? undefined
      : last.event;
  return {
    text: () => inForce()?.text,
    isOnDisplays: () => inForce()?.displays === true,
    async set(notice) {
      if (isOver(notice.until)) return false;
      const event: NoticeEvent = { type: 'host.notice', ...notice };
      last = { event, day: state.day };
      of.changed();
      await of.note(event);
      return true;
    },
  };
}

/** The last notice since the last business day began. */
function lastIn(records: readonly Record[]): DayNotice | undefined {
  let day: string | undefined;
  let last: DayNotice | undefined;
  for (const { event } of records) {
    if (event.type === 'day.opened') [day, last] = [event.date, undefined];
    if (event.type === 'host.notice') last = { event, day };
  }
  return last;
}

/** Minutes since midnight of `HH:MM`. */
function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
