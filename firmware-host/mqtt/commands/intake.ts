import type { z } from 'zod';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { createLogThrottle } from '../../async/log-throttle.ts';
import type { Incoming, Outgoing } from '../broker-connection.ts';
import type { Title } from '../messages/event-table.ts';
import { isId } from '../topics.ts';
import type { Failure } from './command-port.ts';
import { commandRow } from './command-table.ts';
import { createReplies, type Taken } from './replies.ts';
import { replyMessage, replyPayload } from './reply.ts';
import { type CommandRequest, type NoRequest, readRequest } from './request.ts';
import { createUnderWay, type UnderWayOptions } from './under-way.ts';

/** Replies a second to commands that do nothing: they cannot crowd the events out of the publisher. */
const idleRepliesASecond = 50;
const logEveryMs: Millis = 1_000;

/** Counted since the process started. */
export interface CommandCounts {
  /** Commands that were carried out. */
  readonly done: number;
  /** Commands that were not: malformed, expired, retained, refused by the queue, failed. */
  readonly refused: number;
  /** Repeats of a command that was taken. */
  readonly repeated: number;
}

export interface CommandIntake {
  /** A message on `command/+`. Never throws. */
  take(message: Incoming): void;
  counts(): CommandCounts;
}

export interface CommandIntakeOptions extends Pick<UnderWayOptions, 'perform' | 'clock' | 'broke'> {
  readonly site: string;
  /** Of the texts in replies: a site file that is read again may change it. */
  readonly language: () => keyof Title;
  /** Unix ms, and whether they are known to be right: only then can a command expire. */
  readonly wall: () => number;
  readonly trusted: () => boolean;
  readonly send: (reply: Outgoing) => void;
  /** At most once a second for each command; `heldBack` counts those in between. */
  readonly refused: (name: string, code: string, heldBack: number) => void;
}

/** Where commands come in: each is read, told apart from a repeat, run, and answered on `reply/{name}`. */
export function createCommandIntake(of: CommandIntakeOptions): CommandIntake {
  const replies = createReplies();
  const seldom = createLogThrottle(of.clock, logEveryMs);
  const hasTurn = openIdleTurns(of.clock);
  const counts = { done: 0, refused: 0, repeated: 0 };
  const reply = (name: string, payload: string) => of.send(replyMessage(of.site, name, payload));
  const underWay = createUnderWay({
    ...{ language: of.language, clock: of.clock, perform: of.perform, broke: of.broke, reply },
    over(name, outcome) {
      if ('error' in outcome) count(name, outcome);
      else counts.done++;
    },
  });

  function take({ topic, payload, retain }: Incoming): void {
    const name = topic.slice(topic.lastIndexOf('/') + 1);
    const request = readRequest(payload);
    const failure = retain ? ({ error: 'retained' } as const) : startOrRepeat(name, request);
    if (failure !== undefined) refuse(name, request.id, failure);
  }

  /** Starts what is asked for, or says why not. */
  function startOrRepeat(name: string, request: CommandRequest | NoRequest): Failure | undefined {
    if ('error' in request) return request;
    const row = commandRow(name);
    if (row === undefined) return { error: 'unknown-command' };
    const what = `${name} ${JSON.stringify(request.fields)}`;
    const before = replies.taken(request.id);
    if (before !== undefined) return repeat(name, before, what);
    const read = row.request.safeParse(request.fields);
    if (!read.success) return fieldProblem(read.error.issues[0]);
    if (request.expiresAt !== undefined && of.trusted() && of.wall() > request.expiresAt)
      return { error: 'expired' };
    if (underWay.isFull) return { error: 'busy' };
    const { id } = request;
    underWay.start({ name, row, id, fields: read.data, taken: replies.take(id, what) });
    return undefined;
  }

  function repeat(name: string, before: Taken, what: string): Failure | undefined {
    if (before.what !== what) return { error: 'id-reused' };
    counts.repeated++;
    // While it is under way its reply is still to come.
    if (before.reply !== undefined && hasTurn()) reply(name, before.reply);
    return undefined;
  }

  function refuse(name: string, id: string | undefined, answer: Failure): void {
    count(name, answer);
    if (isId(name) && hasTurn()) reply(name, replyPayload(id, answer, of.language()));
  }

  function count(name: string, { error }: Failure): void {
    counts.refused++;
    const code = typeof error === 'string' ? error : error.code;
    // Names that are no commands share one line a second, or a client could make up new ones.
    const offender = commandRow(name) === undefined ? '' : name;
    seldom(offender, (heldBack) => of.refused(isId(name) ? name : '', code, heldBack));
  }

  return { take, counts: () => ({ ...counts }) };
}

/** Says whether one more reply to a command that does nothing may be sent in this second. */
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

/** What is wrong with the fields of a command, by the first thing its schema says. */
function fieldProblem(issue: z.core.$ZodIssue | undefined): Failure {
  const path = (issue?.path ?? []).map(String);
  if (issue?.code !== 'unrecognized_keys') return { error: 'bad-field', about: path.join('.') };
  return { error: 'unknown-field', about: [...path, issue.keys[0]].join('.') };
}
