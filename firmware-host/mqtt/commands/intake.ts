import type { z } from 'zod';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { createLogThrottle } from '../../async/log-throttle.ts';
import type { Incoming, Outgoing } from '../broker-connection.ts';
import type { Title } from '../messages/event-table.ts';
import { isId } from '../topics.ts';
import type { Failure } from './command-port.ts';
import type { CommandRow } from './command-row.ts';
import { commandRow } from './command-table.ts';
import { createReplies, type ReplyTo, type Taken } from './replies.ts';
import { replyMessage, replyPayload } from './reply.ts';
import { type CommandRequest, type NoRequest, readRequest } from './request.ts';
import { type CommandWay, createUnderWay, type UnderWayOptions } from './under-way.ts';

/** The most replies a second to commands that have no effect: more would crowd the events out of the publisher. */
const idleRepliesASecond = 50;
const logEveryMs: Millis = 1_000;

/** What a page asks for. */
export interface PageOrder {
  readonly name: string;
  /** What it is, if it is no command of the contract. */
  readonly row?: CommandRow | undefined;
  /** What an MQTT client would send. */
  readonly payload: Uint8Array;
  readonly to: ReplyTo;
}

/** A command by its name, how it came, and who gets the reply. */
interface Asked extends Pick<PageOrder, 'name' | 'row' | 'to'> {
  readonly way: CommandWay;
}

/** Counted since the process started. */
export interface CommandCounts {
  /** Commands that were carried out. */
  readonly done: number;
  /** Commands that were not carried out: malformed, expired, retained, refused by the queue, or failed. */
  readonly refused: number;
  /** Repeats of a command that was accepted. */
  readonly repeated: number;
}

export interface CommandIntake {
  /** Handles a message on `command/+`. Never throws. */
  take(message: Incoming): void;
  /** Handles what came from a page. Never throws. */
  takeFromPage(order: PageOrder): void;
  counts(): CommandCounts;
}

export interface CommandIntakeOptions extends Pick<UnderWayOptions, 'perform' | 'clock' | 'broke'> {
  readonly site: string;
  /** The language of the texts in replies. Reloading the site file may change it. */
  readonly language: () => keyof Title;
  /** Unix ms, and whether the clock is trusted: only then can a command expire. */
  readonly wall: () => number;
  readonly trusted: () => boolean;
  readonly send: (reply: Outgoing) => void;
  /** Called at most once a second for each command; `heldBack` counts the refusals in between. */
  readonly refused: (name: string, code: string, heldBack: number) => void;
}

/**
 * The intake of commands: each is parsed, compared with earlier ones to find repeats, run, and answered on
 * `reply/{name}`, or to the page that it came from.
 */
export function createCommandIntake(of: CommandIntakeOptions): CommandIntake {
  const replies = createReplies();
  const seldom = createLogThrottle(of.clock, logEveryMs);
  const hasTurn = openIdleTurns(of.clock);
  const counts = { done: 0, refused: 0, repeated: 0 };
  const onTopic: ReplyTo = (name, payload) => of.send(replyMessage(of.site, name, payload));
  const underWay = createUnderWay({
    ...{ language: of.language, clock: of.clock, perform: of.perform, broke: of.broke },
    over(name, outcome) {
      if ('error' in outcome) count(name, outcome);
      else counts.done++;
    },
  });

  function take({ topic, payload, retain }: Incoming): void {
    const name = topic.slice(topic.lastIndexOf('/') + 1);
    handle({ name, to: onTopic, way: 'mqtt' }, payload, retain);
  }

  function handle(asked: Asked, payload: Uint8Array, retain: boolean): void {
    const request = readRequest(payload);
    const failure = retain ? ({ error: 'retained' } as const) : startOrRepeat(asked, request);
    if (failure !== undefined) refuse(asked, request.id, failure);
  }

  /** Starts the requested command, or returns why not. */
  function startOrRepeat(asked: Asked, request: CommandRequest | NoRequest): Failure | undefined {
    const { name, to, way, row = commandRow(name) } = asked;
    if ('error' in request) return request;
    if (row === undefined) return { error: 'unknown-command' };
    const what = `${name} ${JSON.stringify(request.fields)}`;
    const before = replies.taken(request.id);
    if (before !== undefined) return repeat(asked, before, what);
    const read = row.request.safeParse(request.fields);
    if (!read.success) return fieldProblem(read.error.issues[0]);
    if (request.expiresAt !== undefined && of.trusted() && of.wall() > request.expiresAt)
      return { error: 'expired' };
    if (underWay.isFull) return { error: 'busy' };
    const { id } = request;
    underWay.start({ name, row, id, way, fields: read.data, taken: replies.take(id, what, to) });
    return undefined;
  }

  function repeat({ name, to }: Asked, before: Taken, what: string): Failure | undefined {
    if (before.what !== what) return { error: 'id-reused' };
    counts.repeated++;
    before.to = to;
    // Without a reply the command is still under way, and will be answered.
    if (before.reply !== undefined && hasTurn()) to(name, before.reply);
    return undefined;
  }

  function refuse({ name, to }: Asked, id: string | undefined, answer: Failure): void {
    count(name, answer);
    if (isId(name) && hasTurn()) to(name, replyPayload(id, answer, of.language()));
  }

  function count(name: string, { error }: Failure): void {
    counts.refused++;
    const code = typeof error === 'string' ? error : error.code;
    // Unknown names share one log line a second, or a client could flood the log by inventing names.
    const offender = commandRow(name) === undefined ? '' : name;
    seldom(offender, (heldBack) => of.refused(isId(name) ? name : '', code, heldBack));
  }

  const takeFromPage = ({ payload, ...order }: PageOrder) =>
    handle({ ...order, way: 'page' }, payload, false);
  return { take, takeFromPage, counts: () => ({ ...counts }) };
}

/** Returns a function: whether one more reply to a command without effect may be sent in this second. */
function openIdleTurns(clock: Clock): () => boolean {
  let second = Number.NaN;
  let idleReplies = 0;
  return () => {
    const now = Math.floor(clock.now() / 1_000);
    if (now !== second) idleReplies = 0;
    second = now;
    idleReplies++;
    return idleReplies <= idleRepliesASecond;
  };
}

/** The failure for wrong fields, from the first issue that the schema reports. */
function fieldProblem(issue: z.core.$ZodIssue | undefined): Failure {
  const path = (issue?.path ?? []).map(String);
  if (issue?.code !== 'unrecognized_keys') return { error: 'bad-field', about: path.join('.') };
  return { error: 'unknown-field', about: [...path, issue.keys[0]].join('.') };
}
