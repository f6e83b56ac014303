import { Worker } from 'node:worker_threads';
import { Fault } from '../../../devices/fault.ts';
import type { FolderOptions, OpenedFolder } from './folder.ts';
import {
  fromMessage,
  type JournalAnswers,
  type JournalMessage,
  type JournalRequest,
} from './worker-protocol.ts';

/** The journal's thread as the main thread sees it. */
export interface Thread {
  readonly opened: OpenedFolder;
  /** Rejects with a Fault; with `journal.stopped` when the thread has ended. */
  ask<Asking extends JournalRequest>(request: Asking): Promise<JournalAnswers[Asking['op']]>;
  /** Called once when the thread can no longer be relied on: the disk failed between commits, or it died. */
  onBroken(listener: (why: Fault) => void): void;
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>;
}

/**
 * Node 20 runs no TypeScript in a worker: from source, as in the tests, the built worker is used, which
 * test/build-first.ts brings up to date before each run.
 */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('../../../dist/firmware-host/journal/sqlite/worker.js', import.meta.url)
  : new URL('./worker.js', import.meta.url);

interface Asked {
  readonly resolve: (value: JournalAnswers[keyof JournalAnswers]) => void;
  readonly reject: (why: Fault) => void;
}

/** The thread keeps nothing but what it is writing; V8 would let its nursery grow to 48 MB. */
const youngMaxMb = 4;

/** Starts the thread and opens the folder in it. Rejects with the Fault it could not be opened for. */
export function startThread(options: FolderOptions): Promise<Thread> {
  const resourceLimits = { maxYoungGenerationSizeMb: youngMaxMb };
  const worker = new Worker(workerFile, { workerData: options, name: 'journal', resourceLimits });
  const asked = new Map<number, Asked>();
  let ids = 0;
  let broken: Fault | undefined;
  let tellBroken: ((why: Fault) => void) | undefined;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  function breakWith(why: Fault): void {
    if (broken !== undefined) return;
    broken = why;
    tellBroken?.(why);
  }

  function ask<Asking extends JournalRequest>(request: Asking): Promise<JournalAnswers[Asking['op']]> {
    const id = ++ids;
    return new Promise((resolve, reject) => {
      if (broken?.code === 'journal.stopped') {
        reject(broken);
        return;
      }
      // The answer to a request has the type that belongs to its op: worker.ts answers each id once.
      asked.set(id, { resolve: (value) => resolve(value as JournalAnswers[Asking['op']]), reject });
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
    worker.on('message', (message: JournalMessage) => {
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
      const why = new Fault('journal.stopped', 'the thread of the journal has ended', { cause });
      breakWith(why);
      reject(why);
      for (const { reject } of asked.values()) reject(why);
      asked.clear();
    };
    worker.on('error', died);
    worker.on('exit', () => died());
  });
}
