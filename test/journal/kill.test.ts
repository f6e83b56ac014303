import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** As many as fit an ordinary run; `npm run test:crash` makes a thousand. */
const KILLS = 60;

test(`${KILLS} kills at full rate lose nothing that was acknowledged`, { timeout: 300_000 }, () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['test/crash/kill.js', '--kills', String(KILLS)],
    { encoding: 'utf8' },
  );
  console.log(stdout.trim());
  expect(stdout).toMatch(/ 0 lost, 0 gaps, 0 under .*, 0 not reported .*integrity ok, chain ok/);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
