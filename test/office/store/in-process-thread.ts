import type { StoreThread } from '../../../office/store/sqlite/lasting-thread.ts';
import { openOfficeFile } from '../../../office/store/sqlite/office-file.ts';
import {
  answerOf,
  createOfficeTables,
  type TablesRequest,
} from '../../../office/store/sqlite/office-tables.ts';
import { sqliteFault } from '../../../office/store/sqlite/sqlite-fault.ts';

/** The thread of the store without a thread: where nothing was built, the sources themselves are tried. */
export function startInProcess(dir: string): StoreThread {
  const tables = createOfficeTables(openOfficeFile(dir));
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  async function ask(request: TablesRequest): Promise<unknown> {
    try {
      return structuredClone(answerOf(tables, structuredClone(request)));
    } catch (thrown) {
      throw sqliteFault(thrown);
    } finally {
      if (request.op === 'close') end();
    }
  }
  return { opened: undefined, ask: ask as StoreThread['ask'], onBroken: () => undefined, ended };
}
