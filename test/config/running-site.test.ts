import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frozen } from '../../config/frozen.ts';
import { createRunningSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';

const examples = readdirSync(new URL('../../config/examples', import.meta.url)).map((file) =>
  file.replace(/\.yaml$/, ''),
);
const site = (edit: (text: string) => string = (text) => text) => siteOf(edit(exampleText('simulated-hall')));

/** Every place in a site at which something can still be changed, but for schemas, which belong to device kinds. */
function openPlaces(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const isCollection = value instanceof Map || value instanceof Set;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isCollection && !isPlain) return [];
  const inside = isCollection ? [...value.entries()].flat() : Object.values(value);
  const names = isCollection ? [] : Object.keys(value);
  const below = inside.flatMap((part, at) => openPlaces(part, `${path}.${names[at] ?? at}`));
  return [...(Object.isFrozen(value) && !changes(value) ? [] : [path]), ...below];
}

/** Whether any of the ways to change a map or a set works on this one. */
function changes(value: object): boolean {
  const ways = ['set', 'add', 'delete', 'clear'].map((way): unknown => Reflect.get(value, way));
  const works = (way: unknown) => {
    try {
      if (typeof way === 'function') way.call(value, 'new');
    } catch {
      return false;
    }
    return way !== undefined;
  };
  return (value instanceof Map || value instanceof Set) && ways.some(works);
}

describe('a site in force', () => {
  it.each(examples)('can be changed nowhere by who holds it: %s', (name) => {
    expect(openPlaces(siteOf(exampleText(name)), 'site')).not.toEqual([]);
    expect(openPlaces(createRunningSite(siteOf(exampleText(name))).site(), 'site')).toEqual([]);
  });

  it('is still whole to a reader: maps, sets and key functions say what they said', () => {
    const { counters, hall, devices } = createRunningSite(site()).site();
    expect([...counters.keys()]).toEqual(['loket-1', 'loket-2', 'loket-3', 'loket-4']);
    expect(hall.services.get('paspor')?.prefix).toBe('A');
    expect(hall.holidays.has('2026-01-01')).toBe(false);
    expect(devices.flatMap((device) => (device.role === 'keys' ? [...device.keys] : []))).not.toEqual([]);
  });

  it('is refused as something to change by the compiler already', () => {
    const held = createRunningSite(site()).site();
    const deeds = [
      // @ts-expect-error
      () => held.devices.push(),
      // @ts-expect-error
      () => held.counters.clear(),
      // @ts-expect-error
      () => held.hall.holidays.add('2026-01-01'),
      () => {
        // @ts-expect-error
        held.hall.recall.most = 1;
      },
    ];
    for (const deed of deeds) expect(deed).toThrow(TypeError);
  });

  it('is followed by the next one for who asks again, and stays as it was for who kept it', () => {
    const running = createRunningSite(site());
    const { site: ask } = running;
    const kept = ask();
    const next = site((text) => text.replace('title: MPP Contoh', 'title: MPP Baru'));
    running.replace(next);
    expect([kept.title, ask().title]).toEqual(['MPP Contoh', 'MPP Baru']);
    expect(openPlaces(ask(), 'site')).toEqual([]);
  });

  it('has the same object for a device that the next file describes as before, and another for one it does not', () => {
    const running = createRunningSite(site());
    const { devices } = running.site();
    running.replace(site((text) => text.replace('pin: 24', 'pin: 25')));
    const same = running.site().devices.filter((device) => devices.includes(device));
    expect(devices.filter((device) => !same.includes(device)).map(({ id }) => id)).toEqual([
      'loket-3-button',
    ]);
    expect(same).toHaveLength(devices.length - 1);
  });

  it('stays what it is when a file cannot follow without a restart, which is named in the words of the file', () => {
    const running = createRunningSite(site());
    const other: Site = { ...site(), zone: 'Asia/Jayapura', keep: { days: 1, bytes: 1 } };
    expect(running.needsRestart(other)).toEqual(['site.zone', 'journal']);
    expect(running.needsRestart(site((text) => text.replace('pin: 24', 'pin: 25')))).toEqual([]);
  });
});

it('what is frozen once is frozen to the ground, also where a part was frozen on its surface before', () => {
  const part = Object.freeze({ inside: { depth: 2 } });
  frozen({ part });
  expect(Object.isFrozen(part.inside)).toBe(true);
});
