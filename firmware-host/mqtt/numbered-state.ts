import type { BrokerConnection, Outgoing } from './broker-connection.ts';
import type { Publisher } from './publisher.ts';

/**
 * The publisher, with the number of the connection in whatever is said on `topic`, the controller's own state. At each
 * connection the state is said anew with the new number, in the place that it has among all that is said again: a last
 * will has the number of the connection that it speaks of, so that a late one is told from the loss of this connection.
 */
export function numberedState(connection: BrokerConnection, publisher: Publisher, topic: string): Publisher {
  let last: Outgoing | undefined;
  const say = (message: Outgoing): void => {
    const state = { ...JSON.parse(message.payload), connection: connection.number };
    publisher.enqueue({ ...message, payload: JSON.stringify(state) });
  };
  connection.onConnected(() => last && say(last));
  return {
    ...publisher,
    enqueue(message) {
      if (message.topic !== topic) return publisher.enqueue(message);
      last = message;
      say(message);
    },
  };
}
