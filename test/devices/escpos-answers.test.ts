import { describe, expect, it } from 'vitest';
import {
  createAnswerReader,
  frameMax,
  type PrinterAnswer,
} from '../../devices/escpos-printer/printer-answers.ts';
import { createProcessIds } from '../../devices/escpos-printer/process-ids.ts';
import { seededRandom } from '../../simulators/random.ts';

const types = (answers: readonly PrinterAnswer[]) => answers.map(({ type }) => type);
const read = (bytes: readonly number[], at = 0) => createAnswerReader().push(Uint8Array.from(bytes), at);
const text = (from: string) => [...Buffer.from(from, 'latin1')];

describe('what a printer sends', () => {
  it.each([
    ['the buffer clear', [0x37, 0x25, 0], ['cleared']],
    ['a process id', [0x37, 0x22, ...text('ab12'), 0], ['process']],
    ['a process id of NULs, which no unit was asked for', [0x37, 0x22, 0, 0, 0, 0, 0], ['process']],
    ['the name of a model', [0x5f, ...text('TM-T88VI'), 0], ['frame']],
    ['a frame that begins with 3Bh', [0x3b, ...text('1'), 0], ['frame']],
    ['a frame that begins with 53h', [0x53, ...text('42'), 0], ['frame']],
    ['GS r with paper', [0], ['printed']],
    ['GS r with paper that is low', [0x03], ['printed']],
    ['a letter out of its frame', text('A'), ['noise']],
    ['DLE EOT', [0x12], ['realtime']],
    ['an automatic status', [0x10, 0, 0, 0], ['automatic']],
    ['XOFF and XON', [0x13, 0x11], []],
    [
      'all of them',
      [0x12, 0x37, 0x25, 0, 0, 0x10, 0, 0x0c, 0, 0x1a],
      ['realtime', 'cleared', 'printed', 'automatic', 'realtime'],
    ],
  ] as const)('%s is one answer, however its bytes come', (_what, bytes, wanted) => {
    expect(types(read(bytes))).toEqual(wanted);
    const reader = createAnswerReader();
    expect(types(bytes.flatMap((byte, at) => reader.push(Uint8Array.of(byte), at * 20)))).toEqual(wanted);
  });

  it('names the id that a process answer carries', () => {
    expect(read([0x37, 0x22, ...text('~!aZ'), 0])).toEqual([{ type: 'process', id: '~!aZ' }]);
  });

  it('that never ends its frame swallows one second and no more', () => {
    const reader = createAnswerReader();
    expect(reader.push(Uint8Array.of(0x5f, 0x41), 0)).toEqual([]);
    expect(types(reader.push(Uint8Array.of(0x12), frameMax.ms + 1))).toEqual(['noise', 'realtime']);
    expect(reader.push(Uint8Array.of(0x10, 0), 5_000)).toEqual([]);
    expect(types(reader.push(Uint8Array.of(0), 5_000 + frameMax.ms + 1))).toEqual(['noise', 'printed']);
  });

  it('that is longer than any frame is noise, and what follows is read again', () => {
    const long = Array.from({ length: 10_000 }, () => 0x41);
    expect(types(read([0x5f, ...long, 0, 0x12]))).toEqual(['noise', 'realtime']);
  });
});

it('process ids differ from one another, keep to what GS ( H takes, and begin elsewhere at each opening', () => {
  const openings = Array.from({ length: 50 }, (_, seed) => createProcessIds(seededRandom(seed + 1)));
  const ids = openings.flatMap((next) => Array.from({ length: 200 }, next));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[!-~]{4}$/);
  const last = createProcessIds(() => 1 - Number.EPSILON);
  expect(new Set([last(), last(), last()]).size).toBe(3);
});
