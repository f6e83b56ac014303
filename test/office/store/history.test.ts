import { expect, test } from 'vitest';
import type { KeptWindow, OfficeStore, Scope } from '../../../office/store/store-port.ts';
import type {
  Correction,
  Incident,
  Moment,
  Verdict,
  VerdictChange,
} from '../../../office/verdict/verdict-types.ts';
import { createVerdicts, type Judged } from '../../../office/verdict/verdicts.ts';
import { onBothStores } from './stores.ts';

const nothing: Judged = { verdicts: [], corrections: [], incidents: [] };
const at = (wall: number): Moment => ({ at: wall + 5, wall });

function says(
  site: string,
  verdict: Verdict | undefined,
  device?: string,
  code = 'some-code',
): VerdictChange {
  const of = device === undefined ? { site } : { site, device };
  if (verdict === undefined) return { ...of, judgement: undefined };
  const reasons = [{ code, of: 'it' }];
  const judgement = {
    reasons,
    candidates: [],
    confidence: 'certain',
    since: at(1),
    knownAt: at(1),
    fix: 'nobody',
  } as const;
  return { ...of, judgement: { verdict, ...judgement } };
}

const said = (...verdicts: VerdictChange[]): Judged => ({ ...nothing, verdicts });

function was(site: string, from: number, to: number, verdict: Verdict): Correction {
  const of = { candidates: [], confidence: 'likely', reasons: [{ code: 'worked-on' }] } as const;
  return { site, from: at(from), to: at(to), was: verdict, ...of };
}

function incident(key: string, opened: number, more: Partial<Incident> = {}): Incident {
  const cause: Incident['cause'] = {
    ...{ key, verdict: 'hub', reasons: [{ code: 'c' }], candidates: [], confidence: 'certain' },
    ...{ since: at(opened - 10), fix: 'technician', devices: [], isQuiet: false },
  };
  return {
    ...{ id: `${key}@${opened}`, site: /^site\/([^/]+)/.exec(key)?.[1], cause, openedAt: at(opened) },
    ...{ closedAt: undefined, parent: undefined, flaps: 0, isQuiet: false, corrections: [], ...more },
  };
}

const opened = (...ones: Incident[]): Judged => ({
  ...nothing,
  incidents: ones.map((one) => ({ change: 'opened', incident: one })),
});

/** What was said, one after the other, as `site/device from-to verdict`. */
async function timeline(store: OfficeStore, scope: Scope = {}, from = 0, to = 10_000): Promise<string[]> {
  const spans = await store.history.spans(scope, from, to);
  return spans.map((one) => `${one.site}/${one.device ?? ''} ${one.from}-${one.to ?? ''} ${one.verdict}`);
}

onBothStores((kit) => {
  test('a change of a verdict ends the span before it and begins another', async () => {
    const { history } = await kit.open();
    await history.write(
      said(says('s', 'unknown'), says('s', 'well', 'printer-1'), says('t', 'unknown')),
      100,
    );
    await history.write(said(says('s', 'well')), 200);
    await history.write(said(says('s', undefined, 'printer-1'), says('s', 'hub')), 300);
    await history.write(said(says('s', undefined)), 400);
    const store = await kit.again();
    expect(await timeline(store)).toEqual([
      's/ 100-200 unknown',
      's/ 200-300 well',
      's/ 300-400 hub',
      's/printer-1 100-300 well',
      't/ 100- unknown',
    ]);
    expect(await timeline(store, { site: 's' }, 250, 350)).toEqual([
      ...['s/ 250-300 well', 's/ 300-350 hub', 's/printer-1 250-300 well'],
    ]);
    expect(await store.history.spans({ site: 't' }, 150, 160)).toEqual([
      { site: 't', device: undefined, verdict: 'unknown', reasons: ['some-code'], from: 150, to: undefined },
    ]);
  });

  test('what is written again, or late, finds its place', async () => {
    const { history } = await kit.open();
    const writes: [Judged, number][] = [
      [said(says('s', 'well')), 100],
      [said(says('s', 'hub')), 200],
      [said(says('s', undefined)), 300],
      [said(says('s', 'well')), 400],
    ];
    for (const turn of [3, 2, 0, 1, 2, 3, 0]) {
      const [judged, now] = writes[turn] ?? [nothing, 0];
      await history.write(judged, now);
    }
    expect(await timeline(await kit.again())).toEqual(['s/ 100-200 well', 's/ 200-300 hub', 's/ 400- well']);
  });

  test('what is said again by the worker that takes over is one span', async () => {
    const store = await kit.open();
    await store.history.write(said(says('s', 'well'), says('t', 'well')), 100);
    await store.history.write(said(says('s', 'well'), says('t', 'well', undefined, 'other')), 200);
    expect(await timeline(store)).toEqual(['s/ 100- well', 't/ 100-200 well', 't/ 200- well']);
  });

  test('of a site that is forgotten and heard again in one turn the last word counts', async () => {
    const store = await kit.open();
    await store.history.write(said(says('s', 'hub')), 100);
    await store.history.write(said(says('s', undefined), says('s', 'unknown')), 200);
    expect(await timeline(store)).toEqual(['s/ 100-200 hub', 's/ 200- unknown']);
  });

  test('after a restart nothing stands beyond the moment at which the office was last alive', async () => {
    let store = await kit.open();
    expect(await store.history.resume()).toBeUndefined();
    await store.history.write(said(says('s', 'well'), says('t', 'hub')), 100);
    await store.history.alive(250);
    store = await kit.again();
    expect(await store.history.resume()).toBe(250);
    expect(await store.history.resume()).toBe(250);
    expect(await timeline(store)).toEqual(['s/ 100-250 well', 't/ 100-250 hub']);
    await store.history.write(said(says('s', 'well')), 400);
    expect(await timeline(store)).toEqual(['s/ 100-250 well', 's/ 400- well', 't/ 100-250 hub']);
    store = await kit.again();
    expect(await store.history.resume()).toBe(400);
    expect(await timeline(store)).toEqual(['s/ 100-250 well', 's/ 400-401 well', 't/ 100-250 hub']);
  });

  test('what a clock that was ahead has dated does not stand over what is said once it is right', async () => {
    const store = await kit.open();
    const { history } = store;
    await history.write(said(says('s', 'well'), says('t', 'well')), 100);
    const open = opened(incident('site/s', 5_000));
    await history.write({ ...open, ...said(says('s', 'hub')), incidents: open.incidents }, 5_000);
    await history.alive(6_000);
    await history.rewind(200);
    expect(await history.resume()).toBe(200);
    await history.write(said(says('s', 'device')), 300);
    const over = incident('site/s', 5_000, { closedAt: at(400) });
    await history.write({ ...nothing, incidents: [{ change: 'closed', incident: over }] }, 400);
    expect(await timeline(store)).toEqual(['s/ 100-200 well', 's/ 300- device', 't/ 100-200 well']);
    expect(await history.openIncidents(at(500))).toEqual([]);
  });

  test('a clock that was never ahead takes nothing back', async () => {
    const store = await kit.open();
    await store.history.write(said(says('s', 'well')), 100);
    await store.history.write(said(says('s', 'hub')), 200);
    await store.history.rewind(200);
    expect(await timeline(store)).toEqual(['s/ 100-200 well', 's/ 200- hub']);
  });

  test('what was said before a restart and is written late does not stand', async () => {
    let store = await kit.open();
    await store.history.write(said(says('s', 'well')), 100);
    await store.history.alive(250);
    store = await kit.again();
    await store.history.resume();
    await store.history.write(said(says('s', 'hub')), 200);
    expect(await timeline(store)).toEqual(['s/ 100-200 well', 's/ 200-250 hub']);
  });

  test('a correction stands in place of what was said, and a later one in its place', async () => {
    const store = await kit.open();
    await store.history.write(said(says('s', 'well'), says('s', 'well', 'printer-1')), 100);
    await store.history.write(said(says('s', 'site-unreachable')), 203);
    await store.history.write(said(says('s', 'well')), 300);
    await store.history.write({ ...nothing, corrections: [was('s', 200, 300, 'unknown')] }, 310);
    expect(await timeline(store)).toEqual([
      ...['s/ 100-200 well', 's/ 200-300 unknown', 's/ 300- well', 's/printer-1 100- well'],
    ]);
    const split = [was('s', 200, 250, 'network'), was('s', 250, 300, 'power-or-process')];
    await store.history.write({ ...nothing, corrections: split }, 390);
    // Late, and said before it.
    await store.history.write({ ...nothing, corrections: [was('s', 200, 300, 'hung')] }, 350);
    expect(await timeline(store, { site: 's' }, 210, 305)).toEqual([
      ...['s/ 210-250 network', 's/ 250-300 power-or-process', 's/ 300- well', 's/printer-1 210- well'],
    ]);
    expect(await timeline(store, {}, 260, 260)).toEqual([]);
  });

  test('a correction tells also what the office did not know of', async () => {
    const store = await kit.open();
    await store.history.write({ ...nothing, corrections: [was('s', 200, 300, 'network')] }, 310);
    expect(await timeline(store)).toEqual(['s/ 200-300 network']);
  });

  test('a regional user gets what is of the region, and never what is of another', async () => {
    let store = await kit.open();
    const site = (id: string, region: string | undefined) => ({ id, region, title: undefined, heardAt: 1 });
    await store.history.saveSites([site('a', 'kepri'), site('b', 'riau'), site('c', undefined)]);
    await store.history.write(said(says('a', 'well'), says('b', 'well'), says('c', 'well')), 100);
    const corrections = [was('b', 10, 50, 'network'), was('a', 10, 50, 'hung')];
    const keys = [
      'site/a',
      'site/b/hub/x',
      'site/c',
      'site/d',
      'region/kepri',
      'region/riau',
      'fleet',
      'office/clock',
    ];
    const incidents = keys.map((key) => ({ change: 'opened' as const, incident: incident(key, 100) }));
    await store.history.write({ ...nothing, corrections, incidents }, 110);
    const keysFor = async (scope: Scope) =>
      (await store.history.incidents(scope, 0, 1_000, 100)).map(({ incident }) => incident.cause.key).sort();

    expect(await timeline(store, { regions: ['kepri'] })).toEqual(['a/ 10-50 hung', 'a/ 100- well']);
    expect(await keysFor({ regions: ['kepri'] })).toEqual(['fleet', 'region/kepri', 'site/a']);
    expect(await keysFor({ regions: ['riau', 'kepri'] })).toEqual([
      ...['fleet', 'region/kepri', 'region/riau', 'site/a', 'site/b/hub/x'],
    ]);
    expect(await timeline(store, { regions: [] })).toEqual([]);
    expect(await keysFor({ regions: [] })).toEqual(['fleet']);
    expect(await timeline(store, { site: 'b', regions: ['kepri'] })).toEqual([]);
    expect(await keysFor({ site: 'b', regions: ['kepri'] })).toEqual([]);
    expect(await keysFor({ site: 'b' })).toEqual(['site/b/hub/x']);
    expect(await keysFor({})).toEqual(keys.toSorted());

    await store.history.saveSites([site('c', 'kepri'), { ...site('a', undefined), title: 'A', heardAt: 9 }]);
    await store.history.forgetSite('a');
    store = await kit.again();
    expect(await store.history.knownSites()).toEqual([site('b', 'riau'), site('c', 'kepri')]);
    expect(await keysFor({ regions: ['kepri'] })).toEqual(['fleet', 'region/kepri', 'site/a', 'site/c']);
    await store.history.saveSites([site('a', undefined)]);
    expect((await store.history.knownSites())[0]).toEqual({
      id: 'a',
      region: 'kepri',
      title: 'A',
      heardAt: 9,
    });
  });

  test('incidents are found by when they were open, the last ones first, with what people noted', async () => {
    const store = await kit.open();
    const closed = incident('site/a', 100, { closedAt: at(200) });
    await store.history.write(opened(incident('site/a', 100), incident('site/b', 150)), 160);
    await store.history.write({ ...nothing, incidents: [{ change: 'closed', incident: closed }] }, 200);
    // An older state of it, written late.
    await store.history.write(opened(incident('site/a', 100)), 160);
    const note = {
      incident: 'site/b@150',
      by: 'ani',
      at: 170,
      what: 'commented',
      text: 'Teknisi berangkat',
    } as const;
    await store.history.note(note);
    await store.history.note({ ...note, at: 165, what: 'acknowledged', text: '' });
    await store.history.note(note);
    const ids = async (from: number, to: number, most = 9) =>
      (await store.history.incidents({}, from, to, most)).map(({ incident }) => incident.id);
    expect(await ids(0, 1_000)).toEqual(['site/b@150', 'site/a@100']);
    expect(await ids(0, 1_000, 1)).toEqual(['site/b@150']);
    expect(await ids(200, 1_000)).toEqual(['site/b@150']);
    expect(await ids(0, 150)).toEqual(['site/a@100']);
    const [first, second] = await store.history.incidents({}, 0, 1_000, 9);
    expect(first?.notes).toEqual([{ ...note, at: 165, what: 'acknowledged', text: '' }, note]);
    expect(second).toEqual({ incident: closed, notes: [] });
  });

  test('incidents that were open go on after a restart, by the monotonic clock of the new run', async () => {
    let store = await kit.open();
    const corrections = [was('a', 900, 950, 'network')];
    await store.history.write(
      opened(incident('site/a', 1_000, { corrections }), incident('fleet', 1_100)),
      1_200,
    );
    store = await kit.again();
    const [one, fleet, ...others] = await store.history.openIncidents({ at: 50, wall: 2_000 });
    expect(others).toEqual([]);
    expect(one?.openedAt).toEqual({ at: -950, wall: 1_000 });
    expect(one?.cause.since).toEqual({ at: -960, wall: 990 });
    expect(one?.corrections[0]?.from).toEqual({ at: -1_050, wall: 900 });
    expect([fleet?.site, fleet?.closedAt, fleet?.parent]).toEqual([undefined, undefined, undefined]);
    if (one === undefined) throw new Error('lost');
    const verdicts = createVerdicts({ at: 50, wall: 2_000 }, { incidents: [one] });
    verdicts.judge({ at: 50, wall: 2_000 });
    expect(verdicts.incidents()).toEqual([one]);
  });

  test('maintenance windows are kept, end now, and go when they have not begun', async () => {
    const store = await kit.open();
    const window = (id: string, from: number, more: Partial<KeptWindow> = {}): KeptWindow => {
      return { id, by: 'ani', text: 'Ganti papan', from, to: from + 100, site: 's', ...more };
    };
    await store.history.saveWindow(window('a', 100, { device: 'printer-1' }));
    await store.history.saveWindow(window('b', 300));
    await store.history.saveWindow(window('c', 50));
    await store.history.saveWindow(window('c', 60, { region: 'riau' }));
    for (const id of ['a', 'b', 'none']) await store.history.endWindow(id, 150);
    await store.history.endWindow('c', 400);
    expect(await (await kit.again()).history.windows()).toEqual([
      window('c', 60, { region: 'riau' }),
      window('a', 100, { device: 'printer-1', to: 150 }),
    ]);
  });
});
