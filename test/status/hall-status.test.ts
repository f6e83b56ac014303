import { describe, expect, it } from 'vitest';
import { hallStatus } from '../../firmware-host/status/hall-status.ts';
import { createStatusBook } from '../../firmware-host/status/status-book.ts';
import { deviceState, health, heardHall, reason } from './heard-hall.ts';

const offline = (why: string) => ({ state: 'offline', reason: why, since: null, boot: 'a1', connection: 1 });

describe('the status of a hall', () => {
  it('that works has no trouble, and names everything as people call it', () => {
    const status = heardHall().status();
    expect(status).toMatchObject({ title: 'MPP Contoh', hall: 'online', troubles: [] });
    expect(status.devices.map(({ id, works }) => [id, works])).toEqual([
      ['loket-1-keypad', 'well'],
      ['printer-1', 'well'],
    ]);
    expect(status.devices[0]).toMatchObject({ counter: 'Loket Satu', parent: 'board-1', paper: undefined });
    expect(status.devices[1]?.paper).toMatchObject({ works: 'well', says: { id: 'kertas ada' } });
    expect(status.services[0]).toMatchObject({ title: 'Paspor Baru', now: { waiting: 3, quota_left: 7 } });
    expect(status.counters[0]).toMatchObject({ title: 'Loket Satu', says: { id: 'melayani A-009' } });
    expect(status.facts.map(({ name, works }) => [name, works])).toEqual([
      ['clock', 'well'],
      ['disk', 'well'],
      ['power', 'well'],
      ['broker', 'well'],
      ['uplink', 'off'],
      ['site-file', 'well'],
    ]);
  });

  it('says of a printer without paper who mends it and how, and puts it first', () => {
    const out = deviceState({ state: 'degraded', usable: false, reasons: [reason('paper.out')] });
    const status = heardHall({ 'device/printer-1/state': out }).status();
    expect(status.troubles).toHaveLength(1);
    expect(status.troubles[0]).toMatchObject({ device: 'printer-1', who: { id: 'petugas' } });
    expect(status.troubles[0]?.says.id).toMatch(/^Kertas habis: pasang gulungan/);
    expect(status.devices[0]).toMatchObject({ id: 'printer-1', works: 'failed', paper: { works: 'failed' } });
  });

  it('says of a trouble what was seen in this very case, in both languages', () => {
    const reasons = [
      reason('link.timeout', { text: 'The printer does not answer' }),
      reason('link.absent', { text: '/dev/usb/lp0: ENOENT' }),
      reason('paper.out', { text: 'Paper is out: put in a new roll.' }),
    ];
    const { troubles } = heardHall({ 'device/printer-1/state': deviceState({ reasons }) }).status();
    const details = new Map(troubles.map(({ code, detail }) => [code, detail]));
    expect(details.get('link.timeout')).toEqual({
      id: 'printer tidak menjawab',
      en: 'The printer does not answer',
    });
    expect(details.get('link.absent')?.id).toBe('/dev/usb/lp0: pesan asli "ENOENT"');
    // A sentence that stands there already is not said twice.
    expect(details.get('paper.out')).toBeUndefined();
  });

  it('says nothing of the paper of a printer that is gone or cannot be asked', () => {
    const gone = heardHall({ 'device/printer-1/state': deviceState({ state: 'offline', usable: false }) });
    const silent = heardHall({ 'device/printer-1/state': deviceState({ evidence: 'none' }) });
    for (const { status } of [gone, silent])
      expect(status().devices.find(({ id }) => id === 'printer-1')?.paper?.works).toBe('unknown');
  });

  it('has errors before warnings, what a person mends before what mends itself, and the oldest first', () => {
    const at = (hour: string) => ({ since: `2026-11-30T${hour}:00:00.000Z` });
    const reasons = [
      reason('paper.low', { severity: 'warn', ...at('00') }),
      reason('link.timeout', { fix: 'auto', ...at('01') }),
      reason('cover.open', at('03')),
      reason('link.absent', { fix: 'technician', ...at('02') }),
    ];
    const status = heardHall({ 'device/printer-1/state': deviceState({ reasons }) }).status();
    expect(status.troubles.map(({ code }) => code)).toEqual([
      'link.absent',
      'cover.open',
      'link.timeout',
      'paper.low',
    ]);
  });

  it.each([
    ['lost', offline('lost'), 0, true],
    ['stopped', offline('stopped'), 0, true],
    ['unreachable', undefined, 0, false],
    ['silent', undefined, 90_001, true],
  ] as const)('that is %s knows nothing of devices, queues and machine', (hall, said, now, connected) => {
    const more = { 'device/printer-1/state': deviceState({ reasons: [reason('paper.out')] }) };
    const heard = heardHall(said === undefined ? more : { ...more, 'controller/state': said });
    const status = heard.status(now, connected);
    expect(status.hall).toBe(hall);
    expect(status.troubles).toEqual([]);
    expect(new Set(status.devices.map(({ works }) => works))).toEqual(new Set(['unknown']));
    expect(status.services[0]?.now).toBeUndefined();
    expect(status.counters[0]?.now).toBeUndefined();
    expect(status.facts.filter(({ works }) => works === 'well' || works === 'off')).toEqual([]);
  });

  it('is heard again with its next health', () => {
    const { hear, status } = heardHall();
    expect(status(90_001).hall).toBe('silent');
    hear('controller/health', health, 95_000);
    expect(status(96_000).hall).toBe('online');
  });

  it('of which nothing was heard says so', () => {
    const status = hallStatus(createStatusBook(), { site: 'mpp-x', connected: true, now: 0 });
    expect(status).toMatchObject({ hall: 'unheard', title: 'mpp-x', devices: [], services: [] });
  });

  it('tells what the controller itself suffers from, before its figures', () => {
    const low = reason('power.undervoltage', { fix: 'technician' });
    const state = { state: 'online', reason: null, since: null, boot: 'a1', reasons: [low] };
    const status = heardHall({ 'controller/state': state }).status();
    expect(status.troubles[0]).toMatchObject({ device: undefined, code: 'power.undervoltage' });
    expect(status.facts.find(({ name }) => name === 'power')?.works).toBe('failed');
  });

  it('never calls well what a machine cannot measure', () => {
    const { under_voltage: _power, disk_free_mb: _disk, ...unmeasured } = health;
    const { facts } = heardHall({ 'controller/health': unmeasured }).status();
    expect(facts.filter(({ works }) => works === 'unknown').map(({ name }) => name)).toEqual([
      'disk',
      'power',
    ]);
  });

  it('leaves a device in maintenance out of the troubles, and shows it', () => {
    const state = deviceState({ admin: 'maintenance', reasons: [reason('paper.out')] });
    const status = heardHall({ 'device/printer-1/state': state }).status();
    expect(status.troubles).toEqual([]);
    expect(status.devices.find(({ id }) => id === 'printer-1')).toMatchObject({
      works: 'off',
      says: { id: expect.stringContaining('dirawat') },
    });
  });
});

describe('what a status is made of', () => {
  it('takes fields that only a later version knows, and leaves out what is no message of a hall', () => {
    const later = deviceState({ colour: 'red', reasons: [reason('paper.new', { depth: 3 })] });
    const { hear, status } = heardHall({ 'device/printer-1/state': later });
    for (const wrong of ['{', 'null', '[]', '{"admin":"enabled"}', '"x"', '1'.repeat(2_000)])
      hear('device/printer-1/state', wrong);
    hear('device/__proto__/state', deviceState());
    hear('elsewhere/1/state', {});
    expect(status().troubles.map(({ code, says }) => [code, says.id])).toEqual([['paper.new', 'paper.new']]);
  });

  it('forgets what was cleared', () => {
    const { hear, status } = heardHall();
    hear('device/printer-1/state', '');
    hear('device/printer-1/info', '');
    expect(status().devices.map(({ id }) => id)).toEqual(['loket-1-keypad']);
  });

  it('keeps the last twenty events, the newest first, each once, whatever the order in which they come', () => {
    const { hear, status } = heardHall();
    const sequences = [...Array(30).keys()].map((number) => String(number + 1).padStart(12, '0'));
    for (const sequence of [...sequences.toReversed(), ...sequences])
      hear('event/counter/opened', {
        type: 'loket.counter.opened.v1',
        time: '2026-11-30T01:00:00.000Z',
        sequence,
        data: { counter: 'loket-1' },
      });
    const { events } = status();
    expect(events.map(({ sequence }) => sequence)).toEqual(sequences.toReversed().slice(0, 20));
    expect(events[0]?.says).toEqual({ id: 'Loket Satu dibuka', en: 'Loket Satu opened' });
  });
});
