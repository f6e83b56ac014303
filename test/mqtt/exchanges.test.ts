import { expect, test } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { createExchanges } from '../../firmware-host/mqtt/exchanges.ts';
import { VirtualClock } from '../virtual-clock.ts';

const limitMs = 8_000;

function exchanges() {
  const clock = new VirtualClock();
  const gaveUp: string[] = [];
  const giveUp = ({ message }: Fault) => void gaveUp.push(message);
  const made = createExchanges({ clock, limitMs, broker: 'broker', isOver: () => false, giveUp });
  return { ...made, clock, gaveUp };
}

test('an exchange that cannot even be begun gives the connection up at once, and waits for nothing', async () => {
  const { run, clock, gaveUp } = exchanges();
  const began = run(() => {
    throw new Error('the client is broken');
  });
  await expect(began).rejects.toMatchObject({ code: 'broker.down', message: 'the client is broken' });
  expect(gaveUp).toEqual(['the client is broken']);
  await clock.advance(2 * limitMs);
  expect(gaveUp).toHaveLength(1);
});

test('an answer that comes late, or twice, changes nothing', async () => {
  const { run, clock, gaveUp } = exchanges();
  let answer = (_error?: Error): void => {};
  const late = run((done) => {
    answer = done;
  });
  const end = expect(late).rejects.toMatchObject({ code: 'broker.down' });
  await clock.advance(limitMs);
  await end;
  answer();
  answer(new Error('late'));
  expect(gaveUp).toHaveLength(1);
});

test('a connection that is over ends every exchange that waits, each once', async () => {
  const { run, abandon, clock, gaveUp } = exchanges();
  const waiting = [1, 2, 3].map(() => run(() => undefined));
  const ends = Promise.allSettled(waiting);
  abandon(new Fault('uplink.refused', 'over'));
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await clock.advance(2 * limitMs);
  expect(gaveUp).toEqual([]);
});
