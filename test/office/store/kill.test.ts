import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { OfficeStore } from '../../../office/store/store-port.ts';
import { until } from '../../real-clock.ts';
import { eventsIn, issuedIn, onBothStores, reckonAll } from './stores.ts';
import { WorkerProcess } from './worker-process.ts';

const sites = 12;
const kills = 6;

/** Every event from the first to the last one applied, once, also as reckoned; returns the last one of each site. */
async function expectWhole(store: OfficeStore): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, number>();
  await reckonAll(store.reports);
  for (let index = 0; index < sites; index++) {
    const site = `site-${index}`;
    const { sequence = 0 } = (await store.events.read(site)) ?? {};
    const kept = (await eventsIn(store, site)).map((event) => event.sequence);
    expect({ site, kept }).toEqual({ site, kept: Array.from({ length: sequence }, (_, at) => at + 1) });
    expect({ site, issued: await issuedIn(store, site) }).toEqual({ site, issued: sequence });
    last.set(site, sequence);
  }
  return last;
}

onBothStores((kit) => {
  test('a process that is killed in the middle loses nothing that was acknowledged, and applies nothing in part', async () => {
    let store = await kit.open();
    let counted = 0;
    for (let kill = 0; kill < kills; kill++) {
      await store.leases.release('worker-1');
      await store.close();
      const worker = new WorkerProcess(kit.place(), `killed-${kill}`, sites);
      await until(() => worker.acknowledged.size > 0);
      await pause(50 + 67 * kill);
      await worker.kill();
      expect(worker.errors).toBe('');
      store = await kit.again();
      await store.leases.release(`killed-${kill}`);
      await store.leases.renew('worker-1');
      const last = await expectWhole(store);
      const lost = [...worker.acknowledged].filter(([site, sequence]) => (last.get(site) ?? 0) < sequence);
      expect(lost).toEqual([]);
      counted += worker.acknowledged.size;
    }
    expect(counted).toBeGreaterThanOrEqual(kills);
  });
});
