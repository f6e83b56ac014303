import type { Score } from '../../firmware-host/queue/survey.ts';
import type { Element } from '../../firmware-host/satisfaction/elements.ts';
import { noRatings } from '../../office/reports/count-ratings.ts';
import type { ReportedEvent } from '../../office/reports/reported-event.ts';
import type { RatingDay, VisitorCounts } from '../../office/store/report-store.ts';
import { seededRandom } from '../../simulators/random.ts';

const dayMs = 86_400_000;
const monday = Date.UTC(2026, 10, 23, 1);
const services = ['paspor', 'sim', 'pajak'];
const asked: readonly Element[] = ['pulse', 'pulse', 'waktu', 'biaya', 'sarana'];

/** Days of visitors and pads: what the hall tells, and what is true of it, tallied visit by visit. */
export interface PlayedRatings {
  readonly events: readonly ReportedEvent[];
  /** What has to be counted, by date, service and element. */
  readonly truth: ReadonlyMap<string, RatingDay>;
}

export function playRatings(seed: number, days: number): PlayedRatings {
  const random = seededRandom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <One>(of: readonly [One, ...One[]] | readonly One[]): One => of[below(of.length)] as One;
  const score = (): Score => (1 + below(4)) as Score;
  const events: ReportedEvent[] = [];
  const truth = new Map<string, { -readonly [Part in keyof RatingDay]: RatingDay[Part] }>();
  let [time, date, boot] = [monday, '', 'a'];
  const tell = (type: string, data: Record<string, unknown>): void => {
    time += 500 + below(4_000);
    events.push({ sequence: events.length + 1, boot, type, time, data });
  };
  const tally = (service: string, element: RatingDay['element'], change: (day: RatingCountsOpen) => void) => {
    const key = `${date} ${service} ${element}`;
    const day = truth.get(key) ?? { date, service, element, ...noRatings };
    change(day);
    truth.set(key, day);
  };

  function visit(element: Element): void {
    const [service, counter] = [pick(services), `loket-${1 + below(4)}`];
    const pad = random() < 0.3 ? `page-${counter}` : `pad-${counter}`;
    const answer = { pad, counter, service, element };
    const attributed = pick(['serving', 'served']);
    const served = (): void => {
      tell('ticket/served', { ticket: 'A-001', service, counter, served_s: 60 });
      tally(service, '', (day) => day.served++);
    };
    if (attributed === 'served') served();
    if (random() < 0.6) {
      let last = score();
      tell('rating/given', { ...answer, score: last, attributed });
      for (let again = below(4); again > 2; again--) {
        const next = score();
        tell('rating/given', { ...answer, score: next, attributed, replaces: last });
        last = next;
      }
      tally(service, element, (day) => {
        const scores: [number, number, number, number] = [...day.scores];
        scores[last - 1] = (scores[last - 1] ?? 0) + 1;
        day.scores = scores;
      });
      for (let flood = random() < 0.1 ? below(40) : 0; flood > 0; flood--) {
        tell('rating/given', { ...answer, score: score(), attributed: 'repeated' });
        tally(service, element, (day) => day.repeated++);
      }
    }
    if (random() < 0.05) {
      tell('complaint/opened', { number: 1, counter, service });
      tally(service, '', (day) => day.complaints++);
    }
    if (attributed === 'serving' && random() < 0.95) served();
  }

  function astray(element: Element): void {
    const [attributed, where] = pick([
      ['none', { pad: 'pad-1', counter: 'loket-1' }],
      ['hall', { pad: 'pintu' }],
    ] as const);
    const first = score();
    tell('rating/given', { ...where, element, score: first, attributed });
    if (random() < 0.3)
      tell('rating/given', { ...where, element, score: score(), attributed, replaces: first });
    tally('', element, (day) => {
      if (attributed === 'none') day.noVisit++;
      else day.hall++;
    });
  }

  // What is told before the first day that is known is of no day.
  if (random() < 0.5) tell('rating/given', { pad: 'p', element: 'pulse', score: 4, attributed: 'hall' });
  for (let day = 0; day < days; day++) {
    date = new Date(monday + day * dayMs).toISOString().slice(0, 10);
    time = monday + day * dayMs;
    if (random() < 0.3) boot = `boot-${day}`;
    tell('day/opened', { date, carried: [], voided: [] });
    const element = pick(asked);
    for (let visits = below(40); visits > 0; visits--) {
      visit(element);
      if (random() < 0.1) astray(element);
      if (random() < 0.05) tell('rating/given', { score: 9, element: 'senyum', attributed: 'serving' });
    }
  }
  return { events, truth };
}

type RatingCountsOpen = { -readonly [Part in keyof VisitorCounts]: VisitorCounts[Part] };

export const keyOf = ({ date, service, element }: RatingDay): string => `${date} ${service} ${element}`;
