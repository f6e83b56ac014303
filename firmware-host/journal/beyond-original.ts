import type { ServiceRules } from '../queue/hall.ts';
import { type Ranges, union } from '../queue/ranges.ts';
import type { NumbersTaken } from '../queue/state.ts';
import type { Record } from './journal-port.ts';

/** What of one service's numbers is left alone after a restore. */
export interface Reserved {
  readonly service: string;
  readonly prefix: string;
  readonly digits: number;
  /** The last number in the backup, and the last one that is not given again; `first - 1`: none. */
  readonly inBackup: number;
  readonly until: number;
  /** Whether a person has said how far the original had come. */
  readonly said: boolean;
}

/** The share of the numbers that were left when the backup was made which the original may have given since. */
const shareOfOriginal = 0.5;

/**
 * The numbers that the original of a backup may have given after it was made: nobody knows, so half of those that were
 * left to each service count as given, unless a person says which number was the last (`said`, by service). `records`
 * are the opened days and reserved numbers of the backup's last day.
 */
export function reservedForOriginal(of: {
  readonly services: Iterable<ServiceRules>;
  readonly records: readonly Pick<Record, 'event'>[];
  readonly said: ReadonlyMap<string, number>;
}): readonly Reserved[] {
  return [...of.services].map(({ id: service, prefix, digits, first }) => {
    const inBackup = lastNumber(of.records, service) ?? first - 1;
    const left = Math.max(0, 10 ** digits - 1 - inBackup);
    const said = of.said.get(service);
    const until = said ?? inBackup + Math.floor(left * shareOfOriginal);
    return { service, prefix, digits, inBackup, until: Math.max(until, inBackup), said: said !== undefined };
  });
}

function lastNumber(records: readonly Pick<Record, 'event'>[], service: string): number | undefined {
  let last: number | undefined;
  for (const { event } of records) {
    if (event.type === 'ticket.reserved' && event.service === service)
      last = Math.max(last ?? 0, event.number);
  }
  return last;
}

/** As the marks and the queue know them: of every business day up to `date`. */
export function takenByOriginal(date: string, reserved: readonly Reserved[]): NumbersTaken {
  let ranges: Ranges = new Map();
  for (const { prefix, until } of reserved)
    if (until > 0) ranges = union(ranges, new Map([[prefix, [{ first: 1, last: until }]]]));
  return { date, ranges };
}
