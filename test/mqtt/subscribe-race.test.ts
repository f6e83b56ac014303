import { expect, it } from 'vitest';
import { until } from '../real-clock.ts';
import { embedded, listener, site } from './brokers.ts';

// aedes reads retained messages ahead of sending them. Without our own reading, a state that changes meanwhile reaches
// the subscriber first and is then contradicted by the older retained one, for good.
it('a client that subscribes while states change ends up with the newest of each', async () => {
  const broker = await embedded();
  const connection = broker.connection();
  const topics = Array.from({ length: 300 }, (_, index) => `loket/v1/${site}/counter/loket-${index}/state`);
  const say = (topic: string, round: number) =>
    connection.publish(topic, String(round), { retain: true, qos: 1 });
  for (const topic of topics) await say(topic, 0);

  for (let round = 1; round <= 5; round++) {
    const subscribing = listener(broker.port, 'loket/#');
    // Changes come all through the handshake and the reading of the retained messages.
    const changing = (async () => {
      for (let time = 0; time < 5; time++) {
        for (const topic of topics) await say(topic, round * 10 + time);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const { client, heard } = await subscribing;
    await changing;
    const last = String(round * 10 + 4);
    const newest = () => new Map(heard.map(({ topic, payload }) => [topic, payload]));
    await until(() => newest().size === topics.length);
    await connection.publish(`loket/v1/${site}/event/ticket/called`, 'end', { retain: false, qos: 1 });
    await until(() => heard.some(({ payload }) => payload === 'end'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([...newest()].filter(([topic, payload]) => topic.endsWith('/state') && payload !== last)).toEqual(
      [],
    );
    await client.endAsync();
  }
  await connection.close();
  await broker.close();
});
