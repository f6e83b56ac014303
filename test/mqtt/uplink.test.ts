import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Aedes } from 'aedes';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { calls, upTo } from '../journal/records.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { freePort, site } from './brokers.ts';
import { consumer, folder, officeBroker, siteUplink } from './office.ts';

const run = promisify(execFile);
/** The outage of the catalogue has 100,000: `npm run bench:uplink`, or LOKET_UPLINK_EVENTS=100000. */
const u1Events = Number(process.env.LOKET_UPLINK_EVENTS ?? 20_000);

/** An ACL of the office's broker in which the site may do `lines`. */
function acl(path: string, ...lines: readonly string[]): void {
  writeFileSync(path, ['user office', 'topic readwrite loket/#', 'user site', ...lines, ''].join('\n'));
}

async function untilLong(condition: () => boolean): Promise<void> {
  for (let round = 0; round < 12; round++) {
    try {
      return await until(condition);
    } catch {
      // Longer than most waits of the tests.
    }
  }
  throw new Error(`waited in vain for ${condition}`);
}

/** A call whose event is `bytes` long or more. */
function longCall(sequence: number, bytes: number): Record {
  const [record] = calls(sequence, 1);
  if (record?.event.type !== 'ticket.called') throw new Error('calls() makes calls');
  return { ...record, event: { ...record.event, ticket: `A-${'9'.repeat(bytes)}` } };
}

describe.skipIf(!has('mosquitto'))('the line to the central office', () => {
  test('sends the whole backlog in order and marks it as history, the states beside it', async () => {
    const port = await freePort();
    await officeBroker(port);
    const office = consumer(port);
    await until(() => office.connection.connected);
    const { uplink, faults, store } = await siteUplink(port, calls(1, 500), {
      time: { wall: () => 1_760_003_600_000, trusted: () => true, floor: () => 0 },
    });
    await until(() => office.applied.length === 500);
    expect(office.applied).toEqual(upTo(500));
    expect(office.events[0]).toMatchObject({ site, type: 'loket.ticket.called.v1', historical: true });
    expect(office.missing).toEqual([]);
    expect(faults).toEqual([]);
    await until(() => uplink.figures().uplink_backlog === 0);
    await uplink.close();
    expect(store.saved).toBe(500);
  });

  test('a site that goes on from an older copy of its journal is followed from there, though its numbers were used', async () => {
    const port = await freePort();
    await officeBroker(port);
    const office = consumer(port);
    await until(() => office.connection.connected);
    const before = await siteUplink(port, calls(1, 50));
    await until(() => office.applied.length === 50);
    await before.uplink.close();
    const since = calls(41, 5).map((record) => ({ ...record, boot: 'boot-of-the-copy' }));
    const after = await siteUplink(port, [...calls(1, 40), ...since], {
      cursor: before.store.saved,
      last: 40,
    });
    after.uplink.recorded(45);
    await until(() => office.again.length > 0);
    await until(() => office.applied.length === 55);
    expect(office.applied).toEqual([...upTo(50), ...upTo(45, 41)]);
    expect(office.again).toEqual([{ from: 41, to: 50 }]);
    expect(office.lost).toEqual([]);
  });

  test(`U1: ${u1Events} events of an outage arrive in order, none lost, none twice, in little memory`, {
    timeout: 300_000,
  }, async () => {
    const bench = fileURLToPath(new URL('../bench/uplink.js', import.meta.url));
    const { stdout } = await run(process.execPath, [bench, '--events', String(u1Events)]);
    const { applied, wrong, grown_mb, drained_s } = JSON.parse(stdout);
    console.log(`U1: ${u1Events} events in ${drained_s.toFixed(1)} s, memory +${grown_mb.toFixed(1)} MiB`);
    expect({ applied, wrong }).toEqual({ applied: u1Events, wrong: 0 });
    expect(grown_mb).toBeLessThanOrEqual(30);
  });

  test('U2: twenty kills of the broker lose nothing and repeat nothing', { timeout: 200_000 }, async () => {
    const port = await freePort();
    const count = 10_000;
    const office = consumer(port);
    const { uplink, faults } = await siteUplink(port, calls(1, count), { rate: 3_000 });
    let broker = await officeBroker(port);
    for (let kills = 0; kills < 20; kills++) {
      const from = uplink.figures().uplink_sequence;
      await untilLong(() => uplink.figures().uplink_sequence > from + 50 + 13 * kills);
      await broker.kill();
      broker = await officeBroker(port);
    }
    await untilLong(() => uplink.figures().uplink_backlog === 0);
    uplink.publisher.enqueue({
      topic: `loket/v1/${site}/controller/health`,
      payload: JSON.stringify({ uplink_sequence: count }),
      retain: true,
      qos: 0,
    });
    await untilLong(() => office.applied.length >= count);
    console.log(`U2: ${office.missing.length} gaps were asked for`);
    expect(office.applied).toEqual(upTo(count));
    expect(office.lost).toEqual([]);
    expect(uplink.figures().uplink_refused).toBe(0);
    expect(faults.map(({ code }) => code)).not.toContain('uplink.refused');
  });

  for (const protocol of [4, 5] as const) {
    test(`a wrong ACL loses nothing and is said, in MQTT ${protocol}`, { timeout: 60_000 }, async () => {
      const port = await freePort();
      const rules = join(folder(), 'acl');
      acl(rules, `topic read loket/v1/${site}/#`);
      const broker = await officeBroker(port, [`acl_file ${rules}`]);
      const office = consumer(port);
      await until(() => office.connection.connected);
      const { uplink, faults } = await siteUplink(port, calls(1, 200), { protocol });
      await until(() => faults.length > 0);
      expect(faults[0]).toMatchObject({ code: 'uplink.refused' });
      expect(uplink.figures()).toMatchObject({ uplink_sequence: 0, uplink_backlog: 200 });
      acl(rules, `topic readwrite loket/v1/${site}/#`);
      broker.reload();
      await until(() => office.applied.length === 200);
      expect(office.applied).toEqual(upTo(200));
      expect(uplink.figures().uplink_refused).toBe(0);
    });

    test(`an ACL that allows the states and not the events loses none, in MQTT ${protocol}`, {
      timeout: 60_000,
    }, async () => {
      const port = await freePort();
      const rules = join(folder(), 'acl');
      acl(rules, `topic read loket/v1/${site}/#`, `topic readwrite loket/v1/${site}/controller/#`);
      const broker = await officeBroker(port, [`acl_file ${rules}`]);
      const office = consumer(port);
      await until(() => office.connection.connected);
      const { uplink, faults } = await siteUplink(port, calls(1, 200), { protocol });
      await until(() => faults.some(({ code }) => code === 'uplink.refused'));
      expect(uplink.figures()).toMatchObject({ uplink_sequence: 0, uplink_backlog: 200 });
      acl(rules, `topic readwrite loket/v1/${site}/#`);
      broker.reload();
      await until(() => office.applied.length === 200);
      expect(office.applied).toEqual(upTo(200));
      expect(uplink.figures().uplink_refused).toBe(0);
    });
  }

  test('one event that the broker cannot take is left out and said, and the others arrive', {
    timeout: 60_000,
  }, async () => {
    const port = await freePort();
    await officeBroker(port, ['max_packet_size 2000']);
    const office = consumer(port);
    await until(() => office.connection.connected);
    const records = [...calls(1, 20), longCall(21, 3_000), ...calls(22, 20)];
    const { uplink, faults } = await siteUplink(port, records);
    await until(() => uplink.figures().uplink_backlog === 0);
    expect(uplink.figures().uplink_refused).toBe(1);
    expect(faults.find(({ code }) => code === 'uplink.refused')?.context).toEqual({ sequence: 21 });
    // The consumer asks for it in vain, and then goes on without it.
    await untilLong(() => office.applied.length === 40);
    expect(office.applied).toEqual([...upTo(20), ...upTo(41, 22)]);
    expect(office.lost).toEqual([{ from: 21, to: 21 }]);
  });

  test('a wrong password is said as such', async () => {
    const port = await freePort();
    const passwords = join(folder(), 'passwords');
    writeFileSync(passwords, '');
    await officeBroker(port, ['allow_anonymous false', `password_file ${passwords}`]);
    const { faults } = await siteUplink(port, [], { password: 'wrong' });
    await until(() => faults.length > 0);
    expect(faults[0]).toMatchObject({ code: 'uplink.auth' });
  });
});

test('a broker that knows only MQTT 3.1.1 is spoken to in that', async () => {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    broker.close();
  });
  const heard: number[] = [];
  broker.on('publish', ({ topic, payload }) => {
    if (topic.endsWith('/event/ticket/called')) heard.push(Number(JSON.parse(payload.toString()).sequence));
  });
  const { uplink } = await siteUplink((server.address() as AddressInfo).port, calls(1, 100));
  await until(() => uplink.figures().uplink_backlog === 0);
  expect(heard).toEqual(upTo(100));
});
