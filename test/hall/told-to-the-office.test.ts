import { expect, test } from 'vitest';
import { controllerHealth } from '../../firmware-host/mqtt/messages/controller-messages.ts';
import { until } from '../real-clock.ts';
import { PlayedHall } from './played-hall.ts';

test('health says when it was measured and how often it comes, and comes as often', async () => {
  const hall = await PlayedHall.open();
  const openedMs = hall.clock.now();
  const told = () => hall.messages.filter(({ topic }) => topic.endsWith('/controller/health'));
  // The machine is measured in real time, which is waited for before the hall's own goes on.
  for (let count = 1; count <= 4; count++) {
    if (count > 1) await hall.pass(30_000);
    await until(() => told().length === count);
  }
  const { every_s } = told().at(-1)?.payload ?? {};
  expect(every_s).toBe(30);
  const times = told().map(({ payload }) => Date.parse(payload.at));
  // A beat falls so long before the end of each half minute here, and the machine may take until then to be measured.
  for (const [index, at] of times.entries())
    if (index > 0)
      expect(Math.abs(at - (times[index - 1] ?? 0) - every_s * 1_000)).toBeLessThanOrEqual(openedMs);
  await hall.stop();
});

test('health of a controller from before it told the time is health still', () => {
  const old = {
    ...{ uptime_s: 1, rss_mb: 90.5, inbox_depth: 0, devices_online: 1, devices_total: 1 },
    ...{ clock_synced: true, journal_ok: true, journal_waiting: 0, journal_commit_p99_ms: 1.5 },
  };
  expect(controllerHealth.parse(old)).toEqual(old);
});

test('the state says on every connection to the broker which one it is', async () => {
  const hall = await PlayedHall.open();
  expect(hall.state('controller/state')).toMatchObject({ state: 'online', connection: 1 });
  hall.connected = false;
  await hall.pass(5_000);
  hall.reconnect();
  await hall.pass(1_000);
  expect(hall.state('controller/state')).toMatchObject({ state: 'online', connection: 2 });
  await hall.stop();
  expect(hall.state('controller/state')).toMatchObject({ reason: 'stopped', connection: 2 });
});
