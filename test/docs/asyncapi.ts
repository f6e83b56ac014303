import { z } from 'zod';
import { queueResult } from '../../firmware-host/mqtt/commands/command-row.ts';
import { failedReply, requestId, sentInstant } from '../../firmware-host/mqtt/commands/schemas.ts';
import { type ContractRow, contractTable } from '../../firmware-host/mqtt/contract.ts';
import { envelope } from '../../firmware-host/mqtt/messages/cloud-event.ts';
import { id, instant, ticketClass, ticketNumber } from '../../firmware-host/mqtt/messages/message-fields.ts';
import { openingSpans } from '../../firmware-host/mqtt/messages/opening-hours.ts';
import { officeState, officeStateTopic } from '../../firmware-host/mqtt/office-state.ts';
import { contractRoot } from '../../firmware-host/mqtt/topics.ts';

const description = [
  'What a hall says over MQTT and what it can be asked; docs/mqtt.md says the same for people. Made from the code.',
  'Each message carries exactly the fields that are here. Later versions of v1 may add some: a client leaves alone',
  'what it does not know.',
].join(' ');

const purposes: { readonly [of in ContractRow['of']]: string } = {
  state: 'What holds now, flat and whole. Retained: who subscribes gets the last one at once.',
  event: 'What happened, once it is on the disk. Drop repeats by their id; sequence has no gap.',
  command: 'What a client asks for, once for each id.',
  reply: 'What came of a command, for those who asked.',
};

/** Schemas that many messages share, by their names in the document. */
const shared: { readonly [name: string]: z.ZodType } = {
  id,
  instant,
  'ticket-number': ticketNumber,
  'ticket-class': ticketClass,
  'opening-spans': openingSpans,
  'event-id': envelope.id,
  'event-source': envelope.source,
  sequence: envelope.sequence,
  'request-id': requestId,
  'sent-instant': sentInstant,
  'queue-result': queueResult,
  'failed-reply': failedReply,
};
const nameOfShared: ReadonlyMap<unknown, string> = new Map(
  Object.entries(shared).map(([name, schema]) => [schema, name]),
);

/** The name of a topic in the document: `counter-state` for `counter/{id}/state`. */
function nameOf(address: string): string {
  const bare = address.replace('{id}/', '');
  // That of the hall has the short name where there is one for each service too.
  const isTaken = bare !== address && contractTable().has(bare);
  return (isTaken ? address.replace('{id}', 'id') : bare).replaceAll('/', '-');
}

/** What a client writes may leave out what has a default; what the controller writes is whole. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io,
    override({ zodSchema, jsonSchema, path }) {
      // The largest whole number of JavaScript is no bound of the contract.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      const name = nameOfShared.get(zodSchema);
      if (name === undefined || path.length === 0) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as { [key: string]: unknown })[key];
      jsonSchema.$ref = `#/components/schemas/${name}`;
    },
  });
  return made;
}

function channelOf(address: string, { title }: ContractRow): object {
  const parameters = ['site', ...(address.includes('{id}') ? ['id'] : [])];
  return {
    address: `${contractRoot}/{site}/${address}`,
    title: title.en,
    description: title.id,
    parameters: Object.fromEntries(
      parameters.map((name) => [name, { $ref: `#/components/parameters/${name}` }]),
    ),
    messages: { [nameOf(address)]: { $ref: `#/components/messages/${nameOf(address)}` } },
  };
}

/** Seen from the controller, whose contract this is. */
function operationOf(address: string, { of, retain, qos, role }: ContractRow): object {
  const asked = of === 'command';
  const reply = { channel: { $ref: `#/channels/${nameOf(address).replace('command', 'reply')}` } };
  return {
    action: asked ? 'receive' : 'send',
    channel: { $ref: `#/channels/${nameOf(address)}` },
    tags: [of, ...(role === undefined ? [] : [role])].map((name) => ({ $ref: `#/components/tags/${name}` })),
    bindings: { mqtt: { qos, retain, bindingVersion: '0.2.0' } },
    ...(asked ? { reply } : {}),
  };
}

const office = 'office-state';
/** What the central office says of itself, and a controller hears on the broker there. */
const officeChannel = {
  address: officeStateTopic,
  title: 'Presence of the central office',
  description: 'Kehadiran kantor pusat',
  messages: { [office]: { $ref: `#/components/messages/${office}` } },
};
const officeOperation = {
  action: 'receive',
  channel: { $ref: `#/channels/${office}` },
  tags: [{ $ref: '#/components/tags/state' }],
  bindings: { mqtt: { qos: 1, retain: true, bindingVersion: '0.2.0' } },
};

/** The contract as an AsyncAPI 3 document. */
export function asyncApi(): object {
  const rows = [...contractTable()];
  const each = (make: (address: string, row: ContractRow) => object) =>
    Object.fromEntries(rows.map(([address, row]) => [nameOf(address), make(address, row)]));
  const described = (texts: { readonly [name: string]: string }) =>
    Object.entries(texts).map(([name, text]) => [name, { name, description: text }]);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Loket', version: '1', description, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: {
      hall: {
        host: '127.0.0.1:1883',
        protocol: 'mqtt',
        description: 'The broker inside the controller. Brokers elsewhere carry the same tree.',
      },
    },
    channels: { ...each(channelOf), [office]: officeChannel },
    operations: { ...each(operationOf), [office]: officeOperation },
    components: {
      messages: {
        ...each((_address, { of, schema }) => ({
          payload: jsonSchema(schema, of === 'command' ? 'input' : 'output'),
        })),
        [office]: { payload: jsonSchema(officeState, 'input') },
      },
      schemas: Object.fromEntries(
        Object.entries(shared).map(([name, schema]) => [name, jsonSchema(schema, 'output')]),
      ),
      parameters: {
        site: { description: 'The id of the site: 1 to 40 of a-z, 0-9 and hyphen.' },
        id: { description: 'The id of the device, service or counter, in the same letters.' },
      },
      tags: Object.fromEntries([
        ...described(purposes),
        ...described({ operate: 'The least role it takes.', maintain: 'The least role it takes.' }),
      ]),
    },
  };
}
