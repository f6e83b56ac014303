import { addedDurations, durationOf, noDurations } from '../../../office/reports/durations.ts';
import type { DailyFigure, QueueHour, RunRecord, SiteRecords } from '../../../office/store/report-store.ts';
import { seededRandom } from '../../../simulators/random.ts';
import { queueHour } from './memory-records.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 24 * 3_600_000];
/** Of Jakarta. */
const zoneMs = 7 * hourMs;
const services = [
  ['paspor', 160, 12],
  ['pajak', 90, 6],
  ['kependudukan', 120, 9],
] as const;
const rollMm = 79_000;
const ticketMm = 82;

interface Shown {
  readonly devices: readonly string[];
  /** Unix ms: records are of so many days before. */
  readonly until: number;
  readonly days: number;
}

/** What was reckoned of a site that works as sites do, from a seed: some are worse than others. */
export function shownRecords(seed: number, { devices, until, days }: Shown): SiteRecords {
  const random = seededRandom(seed);
  const luck = random() ** 2;
  const begin = Math.floor((until + zoneMs) / dayMs) * dayMs - zoneMs - days * dayMs;
  const runs = runsOf(random, begin, until, luck);
  const queues: QueueHour[] = [];
  const daily: DailyFigure[] = [];
  const paperOuts: SiteRecords['outages'][number][] = [];
  let [printed, ofRoll] = [Math.floor(random() * 9e6), Math.floor(random() * rollMm)];
  for (let day = begin; day < until; day += dayMs) {
    const weekday = new Date(day + zoneMs).getUTCDay();
    const date = new Date(day + zoneMs).toISOString().slice(0, 10);
    for (let hour = 8; hour < 15 && weekday > 0 && weekday < 6; hour++) {
      const at = day + hour * hourMs;
      if (at > until) break;
      for (const [service, perDay, minutes] of services) {
        const one = hourOf(random, service, at, (perDay / 7) * (0.4 + luck), minutes);
        queues.push(one);
        printed += one.issued * ticketMm;
        ofRoll += one.issued * ticketMm;
      }
      if (ofRoll < rollMm) continue;
      ofRoll = 0;
      const to = at + hourMs;
      const from = to - (2 + random() * 9) * minuteMs;
      paperOuts.push({ device: 'printer-1', code: 'paper.out', from, to: to > until ? undefined : to });
    }
    daily.push({ date, what: 'paper-mm', of: 'printer-1', value: printed });
    daily.push({ date, what: 'quota', of: 'paspor', value: 300 });
  }
  return { runs, queues, daily, outages: [...paperOuts, ...outagesOf(random, devices, begin, until, luck)] };
}

function runsOf(random: () => number, begin: number, until: number, luck: number): readonly RunRecord[] {
  const runs: RunRecord[] = [];
  let from = begin;
  for (let at = begin + random() * 20 * dayMs; at < until; at += (8 + random() * 30) * dayMs * (1.2 - luck)) {
    runs.push({ boot: `boot-${runs.length}`, from, last: at, end: random() < 0.5 ? 'stopped' : 'gap' });
    from = at + (5 + random() * 170) * minuteMs;
  }
  return [...runs, { boot: `boot-${runs.length}`, from, last: Math.max(from, until), end: 'going-on' }];
}

function outagesOf(
  random: () => number,
  devices: readonly string[],
  begin: number,
  until: number,
  luck: number,
): SiteRecords['outages'] {
  return devices.flatMap((device) => {
    const outages: SiteRecords['outages'][number][] = [];
    const every = (4 + random() * 60) * dayMs * (1.3 - luck);
    for (let from = begin + random() * every; from < until; from += every * (0.3 + random())) {
      const to = from + (random() < 0.2 ? 20 * hourMs : 90 * minuteMs) * random();
      outages.push({ device, code: 'link.absent', from, to: to > until ? undefined : to });
    }
    return outages;
  });
}

function hourOf(random: () => number, service: string, at: number, each: number, minutes: number): QueueHour {
  const issued = Math.floor(each * (0.5 + random()));
  const noShow = Math.floor(issued * 0.12 * random());
  const spread = (mean: number, count: number) =>
    Array.from(
      { length: count },
      () => durationOf(mean * 60 * (0.3 + 1.5 * random() ** 2)) ?? noDurations,
    ).reduce(addedDurations, noDurations);
  return queueHour(service, at, {
    ...{ issued, called: issued, noShow, served: issued - noShow },
    ...{ wait: spread(minutes * 2, issued), serviceTime: spread(minutes, issued - noShow) },
  });
}
