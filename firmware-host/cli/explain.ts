import { Fault } from '../../devices/fault.ts';

/** Says an error to a person at the console: what, and what to do. */
export function explain(thrown: unknown): void {
  if (thrown instanceof Fault) {
    console.error(`loket: ${thrown.message}`);
    if (thrown.hint !== undefined) console.error(`       ${thrown.hint}`);
  } else console.error(`loket: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
}
