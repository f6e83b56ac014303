import { Fault } from '../../../devices/fault.ts';
import type { DatabaseThread } from '../../../firmware-host/database/database-thread.ts';
import type { TablesAnswers, TablesRequest } from './office-tables.ts';

/** The thread that holds the database of the office. */
export type StoreThread = DatabaseThread<undefined, TablesRequest, TablesAnswers>;

/**
 * The thread of the store, over the threads that `start` starts, one after the other: one that has ended, since the
 * disk or the thread itself failed, is followed by another one at the next call. Rejects when the first cannot be
 * started; a call rejects while none can.
 */
export async function startLastingThread(start: () => Promise<StoreThread>): Promise<StoreThread> {
  let isClosed = false;
  let running: Promise<StoreThread> | undefined;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });

  function over(): void {
    running = undefined;
    if (isClosed) end();
  }

  async function startOne(): Promise<StoreThread> {
    try {
      const thread = await start();
      void thread.ended.then(over);
      return thread;
    } catch (thrown) {
      over();
      throw thrown;
    }
  }

  async function run(): Promise<StoreThread> {
    if (running === undefined && isClosed) throw new Fault('store.away', 'the store is closed');
    running ??= startOne();
    return running;
  }

  const { opened, onBroken } = await run();
  return {
    ...{ opened, onBroken, ended },
    async ask(request) {
      if (request.op !== 'close') return (await run()).ask(request);
      isClosed = true;
      if (running !== undefined) return (await running).ask(request);
      end();
      // As `close` answers: nothing.
      return undefined as never;
    },
  };
}
