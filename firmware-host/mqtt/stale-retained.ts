import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { BrokerConnection, Incoming } from './broker-connection.ts';
import { stateTable } from './messages/message-table.ts';
import type { Publisher } from './publisher.ts';
import { contractRoot } from './topics.ts';

/** A broker sends its retained messages at once; on a slow link all of them may take this long. */
const listenMs: Millis = 5_000;
/** The most topics cleared in one run of the process: the publisher remembers each. */
const staleMax = 1_000;

/**
 * Clears retained messages that an earlier run left on the broker: states of devices, services and counters that are no
 * longer in the site file. At each connection it listens for a while to the retained messages of this site; those that
 * the publisher has not sent are no longer ours. Call it once everything has been published. It runs with brokers of
 * our own too: they retain nothing else.
 */
export function clearStaleRetained(of: {
  readonly site: string;
  /** Filters of further topics that only this site retains. */
  readonly also?: readonly string[];
  readonly connection: BrokerConnection;
  readonly publisher: Pick<Publisher, 'clear' | 'said'>;
  readonly clock: Clock;
}): void {
  const { connection, publisher, clock } = of;
  const addresses = Object.keys(stateTable).filter((address) => address.includes('{id}'));
  const states = addresses.map((address) => `${contractRoot}/${of.site}/${address.replace('{id}', '+')}`);
  const filters = [...states, ...(of.also ?? [])];
  let found = 0;
  let cancel: Cancel | undefined;

  function hear({ topic, payload, retain }: Incoming): void {
    if (!retain || payload.length === 0 || publisher.said(topic) !== undefined || found >= staleMax) return;
    found++;
    publisher.clear(topic);
  }

  connection.onConnected(() => {
    cancel?.();
    for (const filter of filters) connection.subscribe(filter, hear);
    // Later messages come only from us: there is no need to receive them.
    cancel = clock.after(
      listenMs,
      () => {
        for (const filter of filters) connection.unsubscribe(filter);
      },
      'stale retained: listen',
    );
  });
}
