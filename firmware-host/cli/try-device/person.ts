import type { Interface } from 'node:readline/promises';
import type { Clock } from '../../../devices/ports.ts';
import type { SimulatedDevice } from '../../../simulators/simulator.ts';
import { pause } from '../../async/time-limit.ts';
import type { TryWords } from './try-words.ts';

/** The person in the hall while devices are tried: presses keys, scans, and reports what is visible. */
export interface Person {
  tell(line: string): void;
  press(device: string, keys: readonly string[]): void;
  scan(device: string): void;
  /** Watches a device from now on; the returned function answers a question about it. Undefined: nobody answers. */
  look(device: string): (question: string) => Promise<boolean | undefined>;
}

/** A person at this console; without `input`, nobody answers. */
export function atConsole(say: TryWords, input: Pick<Interface, 'question'> | undefined): Person {
  return {
    tell: (line) => console.log(line),
    press: (_device, keys) => console.log(`  ${say.press(keys)}`),
    scan: () => console.log(`  ${say.scan}`),
    look: () => async (question) => {
      if (input === undefined) return undefined;
      const answer = (await input.question(`  ${question} ${say.yesOrNo} `)).trim().toLowerCase();
      if (answer.startsWith('y')) return true;
      return /^[tn]/.test(answer) ? false : undefined;
    },
  };
}

const glanceMs = 50;
const pressMs = 120;
const betweenMs = 400;
/** An announcement is over for a listener when nothing has followed for a second. */
const listenMs = 1_500;
/** A ticket number as the scanners of a hall read it. */
const scanned = 'A-001';

/** The person of a rehearsal: handles the simulated hardware and believes what it shows. */
export function simulatedPerson(
  devices: ReadonlyMap<string, SimulatedDevice>,
  clock: Clock,
  tell: (line: string) => void,
): Person {
  return {
    tell,
    press(id, keys) {
      for (const [at, key] of keys.entries())
        clock.after(at * betweenMs, () => devices.get(id)?.press?.(key, pressMs), 'trial: press');
    },
    scan(id) {
      devices.get(id)?.scan?.(scanned);
    },
    look(id) {
      const device = devices.get(id);
      if (device?.tickets !== undefined) return oneTicketMore(device.tickets);
      if (device?.heard !== undefined) return heardAnew(device.heard);
      if (device?.reads === undefined && device?.lamp === undefined) return async () => undefined;
      let lit = false;
      let over = false;
      const glance = () => {
        if (over) return;
        lit ||= /^8+$/.test(device.reads?.() ?? '') || device.lamp?.() === 'flash';
        clock.after(glanceMs, glance, 'trial: glance');
      };
      glance();
      return async () => {
        over = true;
        return lit;
      };
    },
  };

  function oneTicketMore(tickets: NonNullable<SimulatedDevice['tickets']>): () => Promise<boolean> {
    const before = tickets().length;
    return async () => tickets().length === before + 1;
  }

  /** Only the last announcements are kept, so they cannot be counted. */
  function heardAnew(heard: NonNullable<SimulatedDevice['heard']>): () => Promise<boolean> {
    const before = heard().at(-1);
    return async () => {
      await pause(clock, listenMs, 'trial: listen');
      return heard().at(-1) !== before;
    };
  }
}
