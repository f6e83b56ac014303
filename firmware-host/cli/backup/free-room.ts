import { statfs } from 'node:fs/promises';

/** With less than this left, a failure is the fault of the disk: SQLite's index alone takes 32 KiB. */
const fullBytes = 64 * 2 ** 10;

/** The room on the disk of a folder, in bytes. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Whether what has just failed in a folder failed for want of room. */
export const isFull = async (folder: string): Promise<boolean> => (await freeBytes(folder)) < fullBytes;
