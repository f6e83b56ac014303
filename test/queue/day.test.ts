import { describe, expect, it } from 'vitest';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { Now } from '../../firmware-host/queue/hall.ts';
import { openState } from '../../firmware-host/queue/state.ts';
import { serviceView } from '../../firmware-host/queue/views.ts';
import { counter, hall, morning, openOffice, replay, replayLastDay } from './office.ts';

const on = (now: Now, date: string, more: Partial<Now> = {}): Now => ({ ...now, date, ...more });
const tick = { type: 'tick' } as const;
const print = { type: 'issue', service: 'a', class: 'regular', printer: 'p' } as const;

describe('the business day', () => {
  it('is opened by the first command that comes, whatever the clock says', () => {
    const office = openOffice(hall(), on(morning, '1970-01-01', { trusted: false }));
    expect(office.ask(tick)).toEqual({
      events: [{ type: 'day.opened', date: '1970-01-01', carried: [], voided: [] }],
    });
    expect(office.ask(tick)).toEqual({ events: [] });
  });

  it('opens before a command that comes first on that day, and restarts the numbers', () => {
    const office = openOffice();
    office.take('a');
    office.take('a');
    office.now = on(office.now, '2026-09-22');
    expect(office.take('a')).toBe('A-001');
    expect(office.journal.map(({ event }) => event.type)).toContain('day.opened');
    expect(office.state.day).toBe('2026-09-22');
  });

  it('is not opened by a refused command: a refusal changes nothing', () => {
    const office = openOffice();
    office.ask(tick);
    office.now = on(office.now, '2026-09-22');
    expect(office.say({ type: 'recall', counter: '1' })).toBe('no: counter-closed');
    expect(office.state.day).toBe('2026-09-21');
  });

  it('never goes back by itself, and not to a date before that of the clock', () => {
    const office = openOffice();
    office.take('a');
    office.now = on(office.now, '2026-09-20');
    expect(office.take('a')).toBe('A-002');
    expect(office.state.day).toBe('2026-09-21');
    expect(office.say({ type: 'open-day', date: '2026-09-19' })).toBe('no: day-not-later');
    expect(office.say({ type: 'open-day', date: '2026-09-21' })).toBe('no: day-not-later');
  });

  it('goes back to the date of the clock when a person says so: nobody goes, and no number comes again', () => {
    const office = openOffice();
    for (let visitor = 0; visitor < 3; visitor++) office.take('a');
    office.ask({ type: 'open-day', date: '2027-07-01' });
    expect([office.take('a'), office.take('a')]).toEqual(['A-001', 'A-002']);
    const decision = office.ask({ type: 'open-day', date: '2026-09-21' });
    expect('events' in decision && decision.events[0]).toEqual({
      type: 'day.opened',
      date: '2026-09-21',
      carried: ['A-001', 'A-002'],
      voided: [],
      back: true,
      given: [
        { date: '2026-09-21', numbers: [{ prefix: 'A', first: 1, last: 3 }] },
        { date: '2027-07-01', numbers: [{ prefix: 'A', first: 1, last: 2 }] },
      ],
    });
    expect(office.take('a')).toBe('A-004');
    expect(replay(hall(), office.journal)).toEqual(office.state);
    expect(replayLastDay(hall(), office.journal)).toEqual(office.state);
    // The next day begins anew, and so does the day of the wrong clock when it comes, after the numbers it gave.
    office.now = on(office.now, '2026-09-22');
    expect(office.take('a')).toBe('A-001');
    office.now = on(office.now, '2027-07-01');
    expect(office.take('a')).toBe('A-003');
  });

  it('gives no complaint the code of another, when a date comes again', () => {
    const office = openOffice();
    office.say({ type: 'open', counter: '1' });
    const number = () => {
      office.pass(6_000);
      const decision = office.ask({ type: 'complain', pad: 'p', counter: '1' });
      const opened = 'events' in decision ? decision.events.at(-1) : undefined;
      return opened?.type === 'complaint.opened' ? opened.number : undefined;
    };
    expect([number(), number()]).toEqual([1, 2]);
    office.ask({ type: 'open-day', date: '2027-07-01' });
    expect(number()).toBe(1);
    office.ask({ type: 'open-day', date: '2026-09-21' });
    expect(number()).toBe(3);
    expect(replayLastDay(hall(), office.journal)).toEqual(office.state);
    office.now = on(office.now, '2026-09-22');
    expect(number()).toBe(1);
    office.now = on(office.now, '2027-07-01');
    expect(number()).toBe(2);
    expect(replayLastDay(hall(), office.journal)).toEqual(office.state);
  });

  it('is not read from a journal with events that this version does not know: the error says what to do', () => {
    const state = openState(hall());
    const later = { type: 'weather.told' } as unknown as QueueEvent;
    expect(() => apply(state, later, { ...morning, trusted: true })).toThrow(
      'weather.told: a newer version wrote this journal; start that version again',
    );
  });

  it('that a jump of the clock opens sends nobody home who is still there, and repeats none of their numbers', () => {
    const office = openOffice();
    office.take('a');
    office.say({ type: 'next', counter: '1' });
    office.say({ type: 'end', counter: '1' });
    office.take('a');
    office.pass(5 * 3_600_000);
    office.take('a');
    office.now = on(office.now, '2026-09-22', { jumpedMs: 11 * 3_600_000 });
    expect(office.take('a')).toBe('A-004');
    expect(office.state.services.get('a')?.lines.regular.map(({ id }) => id)).toEqual([
      'A-002',
      'A-003',
      'A-004',
    ]);
    expect(replayLastDay(hall(), office.journal)).toEqual(office.state);
  });

  it('begins anew after a night, though the clock jumped on the day before', () => {
    const office = openOffice();
    office.take('a');
    office.pass(12 * 3_600_000);
    office.now = on(office.now, '2026-09-22', { jumpedMs: 300_000 });
    expect(office.take('a')).toBe('A-001');
  });

  it.each([
    ['2026-10-22', false, true],
    ['2026-10-23', false, false],
    ['2027-10-26', true, true],
    ['2027-10-27', true, false],
    ['2076-09-21', true, false],
  ])('takes a jump to %s (clock trusted: %s): %s', (date, trusted, taken) => {
    const office = openOffice();
    office.ask(tick);
    office.now = on(office.now, date, { trusted });
    office.ask(tick);
    expect(office.state.day === date).toBe(taken);
  });

  it('follows a clock that became right after the day had been opened by a wrong one', () => {
    const office = openOffice(hall(), on(morning, '2020-01-01', { trusted: false }));
    office.ask(tick);
    office.now = on(office.now, '2026-09-21', { trusted: true });
    office.ask(tick);
    expect(office.state.day).toBe('2026-09-21');
  });

  it('can be moved by hand, as far as a person says, if it is a date', () => {
    const office = openOffice();
    office.ask(tick);
    expect(office.say({ type: 'open-day', date: '2026-02-30' })).toBe('no: not-a-date');
    expect(office.say({ type: 'open-day', date: 'besok' })).toBe('no: not-a-date');
    office.ask({ type: 'open-day', date: '2029-01-01' });
    expect(office.state.day).toBe('2029-01-01');
  });
});

describe('what goes on over midnight', () => {
  /** One ticket in each state; counter 1 has a visitor, 2 is armed, 3 has a break. */
  function evening(dayClose: 'void' | 'carry', trusted = true) {
    const rules = hall({
      dayClose,
      counters: [counter('1'), counter('2', { serves: ['b'], storeNext: true }), counter('3')],
    });
    const office = openOffice(rules, { ...morning, trusted });
    for (let i = 0; i < 4; i++) office.take('a');
    office.say(print);
    office.say(print);
    office.say({ type: 'doubt-print', ticket: 'A-006', reason: 'timeout' });
    office.say({ type: 'next', counter: '1' });
    office.say({ type: 'no-show', counter: '1' });
    office.say({ type: 'next', counter: '1' });
    office.say({ type: 'park', counter: '1' });
    office.say({ type: 'next', counter: '1' });
    office.say({ type: 'arrive', counter: '1' });
    office.say({ type: 'next', counter: '2' });
    office.say({ type: 'open', counter: '3' });
    office.say({ type: 'break', counter: '3', reason: 'salat' });
    office.now = on(office.now, '2026-09-22', { trusted: true });
    const decision = office.ask(tick);
    const opened = 'events' in decision ? decision.events[0] : undefined;
    return { office, rules, opened };
  }

  it('ends those who wait, where the site file says so, and never the visit at a counter', () => {
    const { office, opened } = evening('void');
    expect(opened).toMatchObject({
      carried: ['A-003'],
      voided: ['A-004', 'A-002', 'A-001', 'A-005', 'A-006'],
    });
    expect(office.say({ type: 'end', counter: '1' })).toBe('served A-003 1');
    expect(office.say({ type: 'next', counter: '1' })).toBe('no: nobody-waiting');
  });

  it('carries them, where it says that: the parked stay parked, the doubted doubted, no-shows are gone', () => {
    const { office, opened } = evening('carry');
    expect(opened).toMatchObject({
      carried: ['A-004', 'A-002', 'A-003', 'A-005', 'A-006'],
      voided: ['A-001'],
    });
    expect(office.say({ type: 'next', counter: '1' })).toBe('served A-003 1, called A-004 1');
    expect(office.say({ type: 'next', counter: '1' })).toBe('served A-004 1');
    expect(office.say({ type: 'resume', counter: '1' })).toBe('called A-002 1');
    expect(office.say({ type: 'confirm-print', ticket: 'A-006' })).toBe('issued A-006');
  });

  it('leaves out the numbers that are still borne, and counts none of them in the new quota', () => {
    const { office } = evening('carry');
    expect([office.take('a'), office.take('a')]).toEqual(['A-001', 'A-007']);
    expect(office.state.services.get('a')?.given).toEqual({ regular: 2, priority: 0 });
    office.say({ type: 'void', ticket: 'A-005', reason: 'paper' });
    expect(office.state.services.get('a')?.given).toEqual({ regular: 2, priority: 0 });
  });

  it('keeps who took a number while the time was not known: they may be the visitors of this morning', () => {
    const { opened } = evening('void', false);
    expect(opened).toMatchObject({
      carried: ['A-004', 'A-002', 'A-003', 'A-005', 'A-006'],
      voided: ['A-001'],
    });
  });

  it.each([
    ['a minute ago goes on', 60_000, ['A-001']],
    ['five hours ago does not', 5 * 3_600_000, []],
  ])('by a clock that may be wrong: who took a number %s', (_, ago, carried) => {
    const office = openOffice(hall({ dayClose: 'void' }));
    office.take('a');
    office.pass(ago);
    office.now = on(office.now, '2026-09-22', { trusted: false });
    const decision = office.ask(tick);
    expect('events' in decision && decision.events[0]).toMatchObject({ type: 'day.opened', carried });
  });

  it('leaves every counter as it was', () => {
    const { office } = evening('void');
    expect([...office.state.counters.values()].map(({ phase }) => phase)).toEqual(['open', 'armed', 'break']);
    expect(office.state.counters.get('3')?.breakReason).toBe('salat');
    expect(office.say({ type: 'issue', service: 'b', class: 'regular', printer: null })).toContain(
      'called B-001 2',
    );
    expect(office.state.counters.get('1')?.ticket?.state).toBe('serving');
  });

  it('keeps the order of the lines and how long everyone has waited', () => {
    const rules = hall({ dayClose: 'carry', counters: [counter('1', { putBackAfter: 0 })] });
    const office = openOffice(rules);
    for (let i = 0; i < 3; i++) office.take('a');
    office.say({ type: 'next', counter: '1' });
    office.say({ type: 'put-back', counter: '1' });
    office.now = on(office.now, '2026-09-22');
    office.ask(tick);
    expect(office.state.services.get('a')?.lines.regular.map(({ id }) => id)).toEqual([
      'A-001',
      'A-002',
      'A-003',
    ]);
    // A-002 was taken 20 s in; it is 60 s now, and A-001 has waited anew since 50 s.
    expect(serviceView(office.state, 'a', office.now)?.longest_wait_s).toBe(40);
  });

  it.each(['void', 'carry'] as const)('can be folded from the last day alone (%s)', (dayClose) => {
    const { office, rules } = evening(dayClose);
    expect(replay(rules, office.journal)).toEqual(office.state);
    expect(replayLastDay(rules, office.journal)).toEqual(office.state);
  });
});
