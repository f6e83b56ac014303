import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import {
  type DeviceMemory,
  keepMemory,
  nothingRemembered,
  upToDate,
} from '../../firmware-host/device-memory.ts';
import { createMemoryFile, findMemory } from '../../firmware-host/device-memory-file.ts';
import type { HostEvent, Record } from '../../firmware-host/journal/journal-port.ts';
import { keptAs } from '../../firmware-host/kept-json.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { PlayedHall } from './played-hall.ts';

const memory: DeviceMemory = {
  sequence: 18_233,
  totals: new Map([
    ['printer-1', { kind: 'escpos-printer', counts: { opens: 3, tickets_confirmed: 41_022 } }],
  ]),
  standing: [{ device: 'printer-1', code: 'paper.out', hall: 5_000.5 }],
};

function place(): string {
  const dir = mkdtempSync(join(tmpdir(), 'loket-memory-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'device-memory.json');
}

test('what was saved is found again, and nothing else is left in the folder', async () => {
  const path = place();
  await createMemoryFile(path, 'mpp-batam').save(memory);
  expect(findMemory(path, 'mpp-batam')).toEqual({ memory, isNew: false });
  expect(readdirSync(join(path, '..'))).toEqual(['device-memory.json']);
});

test('a folder without the file is a new one', () => {
  expect(findMemory(place(), 'mpp-batam')).toEqual({ memory: nothingRemembered, isNew: true });
});

const whole = async (site = 'mpp-batam') => {
  const path = place();
  await createMemoryFile(path, site).save(memory);
  return readFileSync(path, 'utf8');
};
test.each([
  ['is torn', async () => (await whole()).slice(0, 90), /not whole/],
  ['is empty', async () => '', /empty/],
  ['holds zeros, as a power cut leaves them', async () => '\0'.repeat(512), /empty/],
  ['is of another site', () => whole('mpp-banyuwangi'), /another site \(mpp-banyuwangi\)/],
  [
    'is of a later version',
    async () => (await whole()).replace('"version":1', '"version":2'),
    /version \(2\)/,
  ],
  ['is of another program', async () => '{"totals":{}}', /no file of counts/],
  ['has a count below zero', async () => (await whole()).replace('41022', '-1'), /number/],
  ['has a device with a path for a name', async () => (await whole()).replace('printer-1', '../x'), /no id/],
  ['is endless', async () => ' '.repeat(2_000_000), /too large/],
])('a file that %s is kept aside and told, and the counts begin at 0', async (_what, text, why) => {
  const path = place();
  const there = await text();
  writeFileSync(path, there);
  const found = findMemory(path, 'mpp-batam');
  expect(found).toMatchObject({ memory: nothingRemembered, isNew: false });
  expect(found.unreadable).toMatch(why);
  expect(readFileSync(keptAs(path), 'utf8')).toBe(there);
  expect(existsSync(path)).toBe(false);
});

test('a link in the place of the file is not followed', () => {
  const path = place();
  symlinkSync('/etc/hostname', path);
  expect(findMemory(path, 'mpp-batam').unreadable).toMatch(/link/);
});

/** A memory that saves to a list. */
function kept(remembered = nothingRemembered, save?: () => Promise<void>) {
  const clock = new VirtualClock();
  const saved: DeviceMemory[] = [];
  const faults: Fault[] = [];
  const store = {
    save: async (one: DeviceMemory) => {
      await save?.();
      saved.push(one);
    },
  };
  const one = keepMemory({ remembered, store, clock, report: (fault) => void faults.push(fault) });
  return { clock, saved, faults, one };
}

test('a total is that of all runs, and goes on when the device is closed and opened anew', () => {
  const { one } = kept(memory);
  const count = (opens: number) => one.withTotals('printer-1', 'escpos-printer', { opens }).total_opens;
  expect([count(0), count(1), count(2)]).toEqual([3, 4, 5]);
  // A reload of the site file opens it with other settings: it counts from 0.
  expect([count(0), count(1)]).toEqual([5, 6]);
  expect(one.withTotals('printer-1', 'escpos-printer', { opens: 1 })).toEqual({
    ...{ opens: 1, total_opens: 6, total_tickets_confirmed: 41_022 },
  });
});

test('another kind of device under the same id begins at 0', () => {
  const { one } = kept(memory);
  expect(one.withTotals('printer-1', 'numpad', { opens: 1 })).toEqual({ opens: 1, total_opens: 1 });
});

test('the disk is written once a minute at most, and not when nothing was counted', async () => {
  const { one, clock, saved } = kept(memory);
  let opens = 0;
  one.start(() => one.withTotals('printer-1', 'escpos-printer', { opens }));
  await clock.advance(600_000);
  expect(saved).toEqual([]);
  for (let second = 0; second < 120; second++) {
    opens++;
    await clock.advance(1_000);
  }
  expect(saved.length).toBe(2);
  expect(saved.at(-1)?.totals.get('printer-1')?.counts.opens).toBeGreaterThan(3 + 60);
});

test('a disk that fails is told once, and what could not be saved is saved later', async () => {
  let fails = true;
  const { one, saved, faults } = kept(nothingRemembered, async () => {
    if (fails) throw new Fault('disk.io_error', 'no');
  });
  one.withTotals('printer-1', 'escpos-printer', { opens: 1 });
  for (let time = 0; time < 3; time++) await one.flush();
  expect(faults.map(({ code }) => code)).toEqual(['disk.io_error']);
  fails = false;
  await one.flush();
  expect(saved).toHaveLength(1);
});

const record = (sequence: number, event: HostEvent): Record => ({
  ...{ sequence, boot: 'b', wall: 0, clock: 'synced', hall: sequence * 1_000 },
  event,
});
const faulted = {
  type: 'device.faulted',
  device: 'p',
  code: 'paper.out',
  severity: 'error',
  fix: 'clerk',
} as const;
const journalOf = (records: readonly Record[]) => ({
  read: async (from: number, limit: number) =>
    records.filter(({ sequence }) => sequence >= from).slice(0, limit),
});

test('faults that the journal knows and the memory does not are known, over more records than one reading has', async () => {
  const records = Array.from({ length: 1_300 }, (_, at) =>
    at === 700 ? record(at + 1, faulted) : record(at + 1, { type: 'host.stopped' }),
  );
  const now = await upToDate({ ...memory, sequence: 10 }, journalOf(records), records.slice(-1));
  expect(now.sequence).toBe(1_300);
  expect(now.standing.map(({ device }) => device)).toEqual(['printer-1', 'p']);
});

test('of a journal that is an older copy than the memory, the faults of the day stand and no other', async () => {
  const tail = [record(1, { type: 'host.stopped' }), record(2, faulted)];
  const now = await upToDate(memory, journalOf(tail), tail);
  expect(now).toMatchObject({ sequence: 2, standing: [{ device: 'p', code: 'paper.out', hall: 2_000 }] });
  expect(now.totals).toEqual(memory.totals);
});

test('the counts of a hall outlive a power cut but for the last minute, and a stop wholly', async () => {
  const before = await PlayedHall.open();
  const display = before.site.devices.find(({ kind }) => kind.role === 'display')?.id ?? '';
  await before.pass(130_000);
  const health = before.state(`device/${display}/health`);
  expect(health.total_frames_sent).toBe(health.frames_sent);
  expect(health.frames_sent).toBeGreaterThan(0);
  const after = await before.powerCut();
  const next = after.state(`device/${display}/health`);
  expect(next.opens).toBe(1);
  expect(next.total_opens).toBe(2);
  expect(next.total_frames_sent).toBeGreaterThan(next.frames_sent);
  await after.stop();
  expect(after.memory.totals.get(display)?.counts.opens).toBe(2);
});
