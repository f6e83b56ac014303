import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSiteFile } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';

const path = (name: string) => new URL(`../../config/examples/${name}.yaml`, import.meta.url).pathname;

async function example(name: string) {
  const { site, problems } = await readSiteFile(path(name), kinds);
  expect(problems).toEqual([]);
  if (site === undefined) throw new Error(`${name} was not understood`);
  return site;
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}.${String(minutes % 60).padStart(2, '0')}`;

function week(hours: ReadonlyMap<number, readonly { from: number; to: number }[]> | undefined) {
  return [...(hours ?? [])]
    .sort(([one], [other]) => one - other)
    .map(
      ([day, spans]) => `${day}: ${spans.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(', ')}`,
    );
}

describe('the example sites', () => {
  it('the simulated hall has four counters, three services, three printers, and every kind of device', async () => {
    const site = await example('simulated-hall');
    expect([...site.counters.keys()]).toEqual(['loket-1', 'loket-2', 'loket-3', 'loket-4']);
    expect([...site.services.values()].map(({ id, rules }) => [id, rules.prefix])).toEqual([
      ['paspor', 'A'],
      ['izin-tinggal', 'C'],
      ['kependudukan', 'F'],
    ]);
    expect(site.devices.filter(({ kind }) => kind.role === 'printer').map(({ id }) => id)).toEqual([
      'printer-1',
      'printer-2',
      'printer-3',
    ]);
    const used = new Set(site.devices.map(({ kind }) => kind.kind));
    expect([...used].sort()).toEqual(kinds.map(({ kind }) => kind).sort());
    for (const { id } of site.counters.values()) {
      const keypad = site.devices
        .filter((device) => device.role === 'keys')
        .find((device) => device.id === `${id}-keypad`);
      expect([...(keypad?.keys.keys() ?? [])]).toEqual(['next', 'recall', 'no-show', 'end']);
      expect(keypad?.counter).toBe(id);
      const display = site.devices
        .filter((device) => device.role === 'display')
        .find((device) => device.id === `${id}-display`);
      expect(display?.counter).toBe(id);
    }
  });

  it('the simulated hall is always open, so that it can be tried at any time of day', async () => {
    const site = await example('simulated-hall');
    expect([...site.services.values()].map(({ rules }) => rules.hours)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has the boards before the devices that hang on them', async () => {
    const site = await example('simulated-hall');
    expect(site.devices.slice(0, 3).map(({ id }) => id)).toEqual(['board-1', 'board-2', 'loket-1-keypad']);
  });

  it('MPP Batam serves passports and stay permits at two counters, Monday to Friday 08.00-15.00', async () => {
    const site = await example('mpp-batam');
    expect(site.zone).toBe('Asia/Jakarta');
    expect(site.services.size).toBe(2);
    expect([...site.counters.values()].map(({ rules }) => rules.serves)).toEqual([
      ['paspor', 'izin-tinggal'],
      ['izin-tinggal', 'paspor'],
    ]);
    for (const { rules } of site.services.values()) {
      expect(week(rules.hours)).toEqual([
        '1: 08.00-15.00',
        '2: 08.00-15.00',
        '3: 08.00-15.00',
        '4: 08.00-15.00',
        '5: 08.00-11.30, 13.00-15.00',
      ]);
      expect(rules.cutoffMinutes).toBe(30);
    }
    expect(site.services.get('paspor')?.rules.quota).toEqual({ total: 60, priority: 15 });
    expect(site.hall.holidays.has('2026-12-25')).toBe(true);
  });

  it('MPP Banyuwangi serves passports at one counter with one key, Monday to Friday 08.00-14.00', async () => {
    const site = await example('mpp-banyuwangi');
    expect([...site.counters.values()].map(({ rules }) => rules)).toMatchObject([
      { serves: ['paspor'], oneButtonNoShowMs: 20_000 },
    ]);
    expect(week(site.hall.services.get('paspor')?.hours)).toEqual([
      '1: 08.00-14.00',
      '2: 08.00-14.00',
      '3: 08.00-14.00',
      '4: 08.00-14.00',
      '5: 08.00-11.30, 13.00-14.00',
    ]);
  });

  it('are known by the hash of their bytes', async () => {
    const site = await example('mpp-batam');
    const bytes = readFileSync(path('mpp-batam'));
    expect(site.hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});
