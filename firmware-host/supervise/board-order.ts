import { type DeviceStatus, isThere } from './device-status.ts';
import type { Kept } from './kept.ts';

/** Opens the devices of a board after the board itself, and tries them again at once when the board is back. */
export interface BoardOrder {
  /** Starts these devices. Those whose board has just been started wait until it has opened or failed. */
  start(entries: readonly Kept[]): void;
  boardChanged(board: string, status: DeviceStatus): void;
  /** The device is no longer to be started. */
  forget(entry: Kept): void;
}

/** `kept` gives the current devices by their ids. */
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
        else if (isThere(status)) one.nudge();
      }
    },
    forget: ({ one }) => void waiting.delete(one),
  };
}

/** Closes devices before the boards they are connected to. */
export async function closeBeforeBoards(
  entries: readonly Kept[],
  close: (entry: Kept) => Promise<void>,
): Promise<void> {
  const boards = entries.filter(({ device }) => device.role === 'board');
  const others = entries.filter(({ device }) => device.role !== 'board');
  await Promise.all(others.map(close));
  await Promise.all(boards.map(close));
}
