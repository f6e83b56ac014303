import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { longestPollMs, turnMs } from '../../devices/modbus/line-times.ts';

const page = new URL('../../docs/wiring.md', import.meta.url);
const [from, to] = ['<!-- line-times -->\n', '<!-- /line-times -->'];

/** Data bytes of four inputs, and of five digits that are written at once. */
const KEYPAD_BYTES = 1;
const DISPLAY_BYTES = 11;
const POLL_MS = 20;
const bauds = [9_600, 19_200, 38_400];

function table(): string {
  const ms = (keypads: number, displays: number, baud_rate: number) => {
    const line = { baud_rate, parity: 'none', framing: 'rtu', answer_ms: 50 } as const;
    const turns = [
      ...Array<number>(keypads).fill(turnMs(line, KEYPAD_BYTES)),
      ...Array<number>(displays).fill(turnMs(line, DISPLAY_BYTES)),
    ];
    return Math.ceil(longestPollMs(POLL_MS, turns));
  };
  const rows = [
    [1, 0],
    [1, 1],
    [2, 2],
    [4, 0],
    [4, 4],
    [8, 0],
    [8, 8],
  ].map(([keypads = 0, displays = 0]) =>
    [keypads, displays, ...bauds.map((baud) => ms(keypads, displays, baud))].join(' | '),
  );
  return [
    `| papan tombol / keypads | papan angka / displays | ${bauds.map((baud) => `${baud} baud`).join(' | ')} |`,
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** `LOKET_WRITE_DOCS=1 npx vitest run test/docs` writes it anew. */
it('docs/wiring.md has the longest times between two readings of keys, as `loket check` reckons them', () => {
  const written = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = written.split(from);
  const whole = `${before}${from}${table()}${to}${rest.slice(rest.indexOf(to) + to.length)}`;
  if (process.env.LOKET_WRITE_DOCS === '1') writeFileSync(page, whole);
  expect(readFileSync(page, 'utf8')).toBe(whole);
});
