import { type ChildProcess, spawn } from 'node:child_process';

/** The built program, as a user starts it. */
export const program = new URL('../../dist/firmware-host/cli/loket.js', import.meta.url).pathname;

const running: ChildProcess[] = [];

/** Starts a program and keeps what it prints. */
export function started(command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: 'pipe' });
  running.push(child);
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    seen.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    seen.err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { child, seen, ended, type: (line: string) => child.stdin.write(`${line}\n`) };
}

export const loket = (...args: readonly string[]) => started(process.execPath, [program, ...args]);

/** Ends what a test left running. */
export function stopAll(): void {
  for (const child of running.splice(0)) child.kill('SIGKILL');
}
