import type { Lane } from './lane.ts';
import type { Session } from './session.ts';

/**
 * Says again what the host said last on `topic` whenever the broker has something else there: the last will of an
 * earlier connection may be sent after this one was made, and would leave a running site marked offline.
 */
export function watchOwnState(session: Session, lane: Lane, topic: string): void {
  session.subscribe(topic, ({ payload }) => {
    const said = lane.said(topic);
    if (said !== undefined && said !== Buffer.from(payload).toString('utf8')) lane.restate(topic);
  });
}
