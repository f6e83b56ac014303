import type { Record as JournalRecord } from '../../firmware-host/journal/journal-port.ts';
import type { QueueEvent, RatingEvent } from '../../firmware-host/queue/events.ts';
import type { ElementId, Score } from '../../firmware-host/queue/survey.ts';

type Given = Extract<RatingEvent, { readonly type: 'rating.given' }>;

/** A record as a hall writes it. Records of one `boot` follow each other. */
export const recordOf = (
  sequence: number,
  event: JournalRecord['event'],
  more: Partial<JournalRecord> = {},
): JournalRecord => ({
  ...{ sequence, boot: 'boot-1', wall: 1_764_000_000_000 + sequence * 1_000, clock: 'synced' },
  ...{ hall: sequence * 1_000, event },
  ...more,
});

export const dayOf = (date: string): QueueEvent => ({ type: 'day.opened', date, carried: [], voided: [] });

export const served = (service: string): QueueEvent => ({
  type: 'ticket.served',
  ticket: 'A-001',
  service,
  class: 'regular',
  counter: 'loket-1',
  served_s: 60,
});

export const rated = (
  score: Score,
  element: ElementId = 'pulse',
  more: Partial<Omit<Given, 'type'>> = {},
): Given => ({
  type: 'rating.given',
  pad: 'pad-1',
  counter: 'loket-1',
  service: 'paspor',
  attributed: 'serving',
  ...{ element, score },
  ...more,
});

/** At a pad without a counter, or at a counter without a visit: no service. */
export const apart = (attributed: 'hall' | 'none', score: Score, more: Partial<Given> = {}): Given => {
  const { service: _, counter, ...rest } = rated(score, 'pulse', { attributed, ...more });
  return attributed === 'hall' || counter === undefined ? rest : { ...rest, counter };
};

/** Events as records, from `first` on. */
export const recordsOf = (
  events: readonly JournalRecord['event'][],
  first = 1,
  more: Partial<JournalRecord> = {},
): readonly JournalRecord[] => events.map((event, at) => recordOf(first + at, event, more));
