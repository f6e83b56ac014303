import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/**
 * Names in /dev/serial/by-id that all adapters of a model have, since these have no serial number or that of the
 * factory: CH340, PL2303, CP210x. Seen in public projects that name them; `loket doctor` and `loket discover` see the
 * adapter itself.
 */
const sharedNames: readonly RegExp[] = [
  /\/usb-1a86_USB(2\.0)?[-_]Ser(ial|_)-if/,
  /\/usb-Prolific_Technology_Inc\._USB-Serial_Controller(_[A-Z])?-if/,
  /\/usb-Silicon_Labs_CP21\w+_0001-if/,
];

/** An adapter whose name is that of every other one is told only by its USB port. */
export function checkAddresses(draft: Draft, report: Report): void {
  for (const { enabled, kind, options, path } of [
    ...draft.boards.read.values(),
    ...draft.devices.read.values(),
  ]) {
    if (!enabled) continue;
    const isShared = kind
      .claims(options)
      .some((claim) => claim.on === 'wire' && sharedNames.some((name) => name.test(claim.address)));
    if (isShared) report.warn([...path, 'address'], say('shared-by-id'));
  }
}
