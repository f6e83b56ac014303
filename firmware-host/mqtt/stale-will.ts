import type { BrokerConnection } from './broker-connection.ts';
import type { Publisher } from './publisher.ts';

/**
 * Publishes the host's last message on `topic` again whenever the broker has a different one there: the last will of an
 * earlier connection may arrive after this connection was made, and would leave a running site marked offline. The
 * connection learns whose message was there: another run may be a rival controller.
 */
export function guardAgainstStaleWill(
  connection: BrokerConnection,
  publisher: Publisher,
  topic: string,
): void {
  connection.subscribe(topic, ({ payload }) => {
    const said = publisher.said(topic);
    const there = Buffer.from(payload).toString('utf8');
    if (said === undefined) return;
    const other = bootIn(there);
    connection.ownTopic?.(other === bootIn(said) ? undefined : other);
    if (said !== there) publisher.restate(topic);
  });
}

/** The boot id of the run that published a state. */
function bootIn(payload: string): string | undefined {
  try {
    const { boot } = Object(JSON.parse(payload));
    return typeof boot === 'string' ? boot : undefined;
  } catch {
    return undefined;
  }
}
