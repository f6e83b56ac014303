import { describe, expect, test } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import type { Link } from '../../firmware-host/mqtt/external-link.ts';
import { officeStateTopic } from '../../firmware-host/mqtt/office-state.ts';
import { createOfficePresence } from '../../firmware-host/mqtt/uplink/office-presence.ts';
import { calls, upTo } from '../journal/records.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { freePort } from './brokers.ts';
import { consumer, officeBroker, siteUplink } from './office.ts';

const online = { state: 'online', since: '2026-09-20T03:00:00.000Z', boot: 'o', rate: 20 };

/** The rate of a site that may send 100 by its file, after these words on the office's topic. */
function rateAfter(...said: readonly (object | string)[]): number {
  const presence = createOfficePresence(new VirtualClock(), 100);
  for (const one of said) {
    const payload = Buffer.from(typeof one === 'string' ? one : JSON.stringify(one));
    presence.heard({ topic: officeStateTopic, payload, retain: true });
  }
  return presence.rate();
}

describe('the rate at which a site sends', () => {
  test.each([
    ['nothing is heard of the office', [], 100],
    ['the office allows less', [online], 20],
    ['the office allows more', [{ ...online, rate: 5_000 }], 100],
    ['the office has gone', [online, { ...online, state: 'offline' }], 100],
    ['its word was cleared', [online, ''], 100],
    ['the last thing said is no JSON', [online, '{"state":'], 100],
    ['it says no rate', [{ ...online, rate: undefined }], 100],
    ['its rate is a text', [{ ...online, rate: '20' }], 100],
    ['its word is endless', [online, `"${'x'.repeat(100_000)}"`], 100],
    ['it allows nothing', [{ ...online, rate: 0 }], 1],
    ['it allows less than nothing', [{ ...online, rate: -1e300 }], 1],
    ['it allows next to nothing', [{ ...online, rate: 0.001 }], 1],
    ['a later version says more', [{ ...online, rate: 30, regions: ['kepri'] }], 30],
  ])('when %s', (_when, said, rate) => {
    expect(rateAfter(...said)).toBe(rate);
  });

  test('is its own again when the connection is lost, until the office is heard anew', () => {
    const presence = createOfficePresence(new VirtualClock(), 100);
    const payload = Buffer.from(JSON.stringify(online));
    presence.heard({ topic: officeStateTopic, payload, retain: true });
    presence.lost();
    expect(presence.rate()).toBe(100);
  });

  test('is not what is said on another topic', () => {
    const presence = createOfficePresence(new VirtualClock(), 100);
    const payload = Buffer.from(JSON.stringify(online));
    presence.heard({ topic: 'loket/v1/mpp-batam/controller/state', payload, retain: true });
    expect(presence.rate()).toBe(100);
  });
});

test('a broker that breaks the connection on the question is not asked for an hour after three times', async () => {
  const clock = new VirtualClock();
  const presence = createOfficePresence(clock, 100);
  let asked = 0;
  const breaking = {
    subscribe: async () => {
      asked++;
      presence.lost();
      throw new Fault('broker.down', 'closed');
    },
  } as unknown as Link;
  for (let time = 0; time < 10; time++) await presence.ask(breaking);
  expect(asked).toBe(3);
  await clock.advance(3_600_000);
  await presence.ask(breaking);
  expect(asked).toBe(4);
});

test('a connection that breaks later is not held against the question', async () => {
  const presence = createOfficePresence(new VirtualClock(), 100);
  let asked = 0;
  const link = { subscribe: async () => void asked++ } as unknown as Link;
  for (let time = 0; time < 10; time++) {
    await presence.ask(link);
    presence.lost();
  }
  expect(asked).toBe(10);
});

describe.skipIf(!has('mosquitto'))('a site on a real broker', () => {
  test('sends its events all the same where the office says nothing, as an old one', async () => {
    const port = await freePort();
    await officeBroker(port);
    const office = consumer(port);
    await until(() => office.connection.connected);
    const { faults } = await siteUplink(port, calls(1, 200));
    await until(() => office.applied.length === 200);
    expect(office.applied).toEqual(upTo(200));
    expect(faults).toEqual([]);
  });
});
