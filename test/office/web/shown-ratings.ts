import {
  type Element,
  type ScoreCounts,
  surveyElements,
} from '../../../firmware-host/satisfaction/elements.ts';
import { noRatings } from '../../../office/reports/count-ratings.ts';
import type { RatingDay } from '../../../office/store/report-store.ts';
import { seededRandom } from '../../../simulators/random.ts';

const dayMs = 86_400_000;
/** Of Jakarta. */
const zoneMs = 7 * 3_600_000;
const services = ['paspor', 'pajak', 'kependudukan'];

interface Shown {
  /** Unix ms: days before it. */
  readonly until: number;
  readonly days: number;
  /** Visits of a service on a day, at most. */
  readonly visits?: number;
  /** How good it is, 0 to 1; missing: by chance. */
  readonly luck?: number;
  /** Elements that are asked one a day, one after the other; missing: the pulse, and on Fridays one of the nine. */
  readonly asked?: readonly Element[];
}

/** What visitors said at a site, from a seed. */
export function shownRatings(
  seed: number,
  { until, days, visits = 40, asked, luck: given }: Shown,
): readonly RatingDay[] {
  const random = seededRandom(seed);
  const luck = given ?? random();
  const all: RatingDay[] = [];
  const last = Math.floor((until + zoneMs) / dayMs);
  for (let day = last - days + 1; day <= last; day++) {
    const at = new Date(day * dayMs);
    const [weekday, date] = [at.getUTCDay(), at.toISOString().slice(0, 10)];
    if (weekday === 0 || weekday === 6) continue;
    const friday = surveyElements[Math.floor(day / 7) % surveyElements.length] ?? 'waktu';
    const element =
      asked === undefined ? (weekday === 5 ? friday : 'pulse') : (asked[day % asked.length] ?? 'pulse');
    for (const service of services) {
      const served = Math.floor(visits * (0.3 + 0.7 * random()));
      const scores = answersOf(random, Math.floor(served * (0.2 + 0.5 * random())), luck);
      const complaints = random() < 0.08 ? 1 : 0;
      all.push({ ...{ date, service, element: '' }, ...noRatings, served, complaints });
      all.push({ ...{ date, service, element }, ...noRatings, scores, repeated: Math.floor(random() * 4) });
    }
    all.push({ date, service: '', element, ...noRatings, noVisit: 2, hall: 3 });
  }
  return all;
}

function answersOf(random: () => number, count: number, luck: number): ScoreCounts {
  const scores: [number, number, number, number] = [0, 0, 0, 0];
  for (let nth = 0; nth < count; nth++) {
    const at = Math.min(3, Math.floor(4 * random() ** (0.25 + 0.9 * (1 - luck))));
    scores[at] = (scores[at] ?? 0) + 1;
  }
  return scores;
}
