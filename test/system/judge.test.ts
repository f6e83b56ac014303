import { describe, expect, it } from 'vitest';
import { judge } from './guest/judge.js';

const event = (sequence: number, type: string, ticket: string, more = {}) => ({
  id: `uji-${sequence}`,
  sequence: String(sequence).padStart(12, '0'),
  type: `loket.ticket.${type}.v1`,
  data: { ticket, ...more },
});
const paper = (ticket: string, more = {}) => ({ ticket, complete: true, copy: false, ...more });

/** A visitor who takes a number and is called, the first of these events having the number `from`. */
const visit = (ticket: string, from: number, counter = 'loket-1') => [
  event(from, 'reserved', ticket),
  event(from + 1, 'issued', ticket),
  event(from + 2, 'called', ticket, { counter }),
];
const journal = [...visit('A-001', 4), ...visit('A-002', 7)];
const papers = [paper('A-001'), paper('A-002')];
const good = { papers, journal, heard: journal };

describe('the judge of the system', () => {
  it('finds nothing where each number was given, printed and called once, and copies and torn paper besides', () => {
    const more = [paper('A-001', { copy: true }), paper('A-002', { complete: false })];
    expect(judge({ ...good, papers: [...papers, ...more] })).toEqual({ issued: 2, lost: [], twice: [] });
  });

  it.each([
    ['a number on paper that was never issued', { papers: [...papers, paper('A-003')] }],
    ['a number that was issued without paper', { papers: [paper('A-001')] }],
    ['a number that nobody called', { journal: journal.slice(0, 5), heard: [] }],
    ['a number on paper that is void', { journal: [...journal, event(10, 'voided', 'A-002')] }],
    ['an event that the disk does not have', { heard: [...journal, event(10, 'recalled', 'A-002')] }],
    ['a gap in the journal', { journal: [...journal, event(11, 'recalled', 'A-002')] }],
  ])('calls lost %s', (_, change) => {
    expect(judge({ ...good, ...change })).toMatchObject({ lost: [expect.any(String)], twice: [] });
  });

  it.each([
    ['a number that was given twice', { journal: [...journal, event(10, 'reserved', 'A-001')] }],
    ['a number that two counters called', { journal: [...journal, event(10, 'called', 'A-001')] }],
    ['an original that came out twice', { papers: [...papers, paper('A-002')] }],
    [
      'an event that the broker heard otherwise',
      { heard: [event(6, 'called', 'A-001', { counter: 'loket-2' })] },
    ],
  ])('calls twice %s', (_, change) => {
    expect(judge({ ...good, ...change })).toMatchObject({ lost: [], twice: [expect.any(String)] });
  });
});
