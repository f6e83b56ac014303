import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/**
 * Through the kernel's GPIO files, as on Raspberry Pi OS, the Pi's pulls cannot be switched: a resistor or the boot
 * settings hold the lines. Whether the machine the file is for has those files is not known here.
 */
export function checkPulls(draft: Draft, report: Report): void {
  for (const { enabled, kind, options, path } of draft.devices.read.values()) {
    const { pull } = options;
    if (!enabled || (pull !== 'up' && pull !== 'down')) continue;
    const lines = kind.claims(options).flatMap((claim) => (claim.on === 'gpio' ? [claim.line] : []));
    if (lines.length > 0) report.warn([...path, 'pull'], say('pull-needs-hardware', lines, pull), 'name');
  }
}
