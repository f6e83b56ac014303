import type { z } from 'zod';
import { Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { openLogThrottle } from '../../async/log-throttle.ts';
import type { Title } from '../messages/event-table.ts';
import type { Incoming, Outgoing } from '../session.ts';
import { isId } from '../topics.ts';
import type { Answer, Failure } from './hall.ts';
import { openReplies, type Taken } from './replies.ts';
import { replyMessage, replyPayload } from './reply.ts';
import { type NoRequest, type Request, readRequest } from './request.ts';
import { type CommandRow, commandRow } from './table.ts';

/** Commands that may be under way at once. */
const underWayMost = 64;
/** A command without an outcome is answered after this long, that there is none. */
const outcomeMs: Millis = 15_000;
/** Replies a second to commands that do nothing: they cannot crowd the events out of the lane. */
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

/** Where commands come in: each is read, told apart from a repeat, run, and answered on `reply/{name}`. */
export function openCommandIntake(of: {
  readonly site: string;
  readonly language: keyof Title;
  /** Carries out a command whose fields have passed its request schema. */
  readonly perform: (row: CommandRow, fields: unknown) => Promise<Answer>;
  readonly clock: Clock;
  /** Unix ms, and whether they are known to be right: only then can a command expire. */
  readonly wall: () => number;
  readonly trusted: () => boolean;
  readonly send: (reply: Outgoing) => void;
  /** At most once a second for each command; `heldBack` counts those in between. */
  readonly refused: (name: string, code: string, heldBack: number) => void;
  /** A command threw what it should not have. */
  readonly broke: (name: string, thrown: unknown) => void;
}): CommandIntake {
  const { clock } = of;
  const replies = openReplies();
  const seldom = openLogThrottle(clock, logEveryMs);
  const counts = { done: 0, refused: 0, repeated: 0 };
  let underWay = 0;
  let second = Number.NaN;
  let idleReplies = 0;

  function take({ topic, payload, retain }: Incoming): void {
    const name = topic.slice(topic.lastIndexOf('/') + 1);
    const request = readRequest(payload);
    const failure = retain ? ({ error: 'retained' } as const) : startOrRepeat(name, request);
    if (failure !== undefined) refuse(name, request.id, failure);
  }

  /** Starts what is asked for, or says why not. */
  function startOrRepeat(name: string, request: Request | NoRequest): Failure | undefined {
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
    if (underWay >= underWayMost) return { error: 'busy' };
    void run(name, row, request.id, read.data, replies.take(request.id, what));
    return undefined;
  }

  function repeat(name: string, before: Taken, what: string): Failure | undefined {
    if (before.what !== what) return { error: 'id-reused' };
    counts.repeated++;
    // While it is under way its reply is still to come.
    if (before.reply !== undefined && hasTurn()) of.send(replyMessage(of.site, name, before.reply));
    return undefined;
  }

  async function run(
    name: string,
    row: CommandRow,
    id: string,
    fields: unknown,
    taken: Taken,
  ): Promise<void> {
    underWay++;
    let answered = false;
    const answer = (outcome: Answer) => {
      const first = !answered;
      answered = true;
      // An outcome that comes after its time is not sent, but a repeat is told.
      taken.reply = replyPayload(id, outcome, of.language);
      if (first) {
        underWay--;
        of.send(replyMessage(of.site, name, taken.reply));
      }
    };
    const cancel = clock.after(outcomeMs, () => answer({ error: 'outcome-unknown' }));
    const outcome = await outcomeOf(name, row, fields);
    cancel();
    if ('error' in outcome) count(name, outcome);
    else counts.done++;
    answer(outcome);
  }

  async function outcomeOf(name: string, row: CommandRow, fields: unknown): Promise<Answer> {
    try {
      return await of.perform(row, fields);
    } catch (thrown) {
      // A device says by a Fault that it did not do what it was asked; anything else is a mistake of ours.
      if (thrown instanceof Fault) return { error: thrown };
      of.broke(name, thrown);
      return { error: 'failed' };
    }
  }

  function refuse(name: string, id: string | undefined, answer: Failure): void {
    count(name, answer);
    if (isId(name) && hasTurn()) of.send(replyMessage(of.site, name, replyPayload(id, answer, of.language)));
  }

  function count(name: string, { error }: Failure): void {
    counts.refused++;
    const code = typeof error === 'string' ? error : error.code;
    // Names that are no commands share one line a second, or a client could make up new ones.
    const offender = commandRow(name) === undefined ? '' : name;
    seldom(offender, (heldBack) => of.refused(isId(name) ? name : '', code, heldBack));
  }

  /** Whether one more reply to a command that does nothing may be sent in this second. */
  function hasTurn(): boolean {
    const now = Math.floor(clock.now() / 1_000);
    if (now !== second) idleReplies = 0;
    second = now;
    idleReplies++;
    return idleReplies <= idleRepliesASecond;
  }

  return { take, counts: () => ({ ...counts }) };
}

/** What is wrong with the fields of a command, by the first thing its schema says. */
function fieldProblem(issue: z.core.$ZodIssue | undefined): Failure {
  const path = (issue?.path ?? []).map(String);
  if (issue?.code !== 'unrecognized_keys') return { error: 'bad-field', about: path.join('.') };
  return { error: 'unknown-field', about: [...path, issue.keys[0]].join('.') };
}
