import { expect, it } from 'vitest';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { Now } from '../../firmware-host/queue/hall.ts';
import { openState, type State } from '../../firmware-host/queue/state.ts';
import { type ElementId, type Score, scores } from '../../firmware-host/queue/survey.ts';
import { seededRandom } from '../../simulators/random.ts';
import { counter, type Entry, hall, morning, replayLastDay, service } from './office.ts';
import { type Press, RatingModel, type Verdict } from './rating-model.ts';

/** LOKET_SEED: the first day's seed, to play the very same days again. LOKET_DAYS: how many. */
const firstSeed = Number(process.env.LOKET_SEED ?? Math.trunc(Math.random() * 2 ** 31));
const days = Number(process.env.LOKET_DAYS ?? 5_000);
const stepsADay = 40;

/** The way visitors press on a day; most are honest. */
const manners = ['honest', 'late', 'flooding', 'wrong counter', 'anything'] as const;

const counters = ['1', '2', '3'];
const elements: readonly ElementId[] = ['waktu', 'biaya', 'pulse'];
/** Counter 1 notes arrivals; 2 has one button; 3 notes some, and serves what the others transfer. */
const rules = hall({
  dayClose: 'carry',
  services: [service('a'), service('b')],
  counters: [
    counter('1', { serves: ['a', 'b'] }),
    counter('2', { serves: ['a'], oneButtonNoShowMs: 3_000 }),
    counter('3', { serves: ['b', 'a'], storeNext: true }),
  ],
});

type Given = Extract<QueueEvent, { type: 'rating.given' }>;

/** One seeded day on the core and the model. `wrong`: where they differ, in words. */
class Day {
  readonly wrong: string[] = [];
  readonly seen = new Set<string>();
  #state: State = openState(rules);
  readonly #journal: Entry[] = [];
  readonly #model = new RatingModel();
  #now: Now = morning;
  #element: ElementId = 'waktu';
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  play(): this {
    const manner = this.#pick(manners);
    for (const at of counters) this.#ask({ type: 'open', counter: at });
    for (let step = 0; step < stepsADay; step++) {
      this.#pass(this.#pick([200, 1_000, 4_000, 20_000, 70_000]));
      this.#step(this.#roll(100), manner);
    }
    this.#compare();
    return this;
  }

  #step(chance: number, manner: (typeof manners)[number]): void {
    const at = this.#pick(counters);
    if (chance < 20)
      this.#ask({ type: 'issue', service: this.#pick(['a', 'b']), class: 'regular', printer: null });
    else if (chance < 54) this.#officer(at);
    else if (chance < 88) this.#visitor(manner, at);
    else if (chance < 95) this.#pick([this.#thereAndBack, this.#followed, this.#evening]).call(this);
    else if (chance < 97) this.#restart();
    else if (chance < 98) this.#element = this.#pick(elements);
    else this.#midnight();
  }

  /** Somebody is transferred to another service and back, and answers each time, now and then in a hurry. */
  #thereAndBack(): void {
    const at = this.#pick(['1', '1', '3']);
    for (const to of ['b', 'a', 'b']) {
      this.#ask({ type: 'transfer', counter: at, to: { service: to }, place: 'first' });
      for (const type of ['next', 'arrive'] as const) this.#ask({ type, counter: at });
      this.#press(at, this.#pick(scores));
      this.#pass(this.#pick([500, 900, 30_000]));
    }
  }

  /** Somebody has left, another one comes and does not stay, and a key is pressed. */
  #followed(): void {
    const at = this.#pick(['1', '1', '3']);
    for (const type of ['next', 'arrive', 'end', 'next', 'arrive'] as const) {
      this.#ask({ type, counter: at });
      this.#pass(1_000);
    }
    this.#ask({ type: this.#pick(['park', 'put-back', 'end'] as const), counter: at });
    this.#press(at, this.#pick(scores));
  }

  /** All counters close, and visitors press on their way out. */
  #evening(): void {
    for (const at of counters) this.#ask({ type: 'close', counter: at });
    this.#press(undefined, this.#pick(scores));
    this.#press(this.#pick(counters), this.#pick(scores));
    for (const at of counters) this.#ask({ type: 'open', counter: at });
  }

  #officer(at: string): void {
    const notes = at === '1' || (at === '3' && this.#roll(10) === 0);
    const usual: readonly Command[] = [
      { type: 'next', counter: at },
      notes ? { type: 'arrive', counter: at } : { type: 'next', counter: at },
      { type: 'end', counter: at },
    ];
    const other: readonly Command[] = [
      { type: 'transfer', counter: at, to: { service: this.#pick(['a', 'b']) }, place: 'first' },
      { type: 'transfer', counter: at, to: { counter: this.#pick(counters) }, place: 'first' },
      { type: 'walk-in', counter: at },
      { type: 'park', counter: at },
      { type: 'resume', counter: at },
      { type: 'put-back', counter: at },
      { type: 'no-show', counter: at },
      { type: 'recall', counter: at },
      { type: 'close', counter: at },
      { type: 'break', counter: at },
      { type: 'open', counter: at },
      { type: 'cancel', ticket: this.#state.counters.get(at)?.ticket?.id ?? 'A-001' },
    ];
    this.#ask(this.#pick(this.#roll(3) > 0 ? usual : other));
  }

  /** Visitors press after their visit, too late, like children, at another counter, or anyhow. */
  #visitor(manner: (typeof manners)[number], at: string): void {
    const score = this.#pick(scores);
    if (manner === 'late') this.#pass(this.#pick([85_000, 89_999, 90_000, 90_001, 95_000]));
    const presses = manner === 'flooding' ? this.#roll(12) : 1 + (this.#roll(3) === 0 ? 1 : 0);
    const place = manner === 'wrong counter' ? this.#pick([...counters, undefined]) : at;
    const here = manner === 'anything' && this.#roll(3) === 0 ? undefined : place;
    for (let press = 0; press < presses; press++) {
      this.#press(here, press === 0 ? score : this.#pick(scores));
      if (this.#roll(8) === 0) this.#element = this.#pick(elements);
      this.#pass(this.#pick([300, 1_000, 4_999, 5_000, 5_001]));
    }
  }

  #press(at: string | undefined, score: Score): void {
    const place = at === undefined ? {} : { counter: at };
    const pad = at === undefined ? 'pad-hall' : this.#pick([`pad-${at}`, `page-${at}`]);
    const press: Press = { pad, ...place, element: this.#element, score, at: this.#now.hall };
    const says = this.#model.judge(press, this.#today(), rules.counters);
    const { at: _, ...command } = press;
    const decision = this.#ask({ type: 'rate', ...command });
    const events = 'refused' in decision ? [] : decision.events;
    const given = events.find((event): event is Given => event.type === 'rating.given');
    const said = 'refused' in decision ? { refused: decision.refused } : given && verdictOf(given);
    if (JSON.stringify(said) !== JSON.stringify(says))
      this.wrong.push(
        `${JSON.stringify(command)}: ${JSON.stringify(said)}, by the rules ${JSON.stringify(says)}`,
      );
    this.seen.add('refused' in says ? says.refused : `${says.attributed}${says.replaces ? ' again' : ''}`);
  }

  #ask(command: Command) {
    const decision = decide(this.#state, command, this.#now);
    if ('refused' in decision) return decision;
    for (const event of decision.events) {
      if (event.type === 'day.opened') this.#compare();
      this.#journal.push({ event, at: this.#now, touched: 'all' });
      apply(this.#state, event, this.#now);
    }
    return decision;
  }

  /** The process ends, and another one folds the journal. */
  #restart(): void {
    this.#state = replayLastDay(rules, this.#journal);
    this.seen.add('restart');
  }

  #midnight(): void {
    const date = new Date(Date.parse(this.#now.date) + 86_400_000).toISOString().slice(0, 10);
    this.#now = { ...this.#now, date };
    this.#ask({ type: 'tick' });
    this.seen.add('midnight');
  }

  /** What the core has counted today is what the model has, and as many as have answered. */
  #compare(): void {
    this.#model.newDay(this.#today());
    const counted = new Map(
      [...this.#state.services].flatMap(([id, { ratings }]) => {
        const all = [...ratings.values()].flatMap((counts) =>
          ([1, 2, 3, 4] as const).flatMap((score) => Array.from({ length: counts[score] }, () => score)),
        );
        return all.length === 0 ? [] : [[id, all.sort()] as const];
      }),
    );
    const sorted = (of: Iterable<readonly [string, readonly Score[]]>) => JSON.stringify([...of].sort());
    if (sorted(counted) !== sorted(this.#model.countedToday()))
      this.wrong.push(`counted ${sorted(counted)}, by the rules ${sorted(this.#model.countedToday())}`);
    const sum = [...counted.values()].reduce((all, scores) => all + scores.length, 0);
    if (sum !== this.#model.answeredToday)
      this.wrong.push(`${sum} answers count of ${this.#model.answeredToday} who answered`);
  }

  #today(): readonly Entry[] {
    const start = this.#journal.findLastIndex(({ event }) => event.type === 'day.opened');
    return this.#journal.slice(Math.max(0, start));
  }

  #pass(ms: number): void {
    this.#now = { ...this.#now, hall: this.#now.hall + ms, wall: this.#now.wall + ms };
  }

  #roll(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #pick<One>(of: readonly One[]): One {
    return of[this.#roll(of.length)] as One;
  }
}

const verdictOf = ({ attributed, service: of, replaces }: Given): Verdict => ({
  attributed,
  ...(of === undefined ? {} : { service: of }),
  ...(replaces === undefined ? {} : { replaces }),
});

it(`gives each answer to the visitor whose it is, and counts none twice (${days} days from seed ${firstSeed})`, () => {
  const seen = new Set<string>();
  for (let seed = firstSeed; seed < firstSeed + days; seed++) {
    const day = new Day(seed).play();
    if (day.wrong.length > 0) throw new Error([`LOKET_SEED=${seed} LOKET_DAYS=1`, ...day.wrong].join('\n'));
    for (const one of day.seen) seen.add(one);
  }
  // Days on which something never happens would prove nothing of it.
  const must = ['serving', 'served', 'hall', 'none'].flatMap((one) => [one, `${one} again`]);
  const all = [...must, 'repeated', 'counter-closed', 'no-counter-open', 'restart', 'midnight'];
  if (days >= 1_000) expect([...seen].sort()).toEqual(all.sort());
}, 60_000);
