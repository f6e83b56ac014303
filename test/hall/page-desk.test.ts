import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open();
});
afterEach(() => hall.stop());

let number = 0;

/** The keys of a page at a counter, as somebody presses them; each press resolves with its reply. */
function keysAt(counter: string) {
  const keys = hall.host.desk.keys(counter);
  return {
    close: keys.close,
    async press(action: string, id = `press-${++number}`, more: object = {}) {
      // biome-ignore lint/suspicious/noExplicitAny: a test reads replies as they come.
      const replies: any[] = [];
      const payload = Buffer.from(JSON.stringify({ id, counter, action, ...more }));
      keys.press({ payload, to: (_name, text) => replies.push(JSON.parse(text)) });
      await hall.pass(1_000);
      expect(replies).toHaveLength(1);
      return replies[0];
    },
  };
}

const refused = (code: string) => ({ ok: false, error: { code, text: expect.any(String) } });

describe('a press on the page of a counter', () => {
  it('takes the way of a key: display, state, event, then the answer', async () => {
    await hall.ticket('paspor');
    const keys = keysAt('loket-1');
    expect(await keys.press('next')).toMatchObject({
      ok: true,
      result: { ticket: 'A-001', events: ['counter.opened', 'ticket.called'] },
    });
    expect(hall.reads('loket-1-display')).toBe('A-001');
    expect(hall.state('counter/loket-1/state')).toMatchObject({ state: 'called', ticket: 'A-001' });
    expect(hall.events('ticket.called')).toHaveLength(1);
    expect(hall.messages.filter(({ topic }) => topic.includes('/reply/'))).toEqual([]);
  });

  it('is refused by the queue with its words, and at a display of the counter nothing flickers', async () => {
    const keys = keysAt('loket-1');
    const before = hall.reads('loket-1-display');
    expect(await keys.press('recall')).toMatchObject({
      ok: false,
      error: { code: 'counter-closed', text: 'Loket ini tutup.' },
    });
    expect(hall.reads('loket-1-display')).toBe(before);
    expect(await keys.press('open')).toMatchObject({ ok: true });
    expect(await keys.press('next')).toMatchObject(refused('nobody-waiting'));
  });

  it('that comes twice under its id calls once, and gets the same answer', async () => {
    for (let at = 0; at < 2; at++) await hall.ticket('paspor');
    const keys = keysAt('loket-1');
    const first = await keys.press('next', 'sama');
    expect(await keys.press('next', 'sama')).toEqual(first);
    expect(hall.events('ticket.called')).toHaveLength(1);
    expect(await keysAt('loket-2').press('next', 'sama')).toMatchObject(refused('id-reused'));
  });

  it('that was under way for too long is not carried out', async () => {
    await hall.ticket('paspor');
    const sent_at = new Date(hall.host.wall() - 6_000).toISOString();
    expect(await keysAt('loket-1').press('next', 'lama', { sent_at })).toMatchObject(refused('expired'));
    expect(hall.events('ticket.called')).toEqual([]);
  });

  it('types a number as on a keypad: each page its own, and forgotten when the page is gone', async () => {
    for (let at = 0; at < 3; at++) await hall.ticket('paspor');
    const [keys, other] = [keysAt('loket-1'), keysAt('loket-1')];
    expect(await keys.press('digit 3')).toMatchObject({ ok: true, result: { ticket: null, events: [] } });
    expect(await other.press('call-entered')).toMatchObject({ ok: true, result: { ticket: 'A-001' } });
    expect(await keys.press('call-entered')).toMatchObject({ ok: true, result: { ticket: 'A-003' } });
    await keys.press('digit 2');
    keys.close();
    expect(await keys.press('transfer-entered')).toMatchObject(refused('unknown-counter'));
  });

  it('transfers to services and counters of the site, and to nothing else', async () => {
    await hall.ticket('paspor');
    const keys = keysAt('loket-1');
    await keys.press('next');
    expect(await keys.press('transfer nowhere')).toMatchObject(refused('bad-field'));
    expect(await keys.press('transfer izin-tinggal first')).toMatchObject({
      ok: true,
      result: { ticket: 'A-001', events: ['ticket.transferred'] },
    });
  });

  it('that is no function of a counter is refused by name', async () => {
    const keys = keysAt('loket-1');
    for (const action of ['ticket paspor', 'quit', '', 'next next', 'x'.repeat(200), '__proto__'])
      expect([action, (await keys.press(action)).error?.code]).toEqual([action, 'bad-field']);
    expect((await keys.press('next', 'x', { counter: 'loket-2' })).error.code).toBe('bad-field');
    expect((await keys.press('next', 'y', { extra: 1 })).error.code).toBe('unknown-field');
  });

  it('works while the keypad of the counter is dead', async () => {
    await hall.ticket('paspor');
    hall.device('board-1').cable.unplug();
    await hall.pass(5_000);
    expect(hall.state('device/loket-1-keypad/state').state).toBe('offline');
    expect(await keysAt('loket-1').press('next')).toMatchObject({ ok: true, result: { ticket: 'A-001' } });
  });
});

describe('a command from a page', () => {
  it('is answered to the page alone, and shares its ids with MQTT', async () => {
    const replies: string[] = [];
    const payload = Buffer.from('{"id":"c1","service":"paspor"}');
    hall.host.desk.command('issue-ticket', { payload, to: (_name, text) => replies.push(text) });
    await hall.pass(2_000);
    expect(JSON.parse(replies[0] ?? '')).toMatchObject({ id: 'c1', ok: true, result: { ticket: 'A-001' } });
    expect(hall.replies('issue-ticket')).toEqual([]);
    hall.command('issue-ticket', '{"id":"c1","service":"paspor"}');
    await hall.pass(2_000);
    expect(hall.replies('issue-ticket')).toMatchObject([{ id: 'c1', result: { ticket: 'A-001' } }]);
    expect(hall.printed).toHaveLength(1);
  });

  it('whose page is gone and asks again from a new one is answered there', async () => {
    const heard: string[] = [];
    const payload = Buffer.from('{"id":"c2","service":"paspor"}');
    const from = (page: string) => ({ payload, to: () => void heard.push(page) });
    hall.host.desk.command('issue-ticket', from('old'));
    hall.host.desk.command('issue-ticket', from('new'));
    await hall.pass(2_000);
    expect(heard).toEqual(['new']);
    expect(hall.printed).toHaveLength(1);
  });
});
