import type { CounterAction } from '../../config/site.ts';
import type { Millis } from '../../devices/ports.ts';
import { seededRandom } from '../random.ts';
import { between, mixed, personOf } from './day-plan.ts';
import type { Desk, KeyPress } from './desks.ts';

/** An officer looks at the display again after this long, when it has had time to change. */
const lookMs = 2_000;
const idleMs = { least: 15_000, most: 45_000 };
const settleInMs = 240_000;
const missedMs = 40_000;
/** Officers go home this long after closing, even if visitors are left. */
const overtimeMs = 2 * 3_600_000;

/** What a played day offers to an officer. */
export interface WorkingDay {
  readonly seed: number;
  readonly lengthMs: Millis;
  /** Time since the doors opened. */
  since(): Millis;
  /** Never resolves once the day was stopped. */
  sleep(ms: Millis): Promise<void>;
  /** Resolves when the press is complete; false when there is no such key. */
  press(key: KeyPress | undefined): Promise<boolean>;
}

/** Calls and serves visitors until the doors are closed and nobody is left. Resolves when the officer goes home. */
export async function work(desk: Desk, day: WorkingDay): Promise<void> {
  const { sleep, since, lengthMs } = day;
  const random = seededRandom(mixed(day.seed, desk.counter));
  const does = (action: CounterAction) => day.press(desk.key(action));
  let served: string | undefined;
  await sleep(between(random, 0, settleInMs));
  await does('next');
  while (since() < lengthMs + overtimeMs) {
    await sleep(lookMs);
    const ticket = desk.sees();
    if (ticket === undefined || ticket === served) {
      if (since() >= lengthMs) break;
      await sleep(between(random, idleMs.least, idleMs.most));
      const now = desk.sees();
      if (now === undefined || now === served) await does('next');
      continue;
    }
    await attend(desk, ticket, does, day);
    served = ticket;
    await does('next');
  }
  await does('open-close');
}

/** Serves one visitor, from the call to the next call. A visitor who does not come is called again, then given up. */
async function attend(
  desk: Desk,
  ticket: string,
  does: (action: CounterAction) => Promise<boolean>,
  { seed, sleep }: WorkingDay,
): Promise<void> {
  const person = personOf(seed, ticket);
  if (person.comes) {
    await sleep(person.walkMs);
    if (desk.scan === undefined) await does('arrive');
    else desk.scan(ticket);
    await sleep(person.serviceMs);
    return;
  }
  await sleep(missedMs);
  await does('recall');
  await sleep(missedMs);
  await does('no-show');
  await sleep(lookMs);
}
