import { expect, it } from 'vitest';
import type { Outgoing } from '../../firmware-host/mqtt/broker-connection.ts';
import { createMessages } from '../../firmware-host/perform/messages.ts';
import { openState } from '../../firmware-host/queue/state.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';

const site = siteOf(exampleText('simulated-hall'));
const device = site.devices.find(({ id }) => id === 'printer-1') ?? site.devices[0];
const reason = {
  code: 'paper.low',
  severity: 'warn',
  fix: 'clerk',
  text: 'low',
  since: 700.7,
  count: 1,
} as const;
const status = {
  ...{ admin: 'enabled', state: 'degraded', usable: true, since: 500.3, attempts: 0, evidence: 'poll' },
  reasons: [reason],
  counters: { opens: 1, reconnects: 0, losses: 0, faults: {}, ioErrors: 0, work: {} },
} as unknown as DeviceStatus;

/** A hall whose clocks are those of a machine: the wall in whole milliseconds, over a count with fractions. */
function saying() {
  const now = { count: 1_000.25, offset: 1_790_000_000_000.4 };
  const said: { since: string; reasons: { since: string }[] }[] = [];
  const publisher = {
    enqueue: ({ topic, payload }: Outgoing) =>
      void (topic.endsWith('/state') && said.push(JSON.parse(payload))),
  };
  const say = createMessages({
    ...{
      site: () => site,
      publisher,
      state: openState(site.hall),
      boot: 'b',
      platform: { node: '', os: '' },
    },
    message: () => undefined,
    memory: { withTotals: (_device, _kind, counts) => counts },
    clock: { now: () => now.count, after: () => () => undefined },
    wall: () => Math.floor(now.count + now.offset),
  });
  const again = () => {
    if (device !== undefined) say.device(device, status);
    say.online([reason]);
    return JSON.stringify(said.splice(0));
  };
  return { now, again };
}

it('what has not changed is said in the same words, however often: `since` stands still', () => {
  const { now, again } = saying();
  const told = new Set<string>();
  for (let time = 0; time < 1_000; time++) {
    now.count += 30_000.137;
    told.add(again());
  }
  expect(told.size).toBe(1);
});

it('it stands still while the clock is slewed, and moves with a clock that was set', () => {
  const { now, again } = saying();
  const before = again();
  now.offset += 300;
  expect(again()).toBe(before);
  now.offset += 3_600_000;
  const [, first = ''] = /"since":"([^"]+)"/.exec(before) ?? [];
  const [, later = ''] = /"since":"([^"]+)"/.exec(again()) ?? [];
  expect(Math.round((Date.parse(later) - Date.parse(first)) / 1_000)).toBe(3_600);
});

it('the controller that started by a wrong clock has run since the right time, once that is known', () => {
  const { now, again } = saying();
  again();
  now.offset += 50 * 365 * 86_400_000;
  const times = [...again().matchAll(/"since":"([^"]+)"/g)].map(([, time = '']) => Date.parse(time));
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1_000);
});
