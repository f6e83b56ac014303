import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import type { Service } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import { said } from '../../firmware-host/cli/install/carry-out.ts';
import { places } from '../../firmware-host/cli/install/install-paths.ts';
import {
  type Installing,
  installPlan,
  type Step,
  uninstallPlan,
} from '../../firmware-host/cli/install/install-plan.ts';
import { quietTimes } from '../../firmware-host/cli/install/quiet-times.ts';
import { publicKeyIn } from '../../firmware-host/cli/install/updates-files.ts';
import type { Span } from '../../firmware-host/queue/hall.ts';
import { hallText } from '../config/site-text.ts';

const DAY = 24 * 60;
const span = (from: number, to: number): Span => ({ from: from * 60, to: to * 60 });

/** A site with one service for each week; `undefined` is always open. */
const siteWith = (...weeks: readonly (ReadonlyMap<number, readonly Span[]> | undefined)[]) => ({
  services: new Map(
    weeks.map((hours, at) => [String(at), { rules: { hours } } as unknown as Service] as const),
  ),
});
const every = (...spans: readonly Span[]) => new Map([1, 2, 3, 4, 5].map((day) => [day, spans] as const));

describe('the time of new versions', () => {
  it('is an hour after the closing, and again in the middle of the night', () => {
    expect(quietTimes(siteWith(every(span(8, 15))))).toEqual({ at: [16 * 60, 23 * 60], isClosed: true });
  });

  it('heeds the longest day and the latest service, and no break at noon', () => {
    const week = new Map([
      [1, [span(8, 12), span(13, 16)]],
      [6, [span(7, 20)]],
    ]);
    expect(quietTimes(siteWith(week, every(span(9, 21)))).at[0]).toBe(22 * 60);
  });

  it('comes around midnight too, for a hall that is open at night', () => {
    const { at } = quietTimes(siteWith(every(span(0, 2), span(12, 24))));
    expect(at).toEqual([3 * 60, 6 * 60 + 30]);
  });

  it('is the usual one where nobody says when the hall is closed, or where it never is', () => {
    for (const site of [
      siteWith(undefined),
      siteWith(every(span(8, 15)), undefined),
      siteWith(every(span(0, 24))),
    ])
      expect(quietTimes(site)).toEqual({ at: [150], isClosed: false });
    expect(quietTimes(siteWith(new Map())).isClosed).toBe(false);
  });

  it('is never within the opening hours of any day, with an hour for the installation', () => {
    const spans = fc
      .tuple(fc.integer({ min: 0, max: DAY - 1 }), fc.integer({ min: 1, max: DAY }))
      .filter(([from, to]) => from < to)
      .map(([from, to]): Span => ({ from, to }));
    const week = fc.array(spans, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(week, { minLength: 1, maxLength: 4 }), (weeks) => {
        const { at, isClosed } = quietTimes(siteWith(...weeks.map((one) => every(...one))));
        if (!isClosed) return;
        for (const start of at)
          for (const { from, to } of weeks.flat())
            for (const minute of [start, start + 59])
              expect(minute % DAY >= from && minute % DAY < to, `${minute % DAY} in ${from}-${to}`).toBe(
                false,
              );
      }),
    );
  });
});

describe('the key of a repository', () => {
  const block = (kind: string) =>
    `-----BEGIN PGP ${kind} KEY BLOCK-----\n\nmDME\n=abcd\n-----END PGP ${kind} KEY BLOCK-----\n`;

  it('is the public one, whatever stands around it', () => {
    const lines = block('PUBLIC').trim().split('\n');
    expect(publicKeyIn(block('PUBLIC'))).toEqual(lines);
    expect(publicKeyIn(`of the office\n${block('PUBLIC')}\n`)).toEqual(lines);
    expect(publicKeyIn(block('PUBLIC').replaceAll('\n', '\r\n'))).toEqual(lines);
  });

  it('is never the secret one, a part of one, or another file', () => {
    for (const text of [
      '',
      'key',
      block('PRIVATE'),
      block('PUBLIC') + block('PRIVATE'),
      block('PUBLIC').slice(0, 60),
    ])
      expect(publicKeyIn(text)).toBeUndefined();
  });
});

describe('an installation with a repository', () => {
  const key = ['-----BEGIN PGP PUBLIC KEY BLOCK-----', '', 'mDME', '-----END PGP PUBLIC KEY BLOCK-----'];
  const plan = (updates: string, more: Partial<Installing> = {}) => {
    const text = `${hallText({ hours: 'hours: { mon-fri: 08.00-15.00 }' })}\n${updates}`;
    const { site, problems } = loadSite(text, 'site.yaml', kinds);
    if (site === undefined) throw new Error(JSON.stringify(problems));
    return installPlan({
      ...{ site, text, folder: '/media/usb', program: places.packaged, version: '1.2.3', packaged: true },
      ...{ node: '/usr/lib/loket/bin/node', ports: new Map(), versions: [], current: undefined },
      ...more,
    });
  };
  const written = (steps: readonly Step[], path: string) =>
    steps.flatMap((step) => (step.do === 'write' && step.path === path ? [step.text] : []))[0];
  const paths: readonly string[] = [places.updatesSource, places.updatesConfig, places.updatesTimer];
  const from = (place: string) => `updates: { from: "${place}", key: kantor.asc }\n`;

  it('tells apt the place with its key, which counts for no other place', () => {
    const steps = plan(from('https://kantor.example/loket'), { updatesKey: key });
    expect(written(steps, places.updatesSource)).toBe(
      [
        '# Made by `loket install` from the site file (updates).',
        ...['Types: deb', 'URIs: https://kantor.example/loket', 'Suites: stable', 'Components: main'],
        ...['Signed-By:', ' -----BEGIN PGP PUBLIC KEY BLOCK-----', ' .', ' mDME'],
        ' -----END PGP PUBLIC KEY BLOCK-----\n',
      ].join('\n'),
    );
    const stick = written(plan(from('/media/loket'), { updatesKey: key }), places.updatesSource);
    expect(stick).toContain('\nURIs: file:/media/loket\n');
    expect(steps.map(said)).toContain('copy     /media/usb/kantor.asc -> /etc/loket/kantor.asc (0640)');
  });

  it('has them installed when the hall is closed, and not in the morning when the machine is switched on', () => {
    const timer = written(plan(from('/media/loket'), { updatesKey: key }), places.updatesTimer);
    expect(timer?.split('\n').filter((line) => /^(OnCalendar|Persistent)/.test(line))).toEqual([
      'OnCalendar=',
      'OnCalendar=*-*-* 16:00:00 Asia/Jakarta',
      'OnCalendar=*-*-* 23:00:00 Asia/Jakarta',
      'Persistent=false',
    ]);
  });

  it('is undone when the site file does not name it any more, and by uninstalling', () => {
    const removed = (steps: readonly Step[]) =>
      steps.flatMap((step) => (step.do === 'remove' && paths.includes(step.path) ? [step.path] : []));
    expect(removed(plan('', { hadUpdates: true }))).toEqual(paths);
    expect(removed(plan(''))).toEqual([]);
    expect(removed(uninstallPlan)).toEqual(paths);
  });

  it('takes an address or a folder, and nothing that apt would read in another way', () => {
    for (const place of ['https://a.example', 'http://[::1]:8080/x/', '/srv/loket', '/media/LOKET-1/a.b'])
      expect(() => plan(from(place))).not.toThrow();
    for (const place of [
      '',
      'kantor.example',
      'ftp://a',
      'srv/loket',
      '/a b',
      'https://a/ x',
      'file:/srv',
      '/',
      'https://u:p@a/',
      '/a\\nSigned-By: x',
    ])
      expect(() => plan(from(place)), place).toThrow();
  });
});
