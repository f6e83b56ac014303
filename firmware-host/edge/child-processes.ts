import type { ChildProcess } from 'node:child_process';

/** The running programs, to be killed when this process exits. */
const children = new Set<ChildProcess>();
let watched = false;

/** Kills `child` when this process exits in an orderly way, if it still runs then. */
export function endWithThisProcess(child: ChildProcess): void {
  children.add(child);
  const forget = () => children.delete(child);
  child.once('close', forget);
  child.once('error', forget);
  if (watched) return;
  watched = true;
  process.once('exit', () => {
    for (const each of children) each.kill('SIGKILL');
  });
}
