import { expect } from 'vitest';
import { eventMessage, stateMessage } from '../../firmware-host/mqtt/messages/outgoing.ts';
import type { Publisher } from '../../firmware-host/mqtt/publisher.ts';
import { counterState } from '../../firmware-host/mqtt/states.ts';
import { type Heard, site } from './brokers.ts';
import { desk, record } from './samples.ts';

const counters = 100;

export function counter(number: number, ticket: string) {
  const state = counterState(desk({ state: 'called', ticket, service: 'paspor' }));
  return stateMessage(site, 'counter/{id}/state', state, `loket-${number}`);
}

export function called(number: number, sequence: number) {
  const about = {
    ticket: `A-${sequence}`,
    service: 'paspor',
    class: 'regular',
    counter: `loket-${number}`,
  } as const;
  return eventMessage(
    site,
    record({ type: 'ticket.called', ...about, waited_s: 1, cause: 'next' }, sequence),
  );
}

/** Rounds of one state and one event for each of 100 counters; the ticket's number is the event's sequence. */
export async function callEverywhere(
  publisher: Pick<Publisher, 'enqueue' | 'drained'>,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let number = 1; number <= counters; number++) {
      const sequence = round * counters + number;
      publisher.enqueue(counter(number, `A-${sequence}`));
      publisher.enqueue(called(number, sequence));
    }
    expect(await publisher.drained(20_000)).toBe(true);
  }
}

/** What a subscriber should have heard: for each pair its state, then its event, and nothing twice. */
export function expectPairs(heard: readonly Heard[], pairs: number): void {
  const order = heard.map(({ topic, payload }) => {
    const message = JSON.parse(payload);
    return topic.endsWith('/state') ? `state ${message.ticket}` : `event ${message.data.ticket}`;
  });
  const expected = Array.from({ length: pairs }, (_, at) => [
    `state A-${at + 1}`,
    `event A-${at + 1}`,
  ]).flat();
  expect(order).toEqual(expected);
}
