import * as z from 'zod';
import type { Record } from '../../journal/journal-port.ts';
import { type EventData, type EventType, eventTable, type HallEvent } from './event-table.ts';
import { instant, text } from './message-fields.ts';

/** An event published later than this after it happened is historical: boards ignore it, reports count it. */
const historicalAfterMs = 60_000;
const sequenceDigits = 12;

/** A CloudEvents 1.0 event in structured JSON; `boot`, `clock`, `historical` and `sequence` are extensions. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly subject?: string;
  readonly sequence: string;
  readonly datacontenttype: 'application/json';
  readonly boot: string;
  readonly clock: 'synced' | 'unsynced';
  readonly historical: boolean;
  readonly data: EventData<EventType>;
}

/**
 * A journalled record as it is published. `id` and `sequence` come from the record alone, so that a repeat is
 * recognised; `nowWall` (Unix ms, by default the record's own time) decides only whether it is historical.
 */
export function cloudEvent(site: string, record: Record, nowWall: number = record.wall): CloudEvent {
  const sequence = String(record.sequence).padStart(sequenceDigits, '0');
  const { type } = record.event;
  const subject = subjectOf(record.event);
  return {
    specversion: '1.0',
    id: `${site}-${sequence}`,
    source: `/loket/${site}`,
    type: cloudEventType(type),
    time: new Date(record.wall).toISOString(),
    ...(subject === undefined ? {} : { subject }),
    sequence,
    datacontenttype: 'application/json',
    boot: record.boot,
    clock: record.clock,
    historical: nowWall - record.wall > historicalAfterMs,
    data: dataOf(record.event),
  };
}

/** The fields of every event besides its type and data. */
export const envelope = {
  specversion: z.literal('1.0'),
  id: text.regex(/^[a-z0-9-]+-\d{12,}$/),
  source: text.regex(/^\/loket\/[a-z0-9-]+$/),
  time: instant,
  subject: text.exactOptional(),
  sequence: text.regex(/^\d{12,}$/),
  datacontenttype: z.literal('application/json'),
  boot: text,
  clock: z.enum(['synced', 'unsynced']),
  historical: z.boolean(),
};

/** The schema of a published event of `type`. */
export function cloudEventSchema(type: EventType): z.ZodObject {
  return z.strictObject({ ...envelope, type: z.literal(cloudEventType(type)), data: eventTable[type].data });
}

/** The event's data without the hash of a booking, which stays in the journal. */
export function dataOf({ type: _, ...fields }: HallEvent): EventData<EventType> {
  if (!('booking' in fields)) return fields;
  const { booking: _hash, ...data } = fields;
  return data;
}

function cloudEventType(type: EventType): string {
  return `loket.${type}.v1`;
}

/**
 * The subject of the event: the ticket, or else the counter, service or device. None for events of the day and the
 * host.
 */
function subjectOf(event: HallEvent): string | undefined {
  if ('ticket' in event) return event.ticket;
  if ('counter' in event) return event.counter;
  if ('service' in event) return event.service;
  if ('device' in event) return event.device;
  return undefined;
}
