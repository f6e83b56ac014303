import { parentPort, workerData } from 'node:worker_threads';
import type { Fault } from '../../../devices/fault.ts';
import { type ThreadMessage, toMessage } from '../../../firmware-host/database/thread-messages.ts';
import { openOfficeFile } from './office-file.ts';
import { answerOf, createOfficeTables, type TablesAnswers, type TablesRequest } from './office-tables.ts';
import { isDiskBroken, sqliteFault } from './sqlite-fault.ts';

/** The thread of the store: only this thread waits for the disk. open-sqlite-store.ts starts it. */
const main = parentPort;
if (main === null) throw new Error('store-worker.ts runs in a worker thread only');

const say = (message: ThreadMessage<undefined, TablesAnswers[keyof TablesAnswers]>): void =>
  main.postMessage(message);
/** Why nothing is answered any more; undefined while all is well. */
let broken: Fault | undefined;

try {
  const tables = createOfficeTables(openOfficeFile(workerData.dir));
  main.on('message', ({ id, request }: { id: number; request: TablesRequest }) => {
    try {
      if (broken !== undefined && request.op !== 'close') throw broken;
      say({ kind: 'answer', id, value: answerOf(tables, request) });
    } catch (thrown) {
      const fault = sqliteFault(thrown);
      if (isDiskBroken(thrown)) broken ??= fault;
      say({ kind: 'refused', id, fault: toMessage(fault) });
    }
    if (request.op === 'close') main.close();
  });
  say({ kind: 'opened', opened: undefined });
} catch (thrown) {
  say({ kind: 'broken', fault: toMessage(sqliteFault(thrown)) });
}
