import { faultCatalogue } from '../fault-catalogue.ts';
import type { Opening } from '../kind.ts';
import { type Condition, conditions } from './printer-status.ts';

/** Reports the conditions that came and went; the first time, all of them. */
export function conditionReporter(
  warn: Opening<unknown, never>['warn'],
): (found: readonly Condition[]) => void {
  const shown = new Map<Condition, boolean>();
  return (found) => {
    for (const condition of conditions) {
      const holds = found.includes(condition);
      if (shown.get(condition) === holds) continue;
      shown.set(condition, holds);
      warn(condition, holds ? faultCatalogue[condition].en : undefined);
    }
  };
}
