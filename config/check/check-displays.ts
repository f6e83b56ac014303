import type { Draft } from '../draft.ts';
import { near } from '../near.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { meant } from '../texts/words.ts';

/** A display of a ticket machine belongs to one that is there, and to no counter. */
export function checkDisplays(draft: Draft, report: Report): void {
  const devices = [...draft.devices.read.values()];
  const machines = devices.filter(
    ({ kind, counter }) => (kind.role === 'keys' || kind.role === 'scanner') && counter === undefined,
  );
  for (const { kind, counter, ticket_machine: machine, path } of devices) {
    if (kind.role !== 'display' || machine === undefined) continue;
    const at = [...path, 'ticket_machine'];
    if (counter !== undefined) report.error(at, say('counter-and-machine'));
    if (machines.some(({ id }) => id === machine)) continue;
    const ids = machines.map(({ id }) => id);
    // A device with a mistake of its own may be the one.
    const isUnread = draft.devices.ids.has(machine) && !draft.devices.read.has(machine);
    if (!isUnread) report.error(at, say('not-a-ticket-machine', machine, meant(near(machine, ids), ids)));
  }
}
