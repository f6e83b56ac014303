import type { ReportedEvent } from '../../office/reports/reported-event.ts';
import type { MissedSpan } from '../../office/reports/site-record.ts';
import { lengthOf, merged, type TimeSpan, without } from '../../office/reports/time-spans.ts';
import { seededRandom } from '../../simulators/random.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A week of a site as it was, and what the office came to know of it. */
export interface SimulatedWeek {
  readonly events: readonly ReportedEvent[];
  readonly absences: readonly MissedSpan[];
  /** When each device worked. */
  readonly worked: ReadonlyMap<string, readonly TimeSpan[]>;
}

/**
 * Plays a week from a seed: devices that are unplugged or have faults, a process that is killed, stopped or hangs, and
 * lines that are cut, which must not count. The site tells of it as docs/mqtt.md says, the office misses it with the
 * delays of docs/office.md.
 */
export function playWeek(seed: number, week: TimeSpan, devices: readonly string[]): SimulatedWeek {
  const random = seededRandom(seed);
  const between = (least: number, most: number) => least + random() * (most - least);
  const spans = (everyMs: number, least: number, most: number): TimeSpan[] => {
    const all: TimeSpan[] = [];
    for (
      let at = week.from + between(0, 2 * everyMs);
      at < week.to;
      at += between(0.2 * everyMs, 2 * everyMs)
    ) {
      const from = Math.max(at, (all.at(-1)?.to ?? 0) + minuteMs);
      const to = from + between(least, most);
      if (to < week.to) all.push({ from, to });
    }
    return all;
  };

  const kills = spans(40 * hourMs, minuteMs, 2 * hourMs).map((one) => ({ ...one, was: 'kill' as const }));
  const stops = spans(80 * hourMs, 5 * minuteMs, hourMs).map((one) => ({ ...one, was: 'stop' as const }));
  const hangs = spans(60 * hourMs, 2 * minuteMs, 20 * minuteMs).map((one) => ({
    ...one,
    was: 'hang' as const,
  }));
  const off = apart([...kills, ...stops, ...hangs]);
  const cuts = spans(20 * hourMs, minuteMs, 3 * hourMs);
  const told: Omit<ReportedEvent, 'sequence' | 'boot'>[] = [];
  const tell = (time: number, type: string, data: Record<string, unknown> = {}) =>
    told.push({ time, type, data });

  const worked = new Map<string, readonly TimeSpan[]>();
  const ran = without([week], off);
  for (const device of devices) {
    const broken = spans(between(10, 60) * hourMs, 20_000, 4 * hourMs).map((one) => ({
      ...one,
      isLink: random() < 0.5,
    }));
    worked.set(device, without(ran, broken));
    for (const { from, to, isLink } of broken) {
      const code = isLink ? 'link.absent' : 'paper.out';
      // What happens while the process does not run it finds when it runs again.
      for (const part of without([{ from, to }], off)) {
        const isFirst = part.from === from;
        if (isLink && isFirst) tell(part.from, 'device/lost', { device, code: 'link.io_error' });
        if (
          isFirst ||
          !told.some(
            (one) => one.data.device === device && one.time > from - 1 && one.type === 'device/faulted',
          )
        )
          tell(part.from + (isLink ? 500 : 100), 'device/faulted', {
            device,
            code,
            severity: 'error',
            fix: 'technician',
          });
      }
      const seen = told.findLast(
        (one) => one.type === 'device/faulted' && one.data.device === device && one.time >= from,
      );
      if (seen === undefined) continue;
      const over = off.find((one) => one.from <= to && to < one.to)?.to ?? to;
      const isSameRun = !off.some((one) => one.was !== 'hang' && one.from > from && one.from < over);
      if (isLink && isSameRun) tell(over, 'device/found', { device });
      const cleared = over + 10_000;
      const late = off.find((one) => one.from <= cleared && cleared < one.to)?.to ?? cleared;
      tell(late, 'device/cleared', { device, code, for_s: (over - seen.time) / 1_000 });
    }
  }

  for (let at = week.from; at < week.to; at += 20 * minuteMs) {
    const isOff = off.some(({ from, to }) => from <= at && at < to);
    if (!isOff) tell(at, 'ticket/called');
  }
  for (const { from, to, was } of off) {
    if (was === 'stop') tell(from, 'host/stopped');
    if (was !== 'hang') tell(to, 'host/started', { clean: was === 'stop' });
  }
  told.sort((one, other) => one.time - other.time);
  let boot = 0;
  const events = told.map((one, at) => {
    if (one.type === 'host/started') boot++;
    return { ...one, sequence: at + 1, boot: `boot-${boot}` };
  });
  const absences: MissedSpan[] = [
    ...off.map(({ from, to, was }) => ({
      // A last will is there at once, and a frozen process is missed when its keepalive is over.
      from: from + (was === 'hang' ? between(0, 36_000) : between(0, 3_000)),
      to: to + between(0, 2_000),
      was: was === 'hang' ? ('hung' as const) : ('power-or-process' as const),
    })),
    ...cuts.map((one) => ({ ...one, was: 'network' as const })),
  ];
  return { events, absences, worked };
}

/** Those that do not overlap one before, with some time between. */
function apart<One extends TimeSpan>(spans: readonly One[]): readonly One[] {
  const kept: One[] = [];
  for (const one of [...spans].sort((a, b) => a.from - b.from))
    if (one.from > (kept.at(-1)?.to ?? 0) + 2 * minuteMs) kept.push(one);
  return kept;
}

export const shareOf = (
  worked: readonly TimeSpan[],
  open: readonly TimeSpan[],
  common: (a: readonly TimeSpan[], b: readonly TimeSpan[]) => readonly TimeSpan[],
): number => lengthOf(common(open, merged(worked))) / lengthOf(open);
