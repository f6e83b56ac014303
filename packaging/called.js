import { spawnSync } from 'node:child_process';

/** More than any program here prints. */
const outputMaxBytes = 64 * 1024 * 1024;

/** Runs a program and returns what it printed. Throws with its last lines if it fails. */
export function called(program, args, options = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: outputMaxBytes,
    ...options,
  });
  if (error?.code === 'ENOENT')
    throw new Error(`there is no program ${program} here: ARCHITECTURE.md, "Debian's package"`);
  if (error) throw error;
  if (status === 0) return stdout;
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-40).join('\n');
  throw new Error(`${program} ${args.join(' ')} ended with ${signal ?? status}:\n${said}`);
}
