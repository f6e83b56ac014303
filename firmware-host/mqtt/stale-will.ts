import type { BrokerConnection } from './broker-connection.ts';
import type { Publisher } from './publisher.ts';

/**
 * Says again what the host said last on `topic` whenever the broker has something else there: the last will of an
 * earlier connection may be sent after this one was made, and would leave a running site marked offline. The
 * connection is told whose word was there: another run of a controller may be a rival.
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

/** Which run of a controller a state is of. */
function bootIn(payload: string): string | undefined {
  try {
    const { boot } = Object(JSON.parse(payload));
    return typeof boot === 'string' ? boot : undefined;
  } catch {
    return undefined;
  }
}
