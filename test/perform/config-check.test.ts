import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FILE_MOST_BYTES } from '../../config/text-file.ts';
import { checkConfig } from '../../firmware-host/requests/config-check.ts';
import { hallText } from '../config/site-text.ts';
import { realClock } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

const threads: Worker[] = [];
const sawThread = (thread: Worker) => void threads.push(thread);
beforeEach(() => void process.on('worker', sawThread));
afterEach(() => {
  process.off('worker', sawThread);
  threads.length = 0;
});

const check = (text: string, clock = realClock) => checkConfig({ text, language: 'en', most: 5 }, clock);
const ended = (thread: Worker | undefined) => new Promise((resolve) => thread?.once('exit', resolve));
/** The longest that comes in one packet of MQTT. */
const most = 60_000;
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at))
    .join('\n')
    .slice(0, most);

it.each([
  ['opening brackets', lines(100, () => '['.repeat(600)), 'too-deep'],
  [
    'anchors, each an alias of the one before',
    `- &b0 x\n${lines(5_000, (at) => `- &b${at + 1} [*b${at}]`)}`,
    'too-many-aliases',
  ],
  ['one alias, thousands of times', `- &a x\n${lines(5_000, () => '- *a')}`, 'too-many-aliases'],
  ['groups in groups', lines(300, (at) => `${' '.repeat(at)}a:`), 'too-deep'],
  ['names', lines(6_000, (at) => `n${at}: 1`), 'n0'],
  ['more than a file may have', 'a'.repeat(FILE_MOST_BYTES + 1), 'file-too-large'],
])(
  'a file of %s is refused in words, with no more of them than were asked for',
  async (_what, text, says) => {
    const problems = await check(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify(problems)).toContain(says);
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
  },
);

it('a check has 64 MB and 8 MB for what is thrown away at once, and its thread ends with it', async () => {
  expect(await check(hallText())).toEqual([]);
  const [thread] = threads;
  expect(threads).toHaveLength(1);
  expect(thread?.resourceLimits ?? {}).toMatchObject({
    maxOldGenerationSizeMb: 64,
    maxYoungGenerationSizeMb: 8,
  });
  if (thread?.threadId !== -1) await ended(thread);
  expect(thread?.threadId).toBe(-1);
});

it('a check that takes five seconds is given up, and its thread is ended', async () => {
  const clock = new VirtualClock();
  let end = 'none';
  // No time passes for the thread, which has not even started: the clock of the hall decides.
  const asked = check(hallText(), clock).then(
    () => 'answered',
    (why: Error) => why.message,
  );
  void asked.then((how) => {
    end = how;
  });
  await clock.advance(4_999);
  expect(end).toBe('none');
  const [thread] = threads;
  const answers: unknown[] = [];
  thread?.on('message', (answer) => answers.push(answer));
  const gone = ended(thread);
  await clock.advance(1);
  expect(await asked).toBe('the check took longer than 5000 ms');
  await gone;
  expect(answers).toEqual([]);
});
