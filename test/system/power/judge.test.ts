import { expect, test } from 'vitest';
import { createJudge } from './judge.js';

const opened = (boot: string, date: string, carried: readonly string[] = []) => ({
  boot,
  event: { type: 'day.opened', date, carried },
});
const given = (boot: string, ticket: string) => ({
  boot,
  event: { type: 'ticket.reserved', ticket, number: Number(ticket.slice(2)) },
});
const nothing = { lost: [], twice: [], skipped: [] };
const first = [
  opened('run-1', '2026-03-02'),
  given('run-1', 'A-001'),
  given('run-1', 'B-001'),
  given('run-1', 'A-002'),
];

test('numbers that go on over two runs and begin anew with a day are in order', () => {
  const judge = createJudge();
  expect(judge(first, ['A-001', 'B-001', 'A-002'])).toMatchObject(nothing);
  const second = [
    ...first,
    given('run-2', 'A-003'),
    opened('run-2', '2026-03-03', ['A-002']),
    given('run-2', 'A-001'),
    given('run-2', 'A-003'),
  ];
  expect(judge(second, ['A-003', 'A-001', 'A-003'])).toMatchObject(nothing);
});

test('a number on paper that the journal does not have is lost, and its next owner has it twice', () => {
  const judge = createJudge();
  expect(judge(first.slice(0, 3), ['A-001', 'B-001', 'A-002'])).toMatchObject({
    ...nothing,
    lost: ['A-002'],
  });
  const second = [...first.slice(0, 3), given('run-2', 'A-002')];
  expect(judge(second, ['A-002'])).toMatchObject({ ...nothing, twice: ['2026-03-02 A-002'] });
});

test('a number that was there after the last cut and is not there now is lost, unless its day was removed', () => {
  const judge = createJudge();
  judge(first, ['A-001', 'B-001', 'A-002']);
  expect(judge(first.slice(0, 3), [])).toMatchObject({ ...nothing, lost: ['2026-03-02 A-002'] });
  expect(judge([opened('run-2', '2026-03-05')], [])).toMatchObject(nothing);
});

test('two papers with a number that the run gave once are one too many', () => {
  expect(createJudge()(first, ['A-001', 'A-001'])).toMatchObject({ ...nothing, lost: ['A-001'] });
});

test('a number that is left out is skipped, a number that two records give is there twice', () => {
  const records = [opened('run-1', '2026-03-02'), given('run-1', 'A-002'), given('run-1', 'A-002')];
  expect(createJudge()(records, [])).toMatchObject({
    lost: [],
    twice: ['2026-03-02 A-002'],
    skipped: ['2026-03-02 A-001'],
  });
});
