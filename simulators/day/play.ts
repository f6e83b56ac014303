import type { CounterAction } from '../../config/site.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { seededRandom } from '../random.ts';
import type { Desk, TicketKeys } from './desks.ts';
import { between, mixed, personOf, planDay } from './plan.ts';

const holdMs = 100;
const longHoldMs = 900;
/** Between the two presses of a double one, the first hold included. */
const doubleMs = 180;
/** An officer looks up once the display has had time to change. */
const lookMs = 2_000;
const idleMs = { least: 15_000, most: 45_000 };
const settleInMs = 240_000;
const missedMs = 40_000;
/** Officers go home this long after closing whoever is still there. */
const overtimeMs = 2 * 3_600_000;

/** Where a day is played: hardware that can be pressed and looked at, and nothing of the host. */
export interface Stage {
  readonly clock: Clock;
  readonly services: readonly string[];
  readonly desks: readonly Desk[];
  readonly ticketKeys: TicketKeys;
  /** Takes a ticket of a service that no key of the hall gives. */
  readonly askForTicket: (service: string, kind: 'regular' | 'priority') => void;
}

/** A day being played. */
export interface Play {
  readonly seed: number;
  /** How many visitors the day has, and how many of them have come so far. */
  readonly planned: number;
  readonly come: number;
  readonly over: boolean;
  stop(): void;
}

/**
 * Plays a day: visitors press the keys of the ticket machine, officers those of their counters, and look at their
 * displays. The doors open now and close after `lengthMs`. `over` is told when everybody has gone home.
 */
export function playDay(
  stage: Stage,
  of: { readonly seed: number; readonly lengthMs: Millis; readonly over: () => void },
): Play {
  const { clock, desks, services } = stage;
  const visitors = planDay({ ...of, services, counters: desks.length });
  const opened = clock.now();
  const sleeping = new Set<Cancel>();
  let come = 0;
  let stopped = false;
  let officersLeft = desks.length;

  /** Rejects never; does not come back once the day was stopped. */
  const sleep = (ms: Millis): Promise<void> =>
    new Promise((resolve) => {
      if (stopped) return;
      const cancel = clock.after(ms, () => {
        sleeping.delete(cancel);
        resolve();
      });
      sleeping.add(cancel);
    });
  const since = () => clock.now() - opened;

  async function press(found: ReturnType<Desk['key']>): Promise<boolean> {
    if (found === undefined) return false;
    const { device, key, how } = found;
    device.press?.(key, how === 'long' ? longHoldMs : holdMs);
    if (how !== 'double') return true;
    await sleep(doubleMs);
    device.press?.(key, holdMs);
    return true;
  }

  async function comeIn(): Promise<void> {
    for (const visitor of visitors) {
      await sleep(Math.max(0, visitor.atMs - since()));
      come++;
      const { ticketKeys } = stage;
      const key =
        ticketKeys.get(`${visitor.service} ${visitor.class}`) ?? ticketKeys.get(`${visitor.service} regular`);
      if (key === undefined) stage.askForTicket(visitor.service, visitor.class);
      else void press(key);
    }
  }

  async function officer(desk: Desk): Promise<void> {
    const random = seededRandom(mixed(of.seed, desk.counter));
    const does = (action: CounterAction) => press(desk.key(action));
    let served: string | undefined;
    await sleep(between(random, 0, settleInMs));
    await does('next');
    while (since() < of.lengthMs + overtimeMs) {
      await sleep(lookMs);
      const ticket = desk.sees();
      if (ticket === undefined || ticket === served) {
        if (since() >= of.lengthMs) break;
        await sleep(between(random, idleMs.least, idleMs.most));
        const now = desk.sees();
        if (now === undefined || now === served) await does('next');
        continue;
      }
      await attend(desk, ticket, does);
      served = ticket;
      await does('next');
    }
    await does('open-close');
    officersLeft--;
    if (officersLeft === 0) of.over();
  }

  async function attend(desk: Desk, ticket: string, does: (action: CounterAction) => Promise<boolean>) {
    const person = personOf(of.seed, ticket);
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

  void comeIn();
  for (const desk of desks) void officer(desk);

  return {
    seed: of.seed,
    planned: visitors.length,
    get come() {
      return come;
    },
    get over() {
      return stopped || officersLeft === 0;
    },
    stop() {
      stopped = true;
      for (const cancel of sleeping) cancel();
      sleeping.clear();
    },
  };
}
