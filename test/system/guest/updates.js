// New versions as apt brings them. What is done is a script of the shell, as it would be typed; each of its lines
// `@passed WHAT` and `@failed WHAT` is a test.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

test('new versions', async (all) => {
  const script = spawn('bash', ['/test/updates.sh'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: script.stdout })) {
    const [, how, what] = /^@(passed|failed) (.*)$/.exec(line) ?? [];
    if (what === undefined) console.log(line);
    else await all.test(what, () => assert.equal(how, 'passed'));
  }
});
