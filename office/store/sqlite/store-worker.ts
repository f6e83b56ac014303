import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../../devices/fault.ts';
import { type ThreadMessage, toMessage } from '../../../firmware-host/database/thread-messages.ts';
import { openOfficeFile } from './office-file.ts';
import { answerOf, createOfficeTables, type TablesAnswers, type TablesRequest } from './office-tables.ts';
import { isDiskBroken, sqliteFault } from './sqlite-fault.ts';

/** The thread of the store: only this thread waits for the disk. open-sqlite-store.ts starts it. */
const main = parentPort;
if (main === null) throw new Error('store-worker.ts runs in a worker thread only');

const say = (message: ThreadMessage<undefined, TablesAnswers[keyof TablesAnswers]>): void =>
  main.postMessage(message);
/** Why nothing is answered any more; undefined while all is well. The thread then ends, and another one is started. */
let broken: Fault | undefined;

try {
  const file = openOfficeFile(workerData.dir);
  const tables = createOfficeTables(file);
  main.on('message', ({ id, request }: { id: number; request: TablesRequest }) => {
    const isLast = request.op === 'close';
    try {
      if (!isLast && !file.isInPlace()) broken ??= takenAway();
      if (broken !== undefined && !isLast) throw broken;
      say({ kind: 'answer', id, value: answerOf(tables, request) });
    } catch (thrown) {
      const fault = sqliteFault(thrown);
      if (isDiskBroken(thrown)) broken ??= fault;
      say({ kind: 'refused', id, fault: toMessage(fault) });
    }
    if (isLast || broken !== undefined) end(file.close);
  });
  say({ kind: 'opened', opened: undefined });
} catch (thrown) {
  say({ kind: 'broken', fault: toMessage(sqliteFault(thrown)) });
}

function takenAway(): Fault {
  return new Fault('store.error', 'office.db was removed or replaced while the office runs', {
    hint: 'Stop the office before a copy of its store is put back.',
  });
}

/** No request is answered any more. */
function end(close: () => void): void {
  main?.close();
  try {
    close();
  } catch {
    // It is closed already, or the disk does not take what is left.
  }
}
