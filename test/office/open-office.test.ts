import { expect, onTestFinished, test } from 'vitest';
import { eventMessage } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { type Office, openOffice } from '../../office/open-office.ts';
import { createSqliteStore } from '../../office/store/sqlite/open-sqlite-store.ts';
import type { OfficeStore } from '../../office/store/store-port.ts';
import { calls } from '../journal/records.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { OfficeLine } from './office-line.ts';
import { startInProcess } from './store/in-process-thread.ts';
import { temporaryFolder } from './store/stores.ts';

const site = 'mpp-batam';
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** An office on virtual time, with its store and its line. */
async function opened(
  store: OfficeStore,
): Promise<{ office: Office; clock: VirtualClock; line: OfficeLine }> {
  const clock = new VirtualClock();
  const line = new OfficeLine(clock);
  const begun = Date.now();
  const office = await openOffice({
    ...{ store, clock, account: 'kantor', worker: 'worker-1', boot: 'o', keepDays: 30, told: {} },
    ...{ connect: () => line, wall: () => begun + clock.now() },
    report(fault) {
      throw fault;
    },
  });
  onTestFinished(() => office.close());
  return { office, clock, line };
}

const newStore = (): OfficeStore => {
  const store = createSqliteStore(startInProcess(temporaryFolder()));
  onTestFinished(() => store.close());
  return store;
};

async function callsReckoned({ reports }: OfficeStore): Promise<number> {
  const { queues } = await reports.of(site, -8.64e15, 8.64e15);
  return queues.reduce((sum, { called }) => sum + called, 0);
}

test('an office reckons what sites tell, and goes on after a restart', async () => {
  const store = newStore();
  const { office, clock, line } = await opened(store);
  for (const record of calls(1, 20)) {
    const { topic, payload } = eventMessage(site, record);
    line.deliver(topic, payload);
  }
  await clock.advance(3 * minuteMs);
  expect(await callsReckoned(store)).toBe(20);
  await office.close();

  const again = await opened(store);
  for (const record of calls(15, 10)) {
    const { topic, payload } = eventMessage(site, record);
    again.line.deliver(topic, payload);
  }
  await again.clock.advance(3 * minuteMs);
  expect(await callsReckoned(store)).toBe(24);
});

test('what was reckoned is kept for three years, and removed then', async () => {
  const store = newStore();
  const removedBefore: number[] = [];
  const { clock } = await opened({
    ...store,
    reports: {
      ...store.reports,
      async pruneReckoned(before) {
        removedBefore.push(before);
        return store.reports.pruneReckoned(before);
      },
    },
  });
  await clock.advance(61 * minuteMs);
  expect(removedBefore).toHaveLength(1);
  const days = (Date.now() - (removedBefore[0] ?? 0)) / dayMs;
  expect(days).toBeGreaterThan(3 * 365);
  expect(days).toBeLessThan(3 * 367);
});
