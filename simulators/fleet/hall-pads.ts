import { between, mixed } from '../day/day-plan.ts';
import { seededRandom } from '../random.ts';
import type { Counter, Service } from './hall-lines.ts';
import type { SitePlan } from './site-plan.ts';
import type { Timetable } from './timetable.ts';

/** In the order of PermenPANRB 14/2017. */
const nine = [
  ...['persyaratan', 'prosedur', 'waktu', 'biaya', 'produk'],
  ...['kompetensi', 'perilaku', 'pengaduan', 'sarana'],
] as const;
/** Of sites that ask one of the nine each day; the others always ask for the pulse. */
const surveyShare = 0.4;
/** Of visits, in a usual site: from the shyest to the one that answers most. */
const answerShare = [0.15, 0.6] as const;
/** Of answers: during the visit; changed by a second press; pressed on and on. */
const servingShare = 0.25;
const slipShare = 0.06;
const floodShare = 0.015;
/** Of visits. */
const complaintShare = 0.006;
/** Of looks at the day: somebody presses at an empty counter, or at the pad of the hall. */
const strayShare = 0.004;
const hallShare = 0.02;
/** The times of people, as ranges in ms. */
const afterVisit = [2_000, 60_000] as const;
const slip = [700, 4_500] as const;
const flood = [6_000, 30_000] as const;
/** An answer after this is of no visit. */
const ratedAfterMs = 90_000;

interface PadsOf {
  readonly plan: SitePlan;
  readonly timetable: Timetable;
  /** `data`: JSON. */
  readonly event: (what: string, subject: string | undefined, data: string) => void;
  readonly later: (ms: number, run: () => void) => void;
}

/** Rating pads, one at each counter and one of the hall, and what people do with them. */
export class HallPads {
  readonly #of: PadsOf;
  /** Its own: without pads the same day would be played. */
  readonly #random: () => number;
  readonly #asks: boolean;
  readonly #isSurvey: boolean;
  readonly #answers: number;
  /** How good the site is, 0 to 1. */
  readonly #luck: number;
  #element: string = 'pulse';
  #complaints = 0;
  readonly #lastVisit = new Map<Counter, number>();

  constructor(of: PadsOf) {
    this.#of = of;
    this.#random = seededRandom(mixed(of.plan.seed, 'pads'));
    // Sites of a version before pads have none.
    this.#asks = !of.plan.isOld;
    this.#isSurvey = this.#random() < surveyShare;
    this.#answers = between(this.#random, ...answerShare);
    this.#luck = this.#random();
  }

  newDay(date: string): void {
    this.#complaints = 0;
    this.#lastVisit.clear();
    const day = Math.floor(Date.parse(date) / 86_400_000);
    this.#element = this.#isSurvey ? (nine[day % nine.length] ?? 'pulse') : 'pulse';
  }

  /** A visit is about to end as served: `tell` says so. The visitor may answer just before, or in a while. */
  served(counter: Counter, service: Service, tell: () => void): void {
    const random = this.#random;
    const answers = this.#asks && random() < this.#answers;
    const isEarly = random() < servingShare;
    if (answers && isEarly) this.#answer(counter, service, 'serving');
    if (this.#asks && random() < complaintShare) this.#complain(counter, service);
    tell();
    const endedAt = this.#of.timetable.now;
    this.#lastVisit.set(counter, endedAt);
    if (!answers || isEarly) return;
    this.#of.later(between(random, ...afterVisit), () => {
      // The next visitor has come, or the controller was down for a while.
      const isLate = this.#of.timetable.now - endedAt > ratedAfterMs;
      const isOver = counter.state === 'serving' || this.#lastVisit.get(counter) !== endedAt;
      if (!isLate && !isOver) this.#answer(counter, service, 'served');
    });
  }

  /** Now and then somebody presses whom nothing was asked. */
  look(counters: readonly Counter[]): void {
    const open = counters.filter(({ state }) => state !== 'closed');
    const random = this.#random;
    if (!this.#asks || open.length === 0) return;
    if (random() < hallShare)
      this.#say(undefined, { pad: 'pintu-keluar', score: this.#score(), attributed: 'hall' });
    const counter = open[Math.floor(random() * open.length)];
    const since = (counter && this.#lastVisit.get(counter)) ?? Number.NEGATIVE_INFINITY;
    const isEmpty = counter?.state === 'idle' && this.#of.timetable.now - since > ratedAfterMs;
    if (counter === undefined || !isEmpty || random() >= strayShare * open.length) return;
    const { id } = counter.plan;
    this.#say(id, { pad: `pad-${id}`, counter: id, score: this.#score(), attributed: 'none' });
  }

  #answer(counter: Counter, service: Service, attributed: 'serving' | 'served'): void {
    const random = this.#random;
    const { id } = counter.plan;
    const answer = { pad: `pad-${id}`, counter: id, service: service.plan.id };
    const score = this.#score();
    this.#say(id, { ...answer, score, attributed });
    if (random() < slipShare)
      this.#of.later(between(random, ...slip), () =>
        this.#say(id, { ...answer, score: this.#score(), attributed, replaces: score }),
      );
    if (random() >= floodShare) return;
    // A child, or a key that is stuck.
    for (let presses = 5 + Math.floor(random() * 30); presses > 0; presses--)
      this.#of.later(between(random, ...flood), () =>
        this.#say(id, { ...answer, score: this.#score(), attributed: 'repeated' }),
      );
  }

  #complain(counter: Counter, service: Service): void {
    this.#complaints++;
    const { id } = counter.plan;
    const data = { number: this.#complaints, counter: id, service: service.plan.id };
    this.#of.event('complaint/opened', id, JSON.stringify(data));
  }

  #say(
    subject: string | undefined,
    data: { readonly score: number; readonly [field: string]: unknown },
  ): void {
    this.#of.event('rating/given', subject, JSON.stringify({ ...data, element: this.#element }));
  }

  #score(): number {
    return 1 + Math.min(3, Math.floor(4 * this.#random() ** (0.3 + 0.7 * (1 - this.#luck))));
  }
}
