import type { Site } from '../../config/site.ts';
import { isWithin } from '../../config/values/span.ts';
import type { Clock } from '../../devices/ports.ts';
import { clockIsPlausible } from '../queue/day.ts';
import type { Now } from '../queue/hall.ts';
import type { ReadState } from '../queue/state.ts';
import { volumeAt } from '../voice/announcement-times.ts';
import type { VoiceNow } from '../voice/announcer.ts';
import { type Announced, wording } from '../voice/wording.ts';
import { type Speaker, speakersIn } from './zone-speakers.ts';

interface Parts {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly clock: Pick<Clock, 'now'>;
  readonly now: () => Now;
  readonly speaker: (id: string) => Speaker | undefined;
  readonly hasClip: (clip: string) => boolean;
}

type Moment = Pick<Parts, 'site' | 'state' | 'now'>;

/** The hall as the announcer of a zone looks at it when an announcement has its turn. */
export function createVoiceNow(of: Parts): (zone: string | undefined) => VoiceNow {
  const isUsable = (id: string) => of.speaker(id)?.status().usable === true;
  return (zone) => ({
    now: of.clock.now(),
    isOver: (announced) => isOver(of.state, announced),
    isQuiet: (announced) => !isTest(announced) && isQuietAt(of),
    // A technician tests a speaker that the hall does not use, too.
    speakers: (announced) =>
      isTest(announced)
        ? [announced.speaker]
        : speakersIn(of.site(), zone)
            .map(({ id }) => id)
            .filter(isUsable),
    clips: (announced) => wording(of.site(), announced, isTest(announced) ? undefined : of.hasClip),
  });
}

/** Whether it is quiet hours. A clock that is not to be relied on does not silence a hall. */
export const isQuietAt = (of: Moment): boolean => {
  const minute = minuteNow(of);
  return minute !== undefined && isWithin(of.site().voice?.quiet ?? [], minute);
};

/** Percent of the loudest. */
export const volumeNow = (of: Moment): number => {
  const { voice } = of.site();
  return voice === undefined ? 0 : volumeAt(voice, minuteNow(of));
};

function minuteNow({ state, now }: Moment): number | undefined {
  const moment = now();
  return clockIsPlausible(state, moment) ? moment.minute : undefined;
}

type Test = Extract<Announced, { readonly speaker: string }>;
const isTest = (announced: Announced): announced is Test => 'speaker' in announced;

/** A visitor who is at the counter, or has left, is not called; a counter that is open again is not closed. */
function isOver(state: ReadState, announced: Announced): boolean {
  switch (announced.kind) {
    case 'call':
    case 'recall': {
      const ticket = state.tickets.get(announced.ticket);
      return ticket?.state !== 'called' || ticket.counter !== announced.counter;
    }
    case 'counter-closed':
      return state.counters.get(announced.counter)?.phase !== 'closed';
    default:
      return false;
  }
}
