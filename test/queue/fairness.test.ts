import { describe, expect, it } from 'vitest';
import { hall, openOffice, service } from './office.ts';

/** The classes called in turn, as `R` and `P`, when `regular` and `priority` visitors wait at the same time. */
function order(
  fairness: { priorityEvery: number; priorityWaitMs: number },
  regular: number,
  priority: number,
): string {
  const office = openOffice(hall({ services: [service('a', { fairness })] }));
  for (let i = 0; i < regular; i++) office.take('a');
  for (let i = 0; i < priority; i++) office.take('a', 'priority');
  let called = '';
  while (called.length < regular + priority) {
    office.say({ type: 'next', counter: '1' });
    called += office.state.counters.get('1')?.ticket?.class === 'priority' ? 'P' : 'R';
  }
  return called;
}

const never = Number.POSITIVE_INFINITY;

describe('the fairness rule', () => {
  it('calls a priority visitor after every N regular ones', () => {
    expect(order({ priorityEvery: 2, priorityWaitMs: never }, 6, 3)).toBe('RRPRRPRRP');
    expect(order({ priorityEvery: 3, priorityWaitMs: never }, 6, 3)).toBe('RRRPRRRPP');
  });

  it('takes turns once all priority visitors have waited too long: regular ones are not starved', () => {
    expect(order({ priorityEvery: 5, priorityWaitMs: 0 }, 4, 4)).toBe('RPRPRPRP');
  });

  it('takes turns at the most, even if the site file asks for less', () => {
    expect(order({ priorityEvery: 0, priorityWaitMs: never }, 3, 3)).toBe('RPRPRP');
  });

  it('lets a priority visitor who finds a long row of regular calls behind them go first', () => {
    const office = openOffice();
    for (let i = 0; i < 5; i++) office.take('a');
    for (let i = 0; i < 4; i++) office.say({ type: 'next', counter: '1' });
    office.take('a', 'priority');
    expect(office.say({ type: 'next', counter: '1' })).toBe('served A-004 1, called A-006 1');
  });

  it('is not moved by calls out of turn', () => {
    const office = openOffice();
    for (let i = 0; i < 4; i++) office.take('a');
    office.take('a', 'priority');
    office.say({ type: 'call', counter: '1', ticket: 'A-004' });
    office.say({ type: 'call', counter: '1', ticket: 'A-003' });
    expect(office.say({ type: 'next', counter: '1' })).toContain('called A-001 1');
  });
});
