import { expect, test } from 'vitest';
import { reckon } from '../../../office/reports/reckon.ts';
import type { RatingDay } from '../../../office/store/report-store.ts';
import type { KeptEvent, OfficeStore, SiteBatch } from '../../../office/store/store-port.ts';
import { seededRandom } from '../../../simulators/random.ts';
import { keyOf, playRatings } from '../played-ratings.ts';
import { appliedTo, onBothStores, reckonAll } from './stores.ts';

const always = ['0000-01-01', '9999-12-31'] as const;
const seed = Number(process.env.LOKET_STORE_SEED ?? Math.floor(Math.random() * 1e9));

const batch = (site: string, events: readonly KeptEvent[]): SiteBatch => ({
  ...{ site, events, applied: appliedTo('a', events.at(-1)?.sequence ?? 0), backTo: undefined },
});

const isSomething = (day: RatingDay): boolean =>
  [...day.scores, day.repeated, day.noVisit, day.hall, day.served, day.complaints].some((count) => count > 0);

const inOrder = (days: Iterable<RatingDay>): readonly RatingDay[] =>
  [...days].filter(isSomething).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

async function kept(store: OfficeStore, site: string): Promise<readonly RatingDay[]> {
  return inOrder(await store.reports.ratings(site, ...always));
}

onBothStores((kit) => {
  test(`weeks of visitors are counted as they were, over restarts and steps that come twice (seed ${seed})`, async () => {
    console.log(`ratings in the store: LOKET_STORE_SEED=${seed}`);
    let store = await kit.open();
    const random = seededRandom(seed);
    const sites = ['mpp-batam', 'mpp-banyuwangi', 'mpp-bali'].map((site, at) => {
      const { events, truth } = playRatings(seed + at, 12);
      return { site, truth, left: events.map((one) => ({ ...one, subject: undefined })) };
    });
    while (sites.some(({ left }) => left.length > 0)) {
      const batches = sites
        .map(({ site, left }) => batch(site, left.splice(0, Math.floor(random() * 200))))
        .filter(({ events }) => events.length > 0);
      await store.events.apply(batches);
      // The answer of the store was lost: the intake says it again.
      if (random() < 0.3) await store.events.apply(batches);
      if (random() < 0.3) store = await kit.again();
      if (random() < 0.3) {
        const [behind] = await store.reports.behind(1);
        if (behind === undefined) continue;
        const step = reckon(behind, await store.reports.eventsAfter(behind.site, behind.sequence, 77));
        await store.reports.save([step]);
        await store.reports.save([step]);
      }
      if (random() < 0.5) await reckonAll(store.reports);
    }
    await reckonAll(store.reports);
    for (const { site, truth } of sites) expect(await kept(store, site)).toEqual(inOrder(truth.values()));
  });

  test('a site that gives its numbers again keeps what was said, and counts what comes once', async () => {
    const store = await kit.open();
    const told = (from: number, count: number, boot = 'a'): KeptEvent[] =>
      Array.from({ length: count }, (_, at) => ({
        ...{ sequence: from + at, boot, type: 'rating/given', time: from + at, subject: undefined },
        data: { score: 4, element: 'pulse', pad: 'p', service: 'sim', counter: 'c', attributed: 'serving' },
      }));
    const opened = { ...told(1, 1)[0], type: 'day/opened', data: { date: '2026-11-23' } } as KeptEvent;
    await store.events.apply([batch('s', [opened, ...told(2, 19)])]);
    await reckonAll(store.reports);
    const back: SiteBatch = { ...batch('s', told(11, 5, 'b')), applied: appliedTo('b', 15), backTo: 11 };
    await store.events.apply([back]);
    await reckonAll(store.reports);
    await store.events.apply([back]);
    await reckonAll(store.reports);
    expect((await kept(store, 's')).map(({ scores }) => scores)).toEqual([[0, 0, 0, 24]]);
  });

  test('the days that are asked for are given, both ends among them, and none of another site', async () => {
    const store = await kit.open();
    const { events } = playRatings(7, 10);
    const told = events.map((one) => ({ ...one, subject: undefined }));
    await store.events.apply([batch('s', told), batch('t', told.slice(0, 50))]);
    await reckonAll(store.reports);
    const some = await store.reports.ratings('s', '2026-11-25', '2026-11-27');
    expect([...new Set(some.map(({ date }) => date))]).toEqual(['2026-11-25', '2026-11-26', '2026-11-27']);
    expect(await store.reports.ratings('nowhere', ...always)).toEqual([]);
    const sum = (days: readonly RatingDay[]) => days.reduce((all, { served }) => all + served, 0);
    const all = told.filter(({ type }) => type === 'ticket/served').length;
    expect(sum(await kept(store, 's'))).toBe(all);
    expect(sum(await kept(store, 't'))).toBeLessThan(all);
  });

  test('what visitors said is removed with the rest of what is too old', async () => {
    const store = await kit.open();
    await store.events.apply([
      batch(
        's',
        playRatings(3, 5).events.map((one) => ({ ...one, subject: undefined })),
      ),
    ]);
    await reckonAll(store.reports);
    const dayMs = 86_400_000;
    await store.reports.pruneReckoned(Date.now() - dayMs);
    expect(await kept(store, 's')).not.toEqual([]);
    await store.reports.pruneReckoned(Date.now() + 2 * dayMs);
    expect(await store.reports.ratings('s', ...always)).toEqual([]);
  });
});
