import type { CommandRow } from './commands/command-row.ts';
import { commandTable } from './commands/command-table.ts';
import { replySchema, requestSchema } from './commands/schemas.ts';
import { cloudEventSchema } from './messages/cloud-event.ts';
import { type EventType, eventTable } from './messages/event-table.ts';
import { eventDelivery, type MessageRow, stateTable } from './messages/message-table.ts';
import { eventAddress } from './topics.ts';

/** One topic of the contract and its purpose. The controller receives commands and publishes everything else. */
export interface ContractRow extends MessageRow {
  readonly of: 'state' | 'event' | 'command' | 'reply';
  /** The least access role that may send this command. */
  readonly role?: CommandRow['role'];
}

/** Every topic of the contract by its address below `loket/v1/{site}/`: states, events, commands, replies. */
export function contractTable(): ReadonlyMap<string, ContractRow> {
  const table = new Map<string, ContractRow>();
  for (const [address, row] of Object.entries(stateTable)) table.set(address, { of: 'state', ...row });
  for (const type of Object.keys(eventTable) as EventType[]) {
    const { title } = eventTable[type];
    table.set(eventAddress(type), { of: 'event', ...eventDelivery, title, schema: cloudEventSchema(type) });
  }
  const commands: readonly [string, CommandRow][] = Object.entries(commandTable);
  const asked = { retain: false, qos: 1 } as const;
  for (const [name, row] of commands) {
    const { title, role } = row;
    table.set(`command/${name}`, { of: 'command', ...asked, title, role, schema: requestSchema(row) });
  }
  for (const [name, row] of commands) {
    table.set(`reply/${name}`, { of: 'reply', ...asked, title: row.title, schema: replySchema(row) });
  }
  return table;
}
