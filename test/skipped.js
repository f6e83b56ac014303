/** For the tests that `npm test` leaves out: when one is skipped, and what that means. */
import { spawnSync } from 'node:child_process';

/** Why a test cannot run here that needs root and `programs` (name -> Debian's package); undefined: it can. */
export function whatIsMissing(programs) {
  if (process.getuid?.() !== 0) return 'it needs root';
  const packages = Object.entries(programs)
    .filter(([name]) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
    .map(([, name]) => name);
  return packages.length > 0 ? `it needs: apt-get install ${packages.join(' ')}` : undefined;
}

/** Says that `what` did not run. A green run must not hide that, where all are asked for: then this is a failure. */
export function skip(what, why) {
  const wanted = process.env.CI === 'true' && process.env.LOKET_TEST_REQUIRE === 'all';
  console.log(`SKIPPED: ${what} did not run: ${why}${wanted ? ' (all tests are required)' : ''}`);
  if (wanted) process.exitCode = 1;
}
