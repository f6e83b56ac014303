import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hallView } from '../../firmware-host/cli/hall-view.ts';
import { stateTable } from '../../firmware-host/mqtt/messages/message-table.ts';
import { until } from '../real-clock.ts';
import { exampleText, PlayedHall } from './played-hall.ts';

const text = exampleText('simulated-hall');

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open(text);
});
afterEach(() => hall.stop());

/** The technician saves the file with `edits` and asks for it to be put in force. */
async function reload(...edits: readonly (readonly [from: string, to: string])[]) {
  let edited = hall.siteText;
  for (const [from, to] of edits) {
    if (!edited.includes(from)) throw new Error(`the file has no ${from}`);
    edited = edited.replace(from, to);
  }
  hall.siteText = edited;
  const reloading = hall.host.reload();
  await hall.pass(5_000);
  return reloading;
}

const opens = (device: string) => hall.host.status(device)?.counters.opens;
const everyDevice = () => hall.site.devices.map(({ id }) => [id, opens(id)]);
/** Health is measured on the real machine, which takes real time. */
const faultIs = (code: string | undefined) =>
  until(() => hall.state('controller/health').config_fault === code);

/** Takes the whole of a device out of the file, from its name to the next one. */
function without(id: string): readonly [string, string] {
  const block = new RegExp(`\\n  ${id}:(?: .*\\n|\\n(    .*\\n)+)`).exec(hall.siteText)?.[0];
  if (block === undefined) throw new Error(`the file has no ${id}`);
  return [block, '\n'];
}

describe('an edited site file', () => {
  it('that says the same opens nothing again, and the info has its hash', async () => {
    const before = everyDevice();
    const hash = hall.state('controller/info').site_hash;
    expect(await reload(['version: 1', '# A note.\nversion: 1'])).toMatchObject({
      ok: true,
      opened: [],
      closed: [],
    });
    expect(everyDevice()).toEqual(before);
    expect(hall.state('controller/info').site_hash).not.toBe(hash);
  });

  it('opens again what is wired otherwise, and nothing else', async () => {
    const before = new Map(everyDevice().map(([id, count]) => [id, count]));
    const reloaded = await reload(['pin: 24', 'pin: 25']);
    expect(reloaded).toMatchObject({ ok: true, opened: ['loket-3-button'], closed: ['loket-3-button'] });
    for (const [id, count] of everyDevice())
      expect([id, count]).toEqual([id, id === 'loket-3-button' ? 1 : before.get(id)]);
    expect(hall.state('device/loket-3-button/state').state).toBe('online');
    expect(hall.state('device/loket-3-button/info').place).toBe('gpio 25');
    expect(hall.events('device.lost')).toEqual([]);
  });

  it('tells that another device took the place of one, and tells it once', async () => {
    await reload(['usb-Scanner_1 }', 'usb-Scanner_7 }']);
    const replaced = () => hall.events('device.replaced').map(({ payload }) => payload.data);
    const told = [{ device: 'pemindai-1', from: 'usb-Scanner_1', to: 'usb-Scanner_7' }];
    expect(replaced()).toEqual(told);
    expect(hall.state('device/pemindai-1/info').place).toBe('/dev/serial/by-id/usb-Scanner_7');
    // What was only wired or named otherwise is the same device.
    await reload(
      ['pin: 24', 'pin: 25'],
      ['pemindai-2:', 'pemindai-kedua:'],
      ['number: 1', '# x\n    number: 1'],
    );
    expect(replaced()).toEqual(told);
  });

  it('gives an open key another function without opening it again', async () => {
    const a = await hall.ticket('izin-tinggal');
    const reloaded = await reload(['pin: 24', 'pin: 24\n    does: { next: open-close }']);
    expect(reloaded).toMatchObject({ ok: true, opened: [], closed: [] });
    await hall.press('loket-3-button', 'next');
    expect(hall.state('counter/loket-3/state')).toMatchObject({ state: 'idle', ticket: null });
    await hall.press('loket-3-keypad', 'next');
    expect(hall.state('counter/loket-3/state')).toMatchObject({ ticket: a });
  });

  it('opens a board again with all that hangs on it', async () => {
    const reloaded = await reload([
      / {2}board-2: \{[^}]*\}/.exec(text)?.[0] ?? '',
      '  board-2: { address: /dev/other }',
    ]);
    if (!reloaded.ok) throw reloaded.fault;
    expect(reloaded.closed).toContain('board-2');
    expect(reloaded.closed).toContain('loket-2-display');
    expect(reloaded.closed).not.toContain('loket-1-display');
    expect(reloaded.opened).toEqual(reloaded.closed);
  });

  it('has new rules for the next ticket, and the queue as it was', async () => {
    const a = await hall.ticket('paspor');
    await reload(['title: Paspor,', 'title: Paspor Biasa, quota: 1,']);
    expect(hall.host.tickets()).toMatchObject([{ ticket: a, state: 'waiting' }]);
    expect(await hall.ticket('paspor')).toBeUndefined();
    expect(hall.refused.at(-1)).toBe('quota-used-up');
    expect(hall.state('service/paspor/state').reason).toBe('quota-used-up');
    expect(hall.state('controller/info').services[0]).toEqual({ id: 'paspor', title: 'Paspor Biasa' });
  });

  it('says its new opening hours', async () => {
    expect(hall.state('controller/info').hours).toBe('always');
    await reload(['\nservices:', '\nhours: { mon: 08.00-15.00 }\nservices:']);
    expect(hall.state('controller/info').hours).toEqual({ 1: [{ from: '08:00', to: '15:00' }] });
  });

  it('takes away a display: dark, closed, and what was said of it is taken back', async () => {
    await hall.press('loket-3-keypad', 'next');
    expect(hall.reads('loket-3-display')?.trim()).toBe('--');
    expect(await reload(without('loket-3-display'))).toMatchObject({
      ok: true,
      closed: ['loket-3-display'],
    });
    expect(hall.reads('loket-3-display')?.trim()).toBe('');
    for (const part of ['state', 'health', 'info'])
      expect(hall.state(`device/loket-3-display/${part}`)).toBe('');
    expect(hall.host.status('loket-3-display')).toBeUndefined();
  });

  it('moves a display to another counter, where it shows what is called there', async () => {
    const ticket = await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    await reload([
      'loket-3-display:\n    kind: max7219-display\n    board: board-2\n    counter: loket-3',
      'loket-3-display:\n    kind: max7219-display\n    board: board-2\n    counter: loket-1',
    ]);
    expect(hall.reads('loket-3-display')).toBe(ticket);
    expect(hall.reads('loket-1-display')).toBe(ticket);
    await hall.press('loket-1-keypad', 'end');
    expect(hall.reads('loket-3-display')?.trim()).toBe('-');
  });

  it('adds a counter that calls at once', async () => {
    const ticket = await hall.ticket('paspor');
    const added = ['counters:\n', 'counters:\n  loket-9: { number: 9, serves: [paspor] }\n'] as const;
    expect(await reload(added)).toMatchObject({ ok: true });
    expect(hall.state('counter/loket-9/state').state).toBe('closed');
    hall.command('call-next', { id: '1', counter: 'loket-9' });
    await hall.pass(1_000);
    expect(hall.state('counter/loket-9/state')).toMatchObject({ state: 'called', ticket });
  });

  it('takes away a counter only when nobody is there', async () => {
    const added = ['counters:\n', 'counters:\n  loket-9: { number: 9, serves: [paspor] }\n'] as const;
    await reload(added);
    await hall.ticket('paspor');
    hall.command('call-next', { id: '1', counter: 'loket-9' });
    await hall.pass(1_000);
    const taken = [added[1], added[0]] as const;
    const refused = await reload(taken);
    expect(refused.ok ? '' : [refused.fault.code, refused.fault.message]).toEqual([
      'config.in_use',
      'loket-9',
    ]);
    await faultIs('config.in_use');
    expect(hall.state('counter/loket-9/state').state).toBe('called');
    hall.command('close-counter', { id: '2', counter: 'loket-9' });
    await hall.pass(1_000);
    expect(await reload()).toMatchObject({ ok: true });
    expect(hall.state('counter/loket-9/state')).toBe('');
    await faultIs(undefined);
    hall.command('open-counter', { id: '3', counter: 'loket-9' });
    await hall.pass(1_000);
    expect(hall.replies('open-counter').at(-1)).toMatchObject({
      ok: false,
      error: { code: 'unknown-counter' },
    });
  });
});

describe('an edited site file in force', () => {
  const counterNine = ['counters:\n', 'counters:\n  loket-9: { number: 9, serves: [paspor] }\n'] as const;

  it('is in force for all who ask for it: on paper, in states and replies, at the keys and at the console', async () => {
    const atConsole = hallView(
      hall.running.site,
      hall.hall.devices,
      hall.host,
      () => [],
      () => hall.running.site().language,
    ).shell;
    const kept = hall.running.site();
    expect(
      await reload(
        ['title: MPP Contoh', 'title: MPP Baru'],
        ['language: id', 'language: en'],
        ['footer: Simpan tiket ini', 'footer: Simpan kertas ini'],
        counterNine,
      ),
    ).toMatchObject({ ok: true, opened: [], closed: [] });

    const ticket = await hall.ticket('kependudukan');
    const paper = hall.printed.at(-1)?.ticket.text.join('\n');
    expect(paper).toContain('MPP Baru');
    expect(paper).toContain('Simpan kertas ini');
    expect(paper).toContain('Waiting ahead of you');

    expect(hall.state('controller/info')).toMatchObject({ title: 'MPP Baru', language: 'en' });
    hall.command('call-next', { id: '1', counter: 'loket-8' });
    await hall.pass(100);
    expect(hall.replies('call-next').at(-1).error.text).toContain('There is no such counter.');

    await hall.press('loket-4-keypad', 'next');
    await hall.press('loket-4-numpad', '9');
    await hall.press('loket-4-numpad', '*');
    expect(hall.events('ticket.transferred').at(-1)?.payload.data).toMatchObject({
      ticket,
      counter: 'loket-4',
    });
    expect(atConsole.counters()).toContain('counter loket-9: closed');

    // Who kept a site has what it said.
    expect([kept.title, kept.counters.has('loket-9')]).toEqual(['MPP Contoh', false]);
  });

  it('writes nothing to a display that reads what it should', async () => {
    const wrote = () => hall.host.status('loket-1-display')?.counters.commands;
    await hall.press('loket-1-keypad', 'next');
    const before = wrote();
    await reload(counterNine);
    expect(wrote()).toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  it('lets go of a key where it went down, also when that was while a device that leaves is still being closed', async () => {
    void hall.host.issue('kependudukan', 'regular');
    await hall.pass(50);
    const [printer, nothing] = without('printer-2');
    hall.siteText = hall.siteText
      .replace(printer, nothing)
      .replace('prefix: F, printer: printer-2', 'prefix: F, printer: printer-1')
      .replace('pin: 24', 'pin: 24\n    does: { next: open-close }');
    const reloading = hall.host.reload();
    await hall.pass(20);
    const over = await Promise.race([reloading, 'not yet']);
    expect(over).toBe('not yet');
    hall.device('loket-3-button').hold?.('next');
    await hall.pass(5_000);
    expect(await reloading).toMatchObject({ ok: true, closed: ['printer-2'] });
    hall.device('loket-3-button').release?.('next');
    await hall.pass(60_000);
    expect(hall.state('device/loket-3-button/state')).toMatchObject({ state: 'online', reasons: [] });
  });
});

describe('a site file that cannot be put in force', () => {
  it.each([
    ['another site', 'id: simulated-hall', 'id: other', 'site.id'],
    ['another zone', /zone: .*/.exec(text)?.[0] ?? '', 'zone: WIT', 'site.zone'],
    ['another broker', '\nmqtt:\n', '\nmqtt:\n  port: 1999\n', 'mqtt'],
  ])('because of %s needs a restart, and says so', async (_what, from, to, said) => {
    const before = everyDevice();
    const reloaded = await reload([from, to]);
    expect(reloaded.ok ? '' : [reloaded.fault.code, reloaded.fault.message]).toEqual([
      'config.needs_restart',
      said,
    ]);
    await faultIs('config.needs_restart');
    expect(everyDevice()).toEqual(before);
  });

  it('because it is wrong leaves the old one in force, and says so until a right one comes', async () => {
    const hash = hall.state('controller/info').site_hash;
    const right = hall.siteText;
    const reloaded = await reload(['prefix: A', 'prefix: abc']);
    expect(reloaded.ok ? '' : reloaded.fault.message).toMatch(/^site\.yaml:\d+:\d+ services\.paspor\.prefix/);
    await faultIs('config.invalid_kept_old');
    expect(
      stateTable['controller/health'].schema.safeParse(hall.state('controller/health')).error,
    ).toBeUndefined();
    expect(hall.state('controller/info').site_hash).toBe(hash);
    expect(await hall.ticket('paspor')).toBe('A-001');
    hall.siteText = right;
    expect(await reload()).toMatchObject({ ok: true });
    await faultIs(undefined);
  });
});

describe('reload-config', () => {
  it('is a command of a technician, answered with what was opened', async () => {
    hall.siteText = hall.siteText.replace('pin: 24', 'pin: 25');
    hall.command('reload-config', { id: '1' });
    await hall.pass(5_000);
    expect(hall.replies('reload-config')).toMatchObject([
      { ok: true, result: { opened: ['loket-3-button'], closed: ['loket-3-button'] } },
    ]);
    hall.siteText = 'version: 1';
    hall.command('reload-config', { id: '2' });
    await hall.pass(5_000);
    expect(hall.replies('reload-config').at(-1)).toMatchObject({
      ok: false,
      error: { code: 'config.invalid_kept_old' },
    });
  });
});

describe('while ten tickets a second are issued', () => {
  it('edits lose nothing, print nothing twice and leave the other devices alone', async () => {
    const printers = ['printer-1', 'printer-2'];
    const untouched = everyDevice().filter(([id]) => id !== 'loket-3-button');
    const outcomes: Promise<{ readonly ok: boolean }>[] = [];
    const edits = [
      ['pin: 24', 'pin: 25'],
      ['title: Paspor,', 'title: Paspor Biasa,'],
      ['pin: 25', 'pin: 24'],
      ['prefix: F', 'prefix: f'],
      ['prefix: f', 'prefix: F'],
    ] as const;
    const reloads: Promise<{ readonly ok: boolean }>[] = [];
    for (let tenth = 0; tenth < 100; tenth++) {
      const edit = tenth % 20 === 10 ? edits[Math.floor(tenth / 20)] : undefined;
      if (edit !== undefined) {
        hall.siteText = hall.siteText.replace(edit[0], edit[1]);
        reloads.push(hall.host.reload());
      }
      outcomes.push(hall.host.issue(tenth % 3 === 0 ? 'kependudukan' : 'paspor', 'regular'));
      await hall.pass(100);
    }
    await hall.pass(120_000);
    expect((await Promise.all(reloads)).map(({ ok }) => ok)).toEqual([true, true, true, false, true]);
    expect((await Promise.all(outcomes)).every(({ ok }) => ok)).toBe(true);
    const tickets = hall.host.tickets();
    expect(tickets).toHaveLength(100);
    expect(new Set(tickets.map(({ state }) => state))).toEqual(new Set(['waiting']));
    const printed = hall.printed.filter(({ printer }) => printers.includes(printer));
    expect(printed.map(({ ticket }) => ticket.code).toSorted()).toEqual(
      tickets.map(({ ticket }) => ticket).toSorted(),
    );
    const sequences = hall.records.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, at) => (sequences[0] ?? 0) + at));
    expect(everyDevice().filter(([id]) => id !== 'loket-3-button')).toEqual(untouched);
    expect(opens('loket-3-button')).toBe(1);
  });
});
