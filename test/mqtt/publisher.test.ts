import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outgoing } from '../../firmware-host/mqtt/broker-connection.ts';
import { openPublisher, type Publisher } from '../../firmware-host/mqtt/publisher.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { type FakeSession, fakeSession } from './fake-connection.ts';

const state = (topic: string, payload: string): Outgoing => ({ topic, payload, retain: true, qos: 1 });
const event = (payload: string): Outgoing => ({ topic: 'event', payload, retain: false, qos: 1 });
const said = (messages: readonly Outgoing[]) => messages.map(({ topic, payload }) => `${topic}=${payload}`);

function hall(rank: (topic: string) => number = () => 0, window?: number) {
  const clock = new VirtualClock();
  const connection = fakeSession(clock, window);
  const publisher = openPublisher({ connection, clock, rank });
  connection.connect();
  return { clock, connection, publisher };
}

describe('the lane', () => {
  test('sends one message at a time, in order, after the caller is done', async () => {
    const { clock, connection, publisher } = hall();
    for (const message of [state('a', '1'), event('1'), state('b', '1'), event('2')])
      publisher.enqueue(message);
    expect(publisher.status()).toMatchObject({ depth: 4, published: 0 });
    await clock.advance(10);
    expect(said(connection.arrived)).toEqual(['a=1', 'event=1', 'b=1', 'event=2']);
    expect(connection.together()).toBe(1);
    expect(publisher.status()).toEqual({
      depth: 0,
      lagMs: 0,
      published: 4,
      failed: 0,
      superseded: 0,
      dropped: 0,
    });
  });

  test('sends the latest state in the place of the one it replaces', async () => {
    const { clock, connection, publisher } = hall();
    for (const message of [state('a', '1'), event('1'), state('a', '2'), event('2')])
      publisher.enqueue(message);
    await clock.advance(10);
    expect(said(connection.arrived)).toEqual(['a=2', 'event=1', 'event=2']);
    expect(publisher.status().superseded).toBe(1);
  });

  test('a topic that changes all the time does not hold up the others', async () => {
    const { clock, connection, publisher } = hall();
    connection.delayMs = 50;
    publisher.enqueue(state('busy', '0'));
    publisher.enqueue(event('1'));
    for (let turn = 1; turn <= 20; turn++) {
      await clock.advance(10);
      publisher.enqueue(state('busy', String(turn)));
    }
    expect(said(connection.arrived)).toContain('event=1');
  });

  test('does not repeat a state that says nothing new', async () => {
    const { clock, connection, publisher } = hall();
    publisher.enqueue(state('a', '1'));
    await clock.advance(5);
    publisher.enqueue(state('a', '1'));
    await clock.advance(5);
    expect(said(connection.arrived)).toEqual(['a=1']);
  });

  test('says everything again at each connection, by rank, and then the events that wait', async () => {
    const { clock, connection, publisher } = hall((topic) => ['first', 'second', 'third'].indexOf(topic));
    for (const topic of ['third', 'first', 'second']) publisher.enqueue(state(topic, '1'));
    await clock.advance(10);
    connection.lose(false);
    publisher.enqueue(event('1'));
    publisher.enqueue(state('third', '2'));
    await clock.advance(10_000);
    connection.arrived.length = 0;
    connection.connect();
    await clock.advance(10);
    expect(said(connection.arrived)).toEqual(['first=1', 'second=1', 'third=2', 'event=1']);
  });

  test('clears the topic of an id that is gone, also at later connections', async () => {
    const { clock, connection, publisher } = hall();
    publisher.enqueue(state('gone', '1'));
    await clock.advance(5);
    publisher.clear('gone');
    await clock.advance(5);
    connection.lose(false);
    connection.connect();
    await clock.advance(5);
    expect(said(connection.arrived)).toEqual(['gone=1', 'gone=', 'gone=']);
  });

  test('keeps the latest 1,000 events while there is no broker, and counts the others', async () => {
    const { clock, connection, publisher } = hall();
    connection.lose(false);
    for (let number = 1; number <= 1_300; number++) publisher.enqueue(event(String(number)));
    await clock.advance(5_000);
    expect(publisher.status()).toMatchObject({ depth: 1_000, dropped: 300, lagMs: 5_000 });
    connection.connect();
    await clock.advance(2_000);
    expect(connection.arrived.map(({ payload }) => Number(payload))).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index + 301),
    );
  });

  test('a broker that never answers costs one timeout for each attempt, and the message is tried again', async () => {
    const { clock, connection, publisher } = hall();
    connection.mishaps.push('silent', 'silent');
    publisher.enqueue(event('1'));
    publisher.enqueue(event('2'));
    await clock.advance(60_000);
    expect(said(connection.arrived)).toEqual(['event=1', 'event=2']);
    expect(publisher.status()).toMatchObject({ failed: 2, dropped: 0, depth: 0 });
  });

  test('an event that is refused three times is given up, and those behind it go on', async () => {
    const { clock, connection, publisher } = hall();
    connection.mishaps.push('refused', 'refused', 'refused');
    publisher.enqueue(event('poison'));
    publisher.enqueue(event('2'));
    await clock.advance(10_000);
    expect(said(connection.arrived)).toEqual(['event=2']);
    expect(publisher.status()).toMatchObject({ failed: 3, dropped: 1 });
  });

  test('a state that was refused waits behind the others, and goes last when all is said again', async () => {
    const { clock, connection, publisher } = hall((topic) => ['poison', 'fine'].indexOf(topic));
    connection.mishaps.push('refused', 'refused', 'refused');
    publisher.enqueue(state('poison', '1'));
    await clock.advance(2_500);
    publisher.enqueue(state('fine', '1'));
    connection.lose(false);
    connection.connect();
    publisher.enqueue(event('1'));
    await clock.advance(5_000);
    expect(said(connection.arrived)).toEqual(['fine=1', 'poison=1', 'event=1']);
  });

  test('repeats one topic on request', async () => {
    const { clock, connection, publisher } = hall();
    publisher.enqueue(state('a', '1'));
    publisher.enqueue(state('b', '1'));
    await clock.advance(5);
    publisher.restate('a');
    publisher.restate('unknown');
    await clock.advance(5);
    expect(said(connection.arrived)).toEqual(['a=1', 'b=1', 'a=1']);
    expect([publisher.said('a'), publisher.said('unknown')]).toEqual(['1', undefined]);
  });

  test('tells when all was sent, or that it was not in time', async () => {
    const { clock, connection, publisher } = hall();
    publisher.enqueue(event('1'));
    const sent = publisher.drained(100);
    await clock.advance(10);
    expect(await sent).toBe(true);
    connection.lose(false);
    publisher.enqueue(event('2'));
    const late = publisher.drained(100);
    await clock.advance(200);
    expect(await late).toBe(false);
  });

  test('sends nothing after it was closed', async () => {
    const { clock, connection, publisher } = hall();
    publisher.close();
    publisher.enqueue(event('1'));
    connection.lose(false);
    connection.connect();
    await clock.advance(100);
    expect(connection.arrived).toEqual([]);
  });
});

describe('a connection with a window', () => {
  const open = (window: number) => hall(undefined, window);

  test('takes as many messages at a time as it allows, in order', async () => {
    const { clock, connection, publisher } = open(3);
    connection.delayMs = 10;
    for (let number = 1; number <= 7; number++) publisher.enqueue(event(String(number)));
    await clock.advance(5);
    expect(publisher.status()).toMatchObject({ depth: 7, published: 0 });
    await clock.advance(10);
    expect(publisher.status()).toMatchObject({ depth: 4, published: 3 });
    await clock.advance(20);
    expect(said(connection.arrived)).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `event=${number}`));
    expect(connection.together()).toBe(3);
  });

  test('has all that was under way sent again in order when it is lost, and nothing new before it', async () => {
    const { clock, connection, publisher } = open(5);
    connection.delayMs = 10;
    for (let number = 1; number <= 3; number++) publisher.enqueue(event(String(number)));
    await clock.advance(5);
    publisher.enqueue(event('4'));
    connection.lose(1);
    connection.connect();
    await clock.advance(2_000);
    expect(said(connection.arrived)).toEqual([1, 1, 2, 3, 4].map((number) => `event=${number}`));
    expect(publisher.status()).toMatchObject({ dropped: 0, depth: 0 });
  });

  test('has a state before its event too where the connection is back before both have failed', async () => {
    const { clock, connection, publisher } = open(5);
    publisher.enqueue(state('a', '1'));
    publisher.enqueue(event('1'));
    await clock.advance(0);
    connection.lose(0);
    connection.connect();
    await clock.advance(2_000);
    expect(said(connection.arrived)).toEqual(['a=1', 'event=1']);
  });

  test('loses no event beside one that makes the broker hang up each time', async () => {
    const { clock, connection, publisher } = open(4);
    connection.delayMs = 10;
    for (const name of ['1', 'poison', '2', '3']) publisher.enqueue(event(name));
    await clock.advance(5);
    connection.lose(0);
    for (let attempt = 0; attempt < 20; attempt++) {
      connection.connect();
      // It hangs up as soon as it has read that message.
      while (
        publisher.status().depth > 0 &&
        connection.underWay().every(({ payload }) => payload !== 'poison')
      )
        await clock.advance(1);
      connection.lose(0);
    }
    connection.connect();
    await clock.advance(100);
    expect(said(connection.arrived)).toEqual(['event=1', 'event=2', 'event=3']);
    expect(publisher.status()).toMatchObject({ dropped: 1, depth: 0 });
  });
});

type Step =
  | { readonly do: 'pair'; readonly topic: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'lose'; readonly arrives: number }
  | { readonly do: 'connect' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pair' as const), topic: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat({ max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), arrives: fc.nat({ max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('connect' as const) }) },
);

/** Each pair is a state that says its number and an event with the same number, as a key press makes them. */
async function play(
  steps: readonly Step[],
  connection: FakeSession,
  publisher: Publisher,
  clock: VirtualClock,
) {
  const topicOfPair: string[] = [];
  for (const what of steps) {
    if (what.do === 'pair') {
      const number = topicOfPair.push(`state-${what.topic}`) - 1;
      publisher.enqueue(state(`state-${what.topic}`, String(number)));
      publisher.enqueue(event(String(number)));
    }
    if (what.do === 'advance') await clock.advance(what.ms);
    if (what.do === 'lose') connection.lose(what.arrives);
    if (what.do === 'connect' && !connection.connected) connection.connect();
  }
  if (!connection.connected) connection.connect();
  await clock.advance(60_000);
  return topicOfPair;
}

test('whatever the connection does: no more overlap than may, events keep order, none is lost uncounted, states end right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.constantFrom(1, 2, 5), async (steps, window) => {
      const { clock, connection, publisher } = hall(undefined, window);
      const topicOfPair = await play(steps, connection, publisher, clock);

      expect(connection.together()).toBeLessThanOrEqual(window);
      const numbers = connection.arrived
        .filter(({ retain }) => !retain)
        .map(({ payload }) => Number(payload));
      // Who knows which it has heard hears the others in order; with a window of one nobody has to know.
      const first = numbers.filter((number, at) => numbers.indexOf(number) === at);
      expect(first).toEqual([...first].sort((a, b) => a - b));
      if (window === 1) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(new Set(numbers).size + publisher.status().dropped).toBeGreaterThanOrEqual(topicOfPair.length);

      const shown = new Map<string, number>();
      for (const { topic, payload, retain } of connection.arrived) {
        if (retain) shown.set(topic, Number(payload));
        // Who hears an event has seen its state, or a newer one. (A state that failed three times goes last.)
        else if (publisher.status().failed < 3)
          expect(shown.get(topicOfPair[Number(payload)] ?? '')).toBeGreaterThanOrEqual(Number(payload));
      }
      for (const [number, topic] of topicOfPair.entries()) {
        expect(shown.get(topic)).toBeGreaterThanOrEqual(number);
        expect(publisher.said(topic)).toBe(String(shown.get(topic)));
      }
      expect(publisher.status().depth).toBe(0);
    }),
    { numRuns: 200 },
  );
});
