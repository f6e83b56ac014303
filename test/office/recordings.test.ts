import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../office/verdict/verdict-types.ts';
import { replay, type Said } from './replay.ts';

/** `[site, verdict, of, to]`: said of the site between two times of the recording, in seconds. */
type Line = readonly [site: string, verdict: Verdict, of: number, to: number];

function sitesIn(said: readonly Said[]): readonly (readonly [string, Verdict, number])[] {
  return said.flatMap(({ t, verdict }) =>
    verdict?.judgement === undefined || verdict.device !== undefined
      ? []
      : [[verdict.site, verdict.judgement.verdict, t] as const],
  );
}

/** The verdicts of each site one after the other, without those in which only the reasons changed. */
function inTurn(said: readonly Said[], site: string): readonly (readonly [Verdict, number])[] {
  const all = sitesIn(said).filter(([one]) => one === site);
  return all
    .filter(([, verdict], index) => verdict !== all[index - 1]?.[1])
    .map(([, verdict, t]) => [verdict, t] as const);
}

function expectTold(said: readonly Said[], lines: readonly Line[]): void {
  for (const site of new Set(lines.map(([one]) => one))) {
    const wanted = lines.filter(([one]) => one === site);
    const told = inTurn(said, site);
    expect({ site, told: told.map(([verdict]) => verdict) }).toEqual({
      site,
      told: wanted.map(([, verdict]) => verdict),
    });
    for (const [index, [, verdict, of, to]] of wanted.entries()) {
      const at = told[index]?.[1] ?? Number.NaN;
      expect({ site, verdict, inTime: at >= of && at <= to, at }).toMatchObject({ inTime: true });
    }
  }
}

const device = (said: readonly Said[], id: string): readonly (readonly [Verdict | undefined, number])[] =>
  said.flatMap(({ t, verdict }) =>
    verdict?.device === id ? [[verdict.judgement?.verdict, t] as const] : [],
  );

describe('the first recording', () => {
  const said = replay('run1');

  test('each thing that was done is told of its site, by its verdict and in its time, and nothing else is', () => {
    expectTold(said, [
      ['mpp-batam', 'unknown', 8, 9],
      ['mpp-batam', 'well', 11, 15],
      ['mpp-batam', 'site-unreachable', 81.5, 86.5], // S1 kill -9
      ['mpp-batam', 'well', 130.5, 136],
      ['mpp-batam', 'site-unreachable', 201.5, 237.5], // S5 SIGSTOP
      ['mpp-batam', 'well', 252.2, 257],
      ['mpp-batam', 'broker', 271.5, 276.5], // S6 the broker ends
      ['mpp-batam', 'unknown', 276.6, 281.6],
      ['mpp-batam', 'well', 281.6, 287],
      ['mpp-banyuwangi', 'unknown', 10, 11],
      ['mpp-banyuwangi', 'well', 12, 17],
      ['mpp-banyuwangi', 'site-unreachable', 81.5, 117.5], // S2 a frozen line
      ['mpp-banyuwangi', 'well', 129.8, 135],
      ['mpp-banyuwangi', 'broker', 271.5, 276.5],
      ['mpp-banyuwangi', 'unknown', 276.6, 281.6],
      ['mpp-banyuwangi', 'well', 284, 290],
      ['mpp-bogor', 'unknown', 11, 12],
      ['mpp-bogor', 'well', 14, 18],
      ['mpp-bogor', 'site-unreachable', 81.5, 86.5], // S3 a line that was cut
      ['mpp-bogor', 'well', 136.2, 141],
      ['mpp-bogor', 'broker', 271.5, 276.5],
      ['mpp-bogor', 'unknown', 276.6, 281.6], // S6 dead since the broker ended, and started before 95 s were over
      ['mpp-bogor', 'well', 352.7, 358],
      ['mpp-solo', 'unknown', 12, 13],
      ['mpp-solo', 'well', 15, 19],
      ['mpp-solo', 'device', 81.5, 86.5], // S4 a printer is unplugged
      ['mpp-solo', 'hub', 101.5, 109.5], // S4c a board goes, with two keypads
      ['mpp-solo', 'device', 130.7, 136],
      ['mpp-solo', 'well', 147, 152],
      ['mpp-solo', 'broker', 271.5, 276.5],
      ['mpp-solo', 'unknown', 276.6, 281.6],
      ['mpp-solo', 'well', 282.3, 288],
    ]);
  });

  test('the devices are told as well: a printer, paper, and a board with what hangs on it', () => {
    const within = (id: string, verdict: Verdict, of: number, to: number): void =>
      expect(device(said, id).some(([one, t]) => one === verdict && t >= of && t <= to)).toBe(true);
    within('printer-1', 'device', 81.5, 86.5);
    within('printer-2', 'device', 91.5, 96.5);
    for (const id of ['board-1', 'loket-1-keypad', 'loket-2-keypad']) within(id, 'hub', 101.5, 109.5);
  });

  test('what the absences were is known once the sites are back', () => {
    const past = said.flatMap(({ correction }) =>
      correction === undefined ? [] : [[correction.site, correction.was, ...correction.candidates].join(' ')],
    );
    expect(past).toEqual([
      'mpp-banyuwangi network',
      'mpp-batam power-or-process',
      'mpp-bogor network',
      // Stopped for 50 s: a frozen line would not have been noticed for certain by then either.
      'mpp-batam unknown network hung',
      'mpp-bogor power-or-process',
    ]);
  });

  test('each cause is said once: four sites, the broker, two printers, the board', () => {
    const opened = said.flatMap(({ incident }) =>
      incident?.change === 'opened' ? [incident.incident.cause.key] : [],
    );
    expect(opened.toSorted()).toEqual([
      'fleet',
      'site/mpp-banyuwangi',
      'site/mpp-batam',
      'site/mpp-bogor',
      'site/mpp-solo/device/printer-1/link',
      'site/mpp-solo/device/printer-2/paper.out',
      'site/mpp-solo/hub/board-1',
    ]);
  });
});

describe('the second recording', () => {
  const said = replay('run2');

  test('a site that died with its broker is not taken for online, however the broker retains it', () => {
    expectTold(said, [
      ['mpp-batam', 'unknown', 6, 7],
      ['mpp-batam', 'well', 9, 12],
      ['mpp-bogor', 'unknown', 9, 10],
      ['mpp-bogor', 'well', 12, 16],
      // A: the broker was away for 2 s, which is not said; what it retains is not believed.
      ['mpp-bogor', 'unknown', 31.6, 36],
      // B and C: consumers elsewhere come and go, and it is still dead.
      ['mpp-bogor', 'site-unreachable', 119, 124.6],
    ]);
  });

  test('clocks two hours ahead and three days behind are told, whatever the sites think of them', () => {
    const opened = said.flatMap(({ incident }) =>
      incident?.change === 'opened'
        ? [`${incident.incident.cause.key} ${incident.incident.cause.reasons[0]?.code}`]
        : [],
    );
    expect(opened.toSorted()).toEqual([
      'site/mpp-banyuwangi/clock clock-ahead',
      'site/mpp-bogor never-heard',
      'site/mpp-solo/clock clock-behind',
    ]);
  });
});
