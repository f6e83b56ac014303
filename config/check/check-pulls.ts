import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/**
 * Through the kernel's GPIO files, as on Raspberry Pi OS, the Pi's pull resistors cannot be switched: an external
 * resistor or the boot settings must hold the lines. This check cannot know whether the target machine has those files.
 */
export function checkPulls(draft: Draft, report: Report): void {
  for (const { enabled, kind, options, path } of draft.devices.read.values()) {
    const { pull } = options;
    if (!enabled || (pull !== 'up' && pull !== 'down')) continue;
    const lines = kind.claims(options).flatMap((claim) => (claim.on === 'gpio' ? [claim.line] : []));
    // A line that two of its keys claim is another mistake, which is told elsewhere.
    const each = [...new Set(lines)];
    if (each.length > 0) report.warn([...path, 'pull'], say('pull-needs-hardware', each, pull), 'name');
  }
}
