import { describe, expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { eventMessage, stateMessage, stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { createRival } from '../../firmware-host/mqtt/rival.ts';
import { guardAgainstStaleWill } from '../../firmware-host/mqtt/stale-will.ts';
import { controllerOnline } from '../../firmware-host/mqtt/states.ts';
import { openCursors } from '../../office/intake/cursors.ts';
import { followSites } from '../../office/intake/follow-sites.ts';
import { calls } from '../journal/records.ts';
import { freePort, site } from '../mqtt/brokers.ts';
import { officeBroker, siteUplink } from '../mqtt/office.ts';
import { OfficeLine } from '../office/office-line.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

const topic = `loket/v1/${site}/controller/state`;

/** A controller of the site on a broker of the hall. */
function controller(port: number, boot: string, protocol?: 4 | 5) {
  const faults: Fault[] = [];
  let connections = 0;
  const connection = openExternalConnection({
    url: `mqtt://127.0.0.1:${port}`,
    site,
    ...(protocol === undefined ? {} : { protocol }),
    will: lastWill(site, boot, () => 0),
    clock: realClock,
    random: () => 0,
    report: (fault) => void faults.push(fault),
  });
  connection.onConnected(() => connections++);
  const publisher = openPublisher({ connection, clock: realClock, rank: stateRank });
  guardAgainstStaleWill(connection, publisher, topic);
  publisher.enqueue(stateMessage(site, 'controller/state', controllerOnline(boot, 0)));
  const stop = async () => {
    publisher.close();
    await connection.close();
  };
  onTestFinished(stop);
  return { connection, faults, connections: () => connections, stop };
}

const named = ({ faults }: { readonly faults: readonly Fault[] }) =>
  faults.filter(({ code }) => code.endsWith('.duplicate'));

describe.skipIf(!has('mosquitto'))('two controllers with one id', () => {
  for (const protocol of [4, 5] as const) {
    test(`on the broker of the hall are named on both sides, and do not fight, in MQTT ${protocol}`, {
      timeout: 90_000,
    }, async () => {
      const port = await freePort();
      await officeBroker(port);
      const one = controller(port, 'boot-1', protocol);
      await until(() => one.connection.connected);
      const other = controller(port, 'boot-2', protocol);
      await until(() =>
        [one, other].every(({ connection }) => connection.trouble?.()?.code === 'broker.duplicate'),
      );
      const before = one.connections() + other.connections();
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      // They took each other's place every 1.5 s, eight times in six seconds.
      expect(one.connections() + other.connections() - before).toBeLessThanOrEqual(2);
      expect(named(one)).toHaveLength(1);
      expect(named(other)).toHaveLength(1);
    });
  }

  test('at the central office are named on both sides', { timeout: 90_000 }, async () => {
    const port = await freePort();
    await officeBroker(port);
    const one = await siteUplink(port, calls(1, 3));
    await until(() => one.uplink.figures().uplink_ok);
    const other = await siteUplink(port, calls(1, 3), {
      will: lastWill(site, 'boot-2', () => 0),
    });
    other.uplink.publisher.enqueue(stateMessage(site, 'controller/state', controllerOnline('boot-2', 0)));
    await until(() => one.faults.some(({ code }) => code === 'uplink.duplicate'));
    await until(
      () => other.faults.some(({ code }) => code === 'uplink.duplicate') || other.uplink.figures().uplink_ok,
    );
    expect(one.uplink.troubles()).toContain('uplink.duplicate');
    const faults = one.faults.length;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(one.faults.length).toBe(faults);
  });

  test('is what a controller that was started again is not taken for', async () => {
    const port = await freePort();
    await officeBroker(port);
    for (const boot of ['boot-1', 'boot-2', 'boot-3']) {
      const one = controller(port, boot);
      await until(() => one.connection.connected);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(one.faults).toEqual([]);
      expect(one.connection.trouble?.()).toBeUndefined();
      await one.stop();
    }
  });
});

describe('a rival', () => {
  test('is not what comes late or again before our own word was there', async () => {
    const clock = new VirtualClock();
    const rival = createRival(clock);
    for (let times = 0; times < 10; times++) {
      expect(rival.spoke('boot-0')).toBe(false);
      await clock.advance(2_000);
    }
    rival.ours();
    expect(rival.spoke('boot-0')).toBe(false);
    expect(rival.stands()).toBe(false);
  });

  test('is one that has the word again and again, each time after we had it; it is news once', async () => {
    const clock = new VirtualClock();
    const rival = createRival(clock);
    const news: boolean[] = [];
    for (let times = 0; times < 5; times++) {
      news.push(rival.spoke('boot-2'));
      rival.ours();
      await clock.advance(1_500);
    }
    expect(news).toEqual([false, false, true, false, false]);
    expect(rival.stands()).toBe(true);
    await clock.advance(15 * 60_000);
    expect(rival.stands()).toBe(false);
  });

  test('is given way to ever longer, up to five minutes, never twice alike', () => {
    const rival = createRival(new VirtualClock());
    const waits = [...Array(8)].map(() => {
      rival.tookOver();
      return rival.waitMs(1);
    });
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000, 300_000, 300_000]);
    expect(rival.waitMs(0)).toBe(150_000);
  });
});

describe('loket follow', () => {
  function office() {
    const clock = new VirtualClock();
    const cursors = openCursors(':memory:');
    onTestFinished(() => cursors.close());
    const applied: string[] = [];
    const twice: (readonly [string, string])[] = [];
    const line = new OfficeLine(clock);
    followSites({
      ...{ connection: line, account: 'laporan', boot: 'o' },
      cursors,
      clock,
      apply: (events) => applied.push(...events.map(({ sequence, boot }) => `${boot}${sequence}`)),
      from: 1,
      told: { twice: (_site, boots) => twice.push(boots) },
    });
    const come = async (boot: string, from: number, to = from) => {
      for (const record of calls(from, to - from + 1)) {
        const message = eventMessage(site, { ...record, boot });
        line.deliver(message.topic, message.payload);
      }
      await clock.advance(100);
    };
    return { clock, applied, twice, come };
  }

  test('says that two controllers send, and mixes their events no more', async () => {
    const { applied, twice, come, clock } = office();
    await come('a', 1, 3);
    // The clone goes on from the same copy.
    await come('b', 4, 5);
    await come('a', 4, 5);
    await come('b', 6);
    await come('a', 6, 8);
    await come('b', 7);
    expect(twice).toEqual([['b', 'a']]);
    expect(applied).toEqual(['a1', 'a2', 'a3', 'b4', 'b5', 'b6', 'b7']);
    // The clone is turned off: the other one is followed again, once it is plain that it is alone.
    await clock.advance(15 * 60_000);
    await come('a', 8, 9);
    expect(twice).toHaveLength(1);
    expect(applied.at(-1)).toBe('a9');
  });

  test('takes no repetition for a second controller', async () => {
    const { applied, twice, come } = office();
    await come('a', 1, 3);
    await come('b', 4, 5);
    await come('a', 2, 3);
    await come('b', 4, 6);
    await come('c', 5, 6);
    await come('c', 5, 7);
    expect(twice).toEqual([]);
    expect(applied).toEqual(['a1', 'a2', 'a3', 'b4', 'b5', 'b6', 'c5', 'c6', 'c7']);
  });
});
