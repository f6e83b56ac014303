import * as z from 'zod';
import type { Outcome } from '../../outcome.ts';
import type { Command } from '../../queue/commands.ts';
import type { Title } from '../messages/event-table.ts';
import { text, ticketNumber } from '../messages/message-fields.ts';
import type { AccessRole } from './access-roles.ts';
import type { Answer, CommandHall, Failure } from './command-port.ts';

/** A command clients can send: `command/{name}` with the fields of `request` beside those of the envelope. */
export interface CommandRow {
  readonly title: Title;
  /** The least access role that may send it. */
  readonly role: Exclude<AccessRole, 'view'>;
  readonly request: z.ZodObject;
  readonly result: z.ZodType;
  /** Carries out the command. `fields` have passed `request`. */
  run(fields: unknown, hall: CommandHall): Promise<Answer>;
}

/** The answer of every command of the queue, once its events are durable. */
export const queueResult = z.strictObject({
  /** The ticket of the command; null when there was none. */
  ticket: ticketNumber.nullable(),
  /** The types of the resulting events, in order, such as `ticket.served`, `ticket.called`. */
  events: z.array(text),
});

/** A command that becomes a command of the queue and goes through the loop as a key press does. */
export function queue<Shape extends z.ZodRawShape>(
  title: Title,
  shape: Shape,
  toCommand: (fields: z.output<z.ZodObject<Shape, z.core.$strict>>, hall: CommandHall) => Command | Failure,
  role: CommandRow['role'] = 'operate',
): CommandRow {
  const request = z.strictObject(shape);
  return {
    title,
    role,
    request,
    result: queueResult,
    async run(fields, hall) {
      const command = toCommand(fields as z.output<typeof request>, hall);
      if ('error' in command) return command;
      return answerOf(await hall.ask(command));
    },
  };
}

/** The answer to a command of the queue. */
export function answerOf(outcome: Outcome): Answer {
  if (!outcome.ok) {
    if ('failed' in outcome) return { error: outcome.failed };
    return { error: outcome.refused, ...(outcome.ticket === undefined ? {} : { about: outcome.ticket }) };
  }
  const { events } = outcome;
  const last = events.findLast((event) => 'ticket' in event);
  return {
    result: {
      ticket: last !== undefined && 'ticket' in last ? last.ticket : null,
      events: events.map(({ type }) => type),
    },
  };
}

/** A command that the host carries out itself. */
export function host<Shape extends z.ZodRawShape>(
  title: Title,
  shape: Shape | z.ZodObject<Shape, z.core.$strict>,
  result: z.ZodType,
  perform: (fields: z.output<z.ZodObject<Shape, z.core.$strict>>, hall: CommandHall) => Promise<Answer>,
  role: CommandRow['role'] = 'maintain',
): CommandRow {
  const request = shape instanceof z.ZodObject ? shape : z.strictObject(shape);
  return {
    title,
    role,
    request,
    result,
    run: (fields, hall) => perform(fields as z.output<typeof request>, hall),
  };
}
