import { spawnSync } from 'node:child_process';

/**
 * Whether a program a test needs is on this machine. Tests without it are skipped, unless LOKET_TEST_REQUIRE=all
 * (as in CI), where a missing program is an error: a green run must not hide a test that never ran.
 */
export function has(program: string): boolean {
  const found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (!found && process.env.LOKET_TEST_REQUIRE === 'all') throw new Error(`${program} is not installed`);
  return found;
}
