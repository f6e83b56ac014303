/** What a package brings besides the hall: the manual, the completion of bash, a simulated hall to learn in. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { run } from './service.js';

/** The simulated hall answers within a second or two where nothing else runs. */
const ANSWER_MAX_MS = 60_000;

test('a simulated hall gives a ticket, and ends when it is told to', async () => {
  const hall = spawn('/usr/bin/loket', ['simulate', '/usr/share/doc/loket/examples/simulated-hall.yaml'], {
    cwd: '/tmp',
    timeout: ANSWER_MAX_MS,
  });
  let said = '';
  const asked = new Set();
  const ask = (what, on) => {
    if (!said.includes(on) || asked.has(what)) return;
    asked.add(what);
    hall.stdin.write(`${what}\n`);
  };
  for (const stream of [hall.stdout, hall.stderr])
    stream.on('data', (text) => {
      said += text;
      ask('ticket paspor', "'quit' ends.");
      ask('quit', 'A-001 was taken for ');
    });
  const status = await new Promise((resolve) => hall.once('close', resolve));
  assert.equal(status, 0, said);
  assert.ok(asked.has('quit'), said);
});

test('the manual is there, in both languages', () => {
  assert.match(run('man', 'loket').all, /loket simulate/);
  assert.match(run('man', '-L', 'id', '-M', '/usr/share/man/id', 'loket').all, /PERINTAH/);
});

test('bash completes the command', () => {
  const { status, all } = run(
    'bash',
    '-c',
    `. /usr/share/bash-completion/bash_completion
    if declare -F _comp_load >/dev/null; then _comp_load loket; else __load_completion loket; fi
    COMP_WORDS=(loket simu) COMP_CWORD=1 COMPREPLY=(); _loket; [ "\${COMPREPLY[*]}" = simulate ]`,
  );
  assert.equal(status, 0, all);
});
