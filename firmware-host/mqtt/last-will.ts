import type { Outgoing } from './broker-connection.ts';
import { stateMessage } from './messages/outgoing.ts';
import { controllerLost } from './states.ts';

/** What the broker is to say when connection number `connection` is lost. It is made when that connection begins. */
export type LastWill = (connection: number) => Outgoing;

/** The last will of this run of the controller: `controller/state` offline. `wall` is Unix ms. */
export function lastWill(site: string, boot: string, wall: () => number): LastWill {
  return (connection) =>
    stateMessage(site, 'controller/state', controllerLost(boot, { connection, since: wall() }));
}
