import type { DeviceStatus } from './device-status.ts';
import type { Kept } from './kept.ts';

/** What hangs on a board is opened after the board, and at once when the board is back. */
export interface BoardOrder {
  /** Starts these devices; those whose board has only been started wait for what becomes of it. */
  start(entries: readonly Kept[]): void;
  boardChanged(board: string, status: DeviceStatus): void;
  /** It is not to be started any more. */
  forget(entry: Kept): void;
}

/** `kept` gives the devices there are by now, by their ids. */
export function createBoardOrder(kept: () => ReadonlyMap<string, Kept>): BoardOrder {
  const waiting = new Set<Kept['one']>();
  const isStarting = (board: string) => kept().get(board)?.one.status().state === 'starting';
  return {
    start(entries) {
      for (const { one, boards } of entries) if (boards.some(isStarting)) waiting.add(one);
      for (const { one } of entries) if (!waiting.has(one)) one.start();
    },
    boardChanged(board, status) {
      for (const { one, boards } of kept().values()) {
        if (!boards.includes(board)) continue;
        if (waiting.delete(one)) one.start();
        else if (status.state === 'online') one.nudge();
      }
    },
    forget: ({ one }) => void waiting.delete(one),
  };
}

/** What hangs on a board is closed while the board is still there. */
export async function closeBeforeBoards(
  entries: readonly Kept[],
  close: (entry: Kept) => Promise<void>,
): Promise<void> {
  const boards = entries.filter(({ device }) => device.role === 'board');
  const others = entries.filter(({ device }) => device.role !== 'board');
  await Promise.all(others.map(close));
  await Promise.all(boards.map(close));
}
