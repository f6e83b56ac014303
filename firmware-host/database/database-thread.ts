import { Worker } from 'node:worker_threads';
import type { Fault } from '../../devices/fault.ts';
import { fromMessage, type ThreadMessage } from './thread-messages.ts';

/** A thread that holds a database, as the main thread sees it: only that thread waits for the disk. */
export interface DatabaseThread<Opened, Request extends { readonly op: keyof Answers }, Answers> {
  readonly opened: Opened;
  /** Requests are answered one at a time, in order. Rejects with a Fault; after the thread has ended, with `died`'s. */
  ask<Asking extends Request>(request: Asking): Promise<Answers[Asking['op']]>;
  /** Called once when the thread has failed: the disk failed between commits, or the thread died. */
  onBroken(listener: (why: Fault) => void): void;
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>;
}

export interface ThreadOptions {
  /** The file that the thread runs. It gets `data`, and each request as `{ id, request }`. */
  readonly file: URL;
  readonly data: unknown;
  readonly name: string;
  /** The most that V8's young generation may grow to, in MB; by default it would be 48. */
  readonly youngMaxMb: number;
  /** What is said when the thread has ended, in order or not. */
  readonly died: (cause: unknown) => Fault;
}

/** Starts the thread and opens the database in it. Rejects with the Fault when it cannot be opened. */
export function startDatabaseThread<Opened, Request extends { readonly op: keyof Answers }, Answers>(
  options: ThreadOptions,
): Promise<DatabaseThread<Opened, Request, Answers>> {
  type Answer = Answers[keyof Answers];
  interface Asked {
    readonly resolve: (value: Answer) => void;
    readonly reject: (why: Fault) => void;
  }
  const { file, data, name, youngMaxMb } = options;
  const resourceLimits = { maxYoungGenerationSizeMb: youngMaxMb };
  const worker = new Worker(file, { workerData: data, name, resourceLimits });
  const asked = new Map<number, Asked>();
  let ids = 0;
  let broken: Fault | undefined;
  let dead: Fault | undefined;
  let tellBroken: ((why: Fault) => void) | undefined;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  function breakWith(why: Fault): void {
    if (broken !== undefined) return;
    broken = why;
    tellBroken?.(why);
  }

  function ask<Asking extends Request>(request: Asking): Promise<Answers[Asking['op']]> {
    const id = ++ids;
    return new Promise((resolve, reject) => {
      if (dead !== undefined) {
        reject(dead);
        return;
      }
      // The answer to a request has the type that belongs to its op: the thread answers each id once.
      asked.set(id, { resolve: (value) => resolve(value as Answers[Asking['op']]), reject });
      worker.postMessage({ id, request });
    });
  }

  function settle(id: number, how: (waiting: Asked) => void): void {
    const waiting = asked.get(id);
    asked.delete(id);
    if (waiting !== undefined) how(waiting);
  }

  return new Promise((resolve, reject) => {
    const onBroken = (listener: (why: Fault) => void): void => {
      tellBroken = listener;
      if (broken !== undefined) listener(broken);
    };
    worker.on('message', (message: ThreadMessage<Opened, Answer>) => {
      if (message.kind === 'opened') resolve({ opened: message.opened, ask, onBroken, ended });
      else if (message.kind === 'answer') settle(message.id, ({ resolve }) => resolve(message.value));
      else if (message.kind === 'refused')
        settle(message.id, ({ reject }) => reject(fromMessage(message.fault)));
      else {
        breakWith(fromMessage(message.fault));
        reject(fromMessage(message.fault));
      }
    });
    const died = (cause?: unknown): void => {
      dead ??= options.died(cause);
      breakWith(dead);
      reject(dead);
      for (const { reject } of asked.values()) reject(dead);
      asked.clear();
    };
    worker.on('error', died);
    worker.on('exit', () => died());
  });
}
