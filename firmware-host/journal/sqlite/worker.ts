import { parentPort, workerData } from 'node:worker_threads';
import type { Fault } from '../../../devices/fault.ts';
import { toMessage } from '../../database/thread-messages.ts';
import { diskFault } from './disk-fault.ts';
import { type Folder, type FolderOptions, openFolder } from './folder.ts';
import type { JournalAnswers, JournalMessage, JournalRequest } from './worker-protocol.ts';

/** The journal's thread: only this thread waits for the disk. thread.ts starts it. */
const main = parentPort;
if (main === null) throw new Error('worker.ts runs in a worker thread only');

const options = workerData as FolderOptions;
const say = (message: JournalMessage): void => main.postMessage(message);
const asFault = (thrown: unknown): Fault => diskFault(thrown, options.dir);
/** Why nothing is written any more; undefined while all is well. */
let broken: Fault | undefined;

try {
  serve(openFolder(options));
} catch (thrown) {
  say({ kind: 'broken', fault: toMessage(asFault(thrown)) });
}

function serve(folder: Folder): void {
  main?.on('message', ({ id, request }: { id: number; request: JournalRequest }) => {
    try {
      say({ kind: 'answer', id, value: answer(folder, request) });
    } catch (thrown) {
      const fault = asFault(thrown);
      say({ kind: 'refused', id, fault: toMessage(fault) });
      if (writes(request)) breakIfFailing(fault);
    }
    // The append has been answered; only now comes the work that may wait.
    if (request.op === 'append') tend(folder);
    if (request.op === 'close') main?.close();
  });
  say({ kind: 'opened', opened: folder.opened });
}

function answer(folder: Folder, request: JournalRequest): JournalAnswers[JournalRequest['op']] {
  const { store } = folder;
  if (broken !== undefined && writes(request)) throw broken;
  switch (request.op) {
    case 'append':
      folder.append(request.records);
      return { low: folder.low };
    case 'read':
      return folder.read(request.from, request.limit);
    case 'day-start':
      return store.dayStart();
    case 'verify': {
      const from = Math.max(request.from, store.base().sequence + 1);
      const last = store.last().sequence;
      const to = Math.min(last, from + request.limit - 1);
      return { damaged: store.damaged({ from, to }), next: to < last ? to + 1 : undefined };
    }
    case 'prune':
      return folder.prune(request.keep);
    case 'tend':
      folder.tend();
      folder.restore();
      return { low: folder.low };
    case 'look':
      folder.look();
      return undefined;
    case 'close':
      // A broken journal is not closed: the next run then finds it unclean, and checks what the disk has kept.
      if (broken === undefined && isInPlace(folder)) folder.close();
      return undefined;
  }
}

const writes = ({ op }: JournalRequest): boolean =>
  op !== 'read' && op !== 'day-start' && op !== 'verify' && op !== 'close';

function isInPlace(folder: Folder): boolean {
  try {
    folder.look();
    return true;
  } catch (thrown) {
    breakIfFailing(asFault(thrown));
    return false;
  }
}

function tend(folder: Folder): void {
  if (broken !== undefined) return;
  try {
    folder.tend();
  } catch (thrown) {
    breakIfFailing(asFault(thrown));
  }
}

/** A full disk is waited for. After any other error, the disk's reports about later writes cannot be trusted. */
function breakIfFailing(fault: Fault): void {
  if (broken !== undefined || fault.code === 'disk.low') return;
  broken = fault;
  say({ kind: 'broken', fault: toMessage(fault) });
}
