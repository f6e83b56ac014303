import mqtt from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { openLink } from '../../firmware-host/mqtt/external-link.ts';
import { intakeLimits } from '../../office/intake/intake-limits.ts';
import { Intake } from '../../office/intake/office-intake.ts';
import { officeWill } from '../../office/intake/presence.ts';
import { freePort } from '../mqtt/brokers.ts';
import { officeBroker } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { MoodyStore, messages } from './told-intake.ts';

const site = 'mpp-batam';

/** An office on a real broker, with a store that is awake or not. */
async function office(lines: readonly string[] = []) {
  const port = await freePort();
  const broker = await officeBroker(port, lines);
  const url = `mqtt://127.0.0.1:${port}`;
  const store = new MoodyStore(new VirtualClock());
  const will = officeWill('o', Date.now);
  const connection = openBrokerConnection({
    open: (told, number) =>
      openLink({ url, clientId: 'kantor', clock: realClock, isBulk: true, will: will(number) }, told),
    clock: realClock,
    random: () => 0,
    report: () => undefined,
  });
  let heard = 0;
  const intake = new Intake({
    ...{ connection, store, account: 'kantor', boot: 'o', clock: realClock, wall: Date.now },
    ...{ from: 1, saysPresence: true },
    heard: () => heard++,
  });
  await until(() => connection.connected);
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0 });
  onTestFinished(async () => {
    client.end(true);
    await intake.stop();
    await connection.close();
  });
  return { broker, store, intake, connection, client, heard: () => heard };
}

/** Events of 2 KB. */
function* large(of: string, upTo: number) {
  for (const { topic, payload } of messages(of, 'a', 1, upTo)) {
    const event = JSON.parse(payload);
    yield { topic, payload: JSON.stringify({ ...event, data: { ...event.data, more: 'x'.repeat(2_000) } }) };
  }
}

describe.skipIf(!has('mosquitto'))('the intake on a real broker', () => {
  test('reads no more than it has room for while the store is busy; the rest waits at the broker, and nothing is lost', async () => {
    const { store, intake, client, heard } = await office(['max_queued_messages 100000']);
    const apply = store.apply.bind(store);
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    store.apply = async (batches) => {
      await woken;
      await apply(batches);
    };
    const sites = Array.from({ length: 20 }, (_, at) => `mpp-${at}`);
    const each = Math.floor((2 * intakeLimits.waitingMaxBytes) / 2_000 / sites.length);
    const events = sites.length * each;
    for (const one of sites)
      for (const { topic, payload } of large(one, each)) client.publish(topic, payload, { qos: 1 });
    await until(() => intake.figures().reading_held);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // What MQTT.js had read from the line is heard; nothing more is read.
    const before = heard();
    expect(before).toBeLessThan(events * 0.7);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(heard()).toBe(before);
    wake();
    await until(() => intake.figures().events_applied === events);
    for (const one of sites) expect(store.events(one)).toHaveLength(each);
    expect(intake.figures()).toMatchObject({ replays_asked: 0, waiting_bytes: 0, reading_held: false });
  });

  test('asks for what the broker dropped, and for nothing that stands in its queue', async () => {
    const { store, intake, client } = await office(['max_queued_messages 200']);
    client.on('message', (topic, payload) => {
      const { id, from, to } = JSON.parse(payload.toString());
      for (const one of messages(topic.split('/')[2] ?? '', 'a', from, to))
        client.publish(one.topic, one.payload);
      client.publish(`loket/v1/${site}/reply/replay`, JSON.stringify({ id, ok: true }), { qos: 1 });
    });
    await client.subscribeAsync('loket/v1/+/command/replay');
    for (const { topic, payload } of messages(site, 'a', 1, 20)) client.publish(topic, payload);
    // 21 to 25 are never published.
    for (const { topic, payload } of messages(site, 'a', 26, 40)) client.publish(topic, payload, { qos: 1 });
    await until(() => intake.figures().events_applied === 40);
    expect(store.events(site)).toHaveLength(40);
    expect(intake.figures().replays_asked).toBe(1);
  });

  test('is said to be offline by its last will when it is killed, and says that it is back', async () => {
    const { client, connection } = await office();
    const states: string[] = [];
    client.on('message', (_topic, payload) => states.push(JSON.parse(payload.toString()).state));
    await client.subscribeAsync('loket/office/state');
    await until(() => states.at(-1) === 'online');
    // Somebody takes its place.
    const { port } = client.options;
    const rival = mqtt.connect(`mqtt://127.0.0.1:${port}`, { clientId: 'kantor', reconnectPeriod: 0 });
    await until(() => rival.connected);
    await until(() => states.includes('offline'));
    rival.end(true);
    await until(() => connection.number > 1 && states.at(-1) === 'online');
  });
});
