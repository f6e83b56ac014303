import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** The Pi's own GPIO lines are held by a resistor or by the boot settings: Loket has no way to switch their pulls. */
export function checkPulls(draft: Draft, report: Report): void {
  for (const { enabled, kind, options, path } of draft.devices.read.values()) {
    const { pull } = options;
    if (!enabled || (pull !== 'up' && pull !== 'down')) continue;
    const lines = kind.claims(options).flatMap((claim) => (claim.on === 'gpio' ? [claim.line] : []));
    if (lines.length > 0) report.warn([...path, 'pull'], say('pull-needs-hardware', lines, pull), 'name');
  }
}
