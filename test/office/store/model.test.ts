import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeptEvent, OfficeStore, SiteBatch } from '../../../office/store/store-port.ts';
import type { Moment, Verdict } from '../../../office/verdict/verdict-types.ts';
import { StoreModel, saidAt } from './store-model.ts';
import { eventsIn, hourMs, onBothStores, reckonAll, type StoreKit } from './stores.ts';

/** `LOKET_STORE_SEED=N` plays the sequences of another seed, or of one that failed. */
const seed = Number(process.env.LOKET_STORE_SEED ?? Date.now() % 1_000_000);
const runs = Number(process.env.LOKET_STORE_RUNS ?? 25);

const sites = ['mpp-batam', 'mpp-bintan', 'mpp-natuna'] as const;
const verdicts = ['well', 'hub', 'network', 'unknown'] as const;
const site = fc.constantFrom(...sites);
/** The times of this small world. */
const moment = fc.integer({ min: 1, max: 60 });

type Step = (store: OfficeStore, model: StoreModel) => Promise<unknown>;
interface Told {
  readonly step: Step;
  readonly [fc.toStringMethod]: () => string;
}

const at = (wall: number): Moment => ({ at: 0, wall });
const told = (text: string, step: Step): Told => ({ step, [fc.toStringMethod]: () => text });

/** The next events of some sites in one transaction; sometimes a site goes back, or the batch comes twice. */
const applied = fc
  .array(
    fc.record({
      site,
      size: fc.nat(9),
      back: fc.nat(20),
      lost: fc.nat(3),
      hour: fc.nat(4),
      isTwice: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) =>
    told(`apply ${JSON.stringify(parts)}`, async (store, model) => {
      const batches = parts
        .filter((one, index) => parts.findIndex((other) => other.site === one.site) === index)
        .map((part) => batchOn(model, part));
      const turns = parts[0]?.isTwice ? 2 : 1;
      for (let turn = 0; turn < turns; turn++) await store.events.apply(batches);
      for (const batch of batches) model.apply(batch);
    }),
  );

let boots = 0;

function batchOn(
  model: StoreModel,
  { site, size, back, lost, hour }: { site: string; size: number; back: number; lost: number; hour: number },
): SiteBatch {
  const before = model.cursors.get(site) ?? { sequence: 0, runs: [] };
  const backTo = back > 0 && back <= before.sequence && back < 8 ? before.sequence - back + 1 : undefined;
  const first = (backTo ?? before.sequence + 1) + (backTo === undefined && lost === 3 ? 2 : 0);
  const boot = `boot-${backTo === undefined ? boots : ++boots}`;
  const events = Array.from({ length: size }, (_, index): KeptEvent => {
    const sequence = first + index;
    const time = hour * hourMs + sequence;
    return {
      sequence,
      boot,
      type: sequence % 3 === 0 ? 'ticket/issued' : 'c/d',
      time,
      subject: undefined,
      data: { sequence, service: 'paspor' },
    };
  });
  const sequence = size === 0 ? (backTo === undefined ? before.sequence : backTo - 1) : first + size - 1;
  const kept = before.runs.filter((run) => run.first < first).slice(-3);
  return { site, events, applied: { sequence, runs: [...kept, { boot, first, last: sequence }] }, backTo };
}

const nothing = { verdicts: [], corrections: [], incidents: [] };

const said = fc
  .record({ site, now: moment, verdict: fc.option(fc.constantFrom(...verdicts), { nil: undefined }) })
  .map(({ site, now, verdict }) =>
    told(`${site} is ${verdict} at ${now}`, async (store, model) => {
      const of = {
        reasons: [],
        candidates: [],
        confidence: 'certain',
        since: at(1),
        knownAt: at(1),
        fix: 'nobody',
      } as const;
      const judgement = verdict === undefined ? undefined : { verdict, ...of };
      await store.history.write({ ...nothing, verdicts: [{ site, judgement }] }, now);
      model.says(site, verdict, now);
    }),
  );

const corrected = fc
  .record({ site, now: moment, from: moment, to: moment, was: fc.constantFrom(...verdicts) })
  .map(({ site, now, from, to, was }) =>
    told(`${site} was ${was} from ${from} to ${to}, said at ${now}`, async (store, model) => {
      const of = { candidates: [], confidence: 'certain', reasons: [] } as const;
      const correction = { site, from: at(from), to: at(to), was: was as Verdict, ...of };
      await store.history.write({ ...nothing, corrections: [correction] }, now);
      model.correct(site, now, from, to, was);
    }),
  );

const restarted = (kit: StoreKit) =>
  fc.constant(
    told('restart', async (_, model) => {
      const store = await kit.again();
      expect(await store.history.resume()).toBe(model.aliveAt);
      model.resume();
      return store;
    }),
  );

const pruned = fc.constant(
  told('prune', async (store) => {
    expect(await store.prune(2, Date.now())).toBe(0);
  }),
);

const prunedWhole = fc.constant(
  told('prune, days later', async (store, model) => {
    await store.prune(0, Date.now() + 3 * 24 * hourMs);
    model.prune();
  }),
);

const reckoned = fc.constant(
  told('reckon', async (store, model) => {
    await reckonAll(store.reports);
    model.reckon();
    expect(await store.reports.behind(9)).toEqual([]);
  }),
);

async function expectAs(model: StoreModel, store: OfficeStore): Promise<void> {
  for (const site of sites) {
    expect(await store.events.read(site)).toEqual(model.cursors.get(site));
    expect(await eventsIn(store, site)).toEqual(model.events.get(site) ?? []);
    const { queues } = await store.reports.of(site, 0, 9 * hourMs);
    expect(queues.filter(({ issued }) => issued > 0).map(({ hour, issued }) => ({ hour, issued }))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((index) => {
        const issued = model.issued.get(`${site} ${index * hourMs}`);
        return issued === undefined ? [] : [{ hour: index * hourMs, issued }];
      }),
    );
  }
  const whole = await store.history.spans({}, 0, 100);
  const part = await store.history.spans({}, 20, 40);
  for (const site of sites)
    for (let moment = 0; moment < 100; moment++) {
      const of = { site, moment };
      expect({ ...of, is: saidAt(whole, site, moment) }).toEqual({ ...of, is: model.at(site, moment) });
      const within = moment >= 20 && moment < 40 ? model.at(site, moment) : undefined;
      if (moment < 40) expect({ ...of, is: saidAt(part, site, moment) }).toEqual({ ...of, is: within });
    }
}

onBothStores((kit) => {
  test('whatever is done in whatever order, the store keeps what a plain list keeps', {
    timeout: 240_000,
  }, async () => {
    console.log(`${kit.name}: LOKET_STORE_SEED=${seed}, ${runs} runs`);
    const steps = fc.array(
      fc.oneof(
        ...[applied, applied, applied, said, said, corrected, reckoned, pruned].map((one) => ({
          weight: 3,
          arbitrary: one,
        })),
        { weight: 2, arbitrary: restarted(kit) },
        { weight: 1, arbitrary: prunedWhole },
      ),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        let store = await kit.open();
        const model = new StoreModel();
        for (const { step } of list) store = ((await step(store, model)) as OfficeStore | undefined) ?? store;
        await expectAs(model, store);
      }),
      { seed, numRuns: runs, endOnFailure: true },
    );
  });
});
