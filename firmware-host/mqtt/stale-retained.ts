import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { BrokerConnection, Incoming } from './broker-connection.ts';
import { stateTable } from './messages/message-table.ts';
import type { Publisher } from './publisher.ts';
import { contractRoot } from './topics.ts';

/** A broker sends what it retains at once; a slow line may take this long for all of it. */
const listenMs: Millis = 5_000;
/** The most topics cleared in one run of the process: the publisher remembers each. */
const ghostsMax = 1_000;

/**
 * Clears what an earlier run left on a broker that outlives it: states of devices, services and counters that are no
 * longer in the site file. At each connection it listens for a while to what the broker retains of this site; what the
 * publisher has not said is not ours any more. To be called once everything has been said, and with brokers of our own
 * too: they retain nothing else.
 */
export function clearStaleRetained(of: {
  readonly site: string;
  readonly connection: BrokerConnection;
  readonly publisher: Pick<Publisher, 'clear' | 'said'>;
  readonly clock: Clock;
}): void {
  const { connection, publisher, clock } = of;
  const addresses = Object.keys(stateTable).filter((address) => address.includes('{id}'));
  const filters = addresses.map((address) => `${contractRoot}/${of.site}/${address.replace('{id}', '+')}`);
  let ghosts = 0;
  let cancel: Cancel | undefined;

  function hear({ topic, payload, retain }: Incoming): void {
    if (!retain || payload.length === 0 || publisher.said(topic) !== undefined || ghosts >= ghostsMax) return;
    ghosts++;
    publisher.clear(topic);
  }

  connection.onConnected(() => {
    cancel?.();
    for (const filter of filters) connection.subscribe(filter, hear);
    // What changes later comes from us alone, and need not come back.
    cancel = clock.after(
      listenMs,
      () => {
        for (const filter of filters) connection.unsubscribe(filter);
      },
      'stale retained: listen',
    );
  });
}
