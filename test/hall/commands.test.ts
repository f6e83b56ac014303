import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandTable } from '../../firmware-host/mqtt/commands/command-table.ts';
import { until } from '../real-clock.ts';
import { exampleText, PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open();
});
afterEach(() => hall.stop());

let number = 0;

/** Sends a command under an id of its own and answers the reply, which must fit the contract. */
async function ask(name: keyof typeof commandTable, fields: object = {}, ms = 2_000) {
  const id = `ask-${++number}`;
  hall.command(name, { id, ...fields });
  await hall.pass(ms);
  const replies = hall.replies(name).filter((reply) => reply.id === id);
  expect(replies).toHaveLength(1);
  const [reply] = replies;
  if (reply.ok) expect(commandTable[name].result.safeParse(reply.result).error).toBeUndefined();
  else expect(reply.error).toEqual({ code: expect.any(String), text: expect.any(String) });
  return reply;
}

const ok = (ticket: string | null, ...events: string[]) => ({ ok: true, result: { ticket, events } });
const refused = (code: string) => ({ ok: false, error: { code } });

describe('a command over MQTT', () => {
  it('takes the same way as a key: the display, the event and the state, and then the reply', async () => {
    expect(await ask('issue-ticket', { service: 'paspor' })).toMatchObject(ok('A-001', 'ticket.reserved'));
    expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['A-001']);
    expect(await ask('call-next', { counter: 'loket-1' })).toMatchObject(
      ok('A-001', 'counter.opened', 'ticket.called'),
    );
    expect(hall.reads('loket-1-display')).toBe('A-001');
    expect(hall.state('counter/loket-1/state')).toMatchObject({ state: 'called', ticket: 'A-001' });
    const last = hall.messages
      .filter(({ retain, topic }) => !retain && !topic.includes('/announcement/'))
      .slice(-2)
      .map(({ topic }) => topic);
    expect(last).toEqual([
      'loket/v1/simulated-hall/event/ticket/called',
      'loket/v1/simulated-hall/reply/call-next',
    ]);
  });

  it('is refused with the code and the words of the queue, in the language of the site', async () => {
    expect(await ask('call-next', { counter: 'loket-9' })).toMatchObject({
      ok: false,
      error: { code: 'unknown-counter', text: 'Loket tidak dikenal.' },
    });
    expect(await ask('recall', { counter: 'loket-1' })).toMatchObject(refused('counter-closed'));
    expect(hall.events('ticket.called')).toEqual([]);
  });

  it('plays a whole visit', async () => {
    const counter = 'loket-2';
    const steps = [
      ['open-counter', { counter }],
      ['issue-ticket', { service: 'paspor', class: 'priority', printer: null }],
      ['call-next', { counter }, 6_000],
      ['recall', { counter }],
      ['arrive', { counter, ticket: 'A-001' }],
      ['transfer', { counter, to: { service: 'kependudukan' } }],
      ['call-ticket', { counter: 'loket-4', ticket: 'A-001' }],
      ['park', { counter: 'loket-4' }],
      ['resume', { counter: 'loket-4' }],
      ['put-back', { counter: 'loket-4' }],
      ['call-next', { counter: 'loket-4' }],
      ['no-show', { counter: 'loket-4' }],
      ['walk-in', { counter: 'loket-4' }],
      ['end', { counter: 'loket-4' }],
      ['cancel-ticket', { ticket: 'A-001' }],
      ['break-counter', { counter, reason: 'salat' }],
      ['close-counter', { counter }],
      ['force-service', { service: 'paspor', to: 'closed', reason: 'SIMKIM mati' }],
      ['open-day', { date: '2026-11-25' }],
    ] as const;
    const events: string[] = [];
    for (const [name, fields, ms] of steps) {
      const reply = await ask(name, fields, ms);
      expect(reply, name).toMatchObject({ ok: true });
      events.push(...reply.result.events);
    }
    expect(events).toEqual(expect.arrayContaining(['ticket.transferred', 'ticket.no-show', 'day.opened']));
    expect(hall.state('service/paspor/state')).toMatchObject({ next_number: 'A-001' });
  });

  it('decides about a ticket whose print is in doubt', async () => {
    const doubted = async () => {
      const reply = await ask('issue-ticket', { service: 'paspor', printer: null });
      return reply.result.ticket;
    };
    const ticket = await doubted();
    expect(await ask('confirm-ticket', { ticket })).toMatchObject(refused('already-so'));
    expect(await ask('void-ticket', { ticket })).toMatchObject(refused('printed-already'));
    expect(await ask('reprint-ticket', { ticket })).toMatchObject(ok(ticket, 'ticket.reprinted'));
    expect(hall.printed.map(({ ticket: paper }) => paper.code)).toEqual([ticket]);
  });

  it('prints on printers only', async () => {
    expect(await ask('issue-ticket', { service: 'paspor', printer: 'loket-1-display' })).toMatchObject(
      refused('unknown-device'),
    );
    expect(await ask('issue-ticket', { service: 'paspor', printer: 'nowhere' })).toMatchObject(
      refused('unknown-device'),
    );
  });
});

describe('a technician far away', () => {
  it('finds a display by its blinking, and it reads its number again afterwards', async () => {
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    hall.command('identify-device', { id: 'i', device: 'loket-1-display' });
    await hall.pass(200);
    expect(hall.reads('loket-1-display')?.trim()).toBe('8888');
    await hall.pass(5_000);
    expect(hall.reads('loket-1-display')).toBe('A-001');
    expect(hall.replies('identify-device')).toEqual([
      { id: 'i', ok: true, result: { device: 'loket-1-display' } },
    ]);
  });

  it('tests displays and printers, and is told what cannot be tested', async () => {
    const display = await ask('test-device', { device: 'loket-4-display' }, 5_000);
    expect(display).toMatchObject({ ok: true, result: { device: 'loket-4-display' } });
    const printer = await ask('test-device', { device: 'printer-2' }, 5_000);
    expect(printer).toMatchObject({ ok: true, result: { done: 'acknowledged' } });
    expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['TEST']);
    expect(await ask('test-device', { device: 'loket-1-keypad' })).toMatchObject(refused('not-testable'));
    expect(await ask('identify-device', { device: 'nowhere' })).toMatchObject(refused('unknown-device'));
    hall.device('loket-1-display').cable.unplug();
    hall.device('printer-1').cable.unplug();
    await hall.pass(3_000);
    const gone = await ask('test-device', { device: 'printer-1' });
    expect(gone.error.code).toMatch(/^link\./);
    expect(hall.records.some(({ event }) => event.type === 'ticket.reserved')).toBe(false);
  });

  it('has everything retained said again', async () => {
    const before = hall.messages.length;
    await ask('restate');
    const said = hall.messages.slice(before).filter(({ retain }) => retain);
    expect(said[0]?.topic).toBe('loket/v1/simulated-hall/controller/state');
    expect(said.length).toBeGreaterThan(hall.site.devices.length * 2);
  });

  it('gets events again by their number, as history, with the same ids', async () => {
    for (let visitor = 0; visitor < 70; visitor++)
      await ask('issue-ticket', { service: 'paspor', printer: null }, 100);
    const live = hall.messages.filter(({ payload }) => payload.specversion);
    const wanted = live.filter(
      ({ payload }) => Number(payload.sequence) >= 5 && Number(payload.sequence) <= 130,
    );
    const before = hall.messages.length;
    const reply = await ask('replay', { from: 5, to: 130 });
    expect(reply.result).toEqual({ from: 5, to: 130, events: 126 });
    const again = hall.messages.slice(before).filter(({ payload }) => payload.specversion);
    expect(again.map(({ payload }) => payload)).toEqual(
      wanted.map(({ payload }) => ({ ...payload, historical: true })),
    );
    expect(await ask('replay', { from: 100_000, to: 100_100 })).toMatchObject(refused('nothing-to-replay'));
    expect(await ask('replay', { from: 1, to: 501 })).toMatchObject(refused('bad-field'));
    expect(await ask('replay', { from: 2, to: 1 })).toMatchObject(refused('bad-field'));
  });

  it('has a site file checked without putting it in force', async () => {
    const checked = async (id: string, text: string) => {
      hall.command('check-config', { id, text });
      // It runs in a thread, which knows no virtual time.
      await until(async () => {
        await hall.pass(1);
        return hall.replies('check-config').some((reply) => reply.id === id);
      });
      const reply = hall.replies('check-config').find((one) => one.id === id);
      expect(commandTable['check-config'].result.safeParse(reply.result).error).toBeUndefined();
      return reply.result;
    };
    expect(await checked('right', exampleText('mpp-batam'))).toMatchObject({ ok: true });
    const { ok, problems } = await checked('wrong', 'version: 1\nsite: { id: "A b" }\n');
    expect(ok).toBe(false);
    expect(problems[0]).toMatchObject({ severity: 'error', line: expect.any(Number) });
    expect(hall.site.id).toBe('simulated-hall');
  });

  it('changes the log level', async () => {
    expect(await ask('set-log-level', { level: 'debug' })).toMatchObject({
      ok: true,
      result: { level: 'debug', before: 'info' },
    });
    expect(hall.log.level).toBe('debug');
    expect(await ask('set-log-level', { level: 'silent' })).toMatchObject(refused('bad-field'));
  });
});
