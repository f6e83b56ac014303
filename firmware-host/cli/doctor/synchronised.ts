import { spawnSync } from 'node:child_process';

/** Whether the system knows its clock to be right; undefined when it does not say. */
export function synchronised(): boolean | undefined {
  const { status, stdout } = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
    encoding: 'utf8',
    timeout: 5_000,
  });
  return status === 0 ? stdout.trim() === 'yes' : undefined;
}
