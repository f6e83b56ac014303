import type { Clock, Millis } from '../../devices/ports.ts';
import { planDay } from './day-plan.ts';
import type { Desk, KeyPress, TicketKeys } from './desks.ts';
import { work } from './officer.ts';
import { openSleep } from './sleep.ts';

const holdMs = 100;
const longHoldMs = 900;
/** Between the starts of the two presses of a double press. */
const doubleMs = 180;

/** What a day is played on: simulated hardware only, nothing of the host. */
export interface Stage {
  readonly clock: Clock;
  readonly services: readonly string[];
  readonly desks: readonly Desk[];
  readonly ticketKeys: TicketKeys;
  /** Takes a ticket of a service for which the hall has no key. */
  readonly askForTicket: (service: string, kind: 'regular' | 'priority') => void;
}

/** A day that is being played. */
export interface Play {
  readonly seed: number;
  /** The visitors of the day, and how many of them have come so far. */
  readonly planned: number;
  readonly come: number;
  readonly over: boolean;
  stop(): void;
}

/**
 * Plays a day: visitors press the keys of the ticket machine; officers press those of their counters and read their
 * displays. The doors open now and close after `lengthMs`. `over` is called when everybody has gone home.
 */
export function playDay(
  stage: Stage,
  of: { readonly seed: number; readonly lengthMs: Millis; readonly over: () => void },
): Play {
  const { clock, desks, services, ticketKeys } = stage;
  const visitors = planDay({ ...of, services, counters: desks.length });
  const opened = clock.now();
  const { sleep, stop } = openSleep(clock);
  let come = 0;
  let stopped = false;
  let officersLeft = desks.length;
  const since = () => clock.now() - opened;

  async function press(found: KeyPress | undefined): Promise<boolean> {
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
      const key =
        ticketKeys.get(`${visitor.service} ${visitor.class}`) ?? ticketKeys.get(`${visitor.service} regular`);
      if (key === undefined) stage.askForTicket(visitor.service, visitor.class);
      else void press(key);
    }
  }

  async function officer(desk: Desk): Promise<void> {
    await work(desk, { seed: of.seed, lengthMs: of.lengthMs, since, sleep, press });
    officersLeft--;
    if (officersLeft === 0) of.over();
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
      stop();
    },
  };
}
