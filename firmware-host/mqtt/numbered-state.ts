import type { Lane } from './lane.ts';
import type { Outgoing, Session } from './session.ts';

/**
 * The lane, with the number of the connection in whatever is said on `topic`, the controller's own state. At each
 * connection the state is said anew with the new number, in the place that it has among all that is said again: a last
 * will has the number of the connection that it speaks of, so that a late one is told from the loss of this connection.
 */
export function numberedState(session: Session, lane: Lane, topic: string): Lane {
  let last: Outgoing | undefined;
  const say = (message: Outgoing): void => {
    const state = { ...JSON.parse(message.payload), connection: session.connection };
    lane.enqueue({ ...message, payload: JSON.stringify(state) });
  };
  session.onConnected(() => last && say(last));
  return {
    ...lane,
    enqueue(message) {
      if (message.topic !== topic) return lane.enqueue(message);
      last = message;
      say(message);
    },
  };
}
