import type { Socket } from 'node:net';
import type { Clock } from '../../devices/ports.ts';
import { createBudget } from '../async/budget.ts';
import { listenerLimits, type PlaceLimits } from './listener-limits.ts';
import { createPlaces, isThisMachine } from './places.ts';

export type ReceptionRefusal = 'too-many-connections' | 'too-many-arrivals' | 'silent';

/** A connected client, from its first byte to its last. */
export interface Guest {
  readonly address: string;
  /** The client has sent its request: its time limit is off. */
  spoke(): void;
  /** Makes it a member. Returns false when `holder` has all its places, or no place is left. */
  join(holder: string): boolean;
  /** Closes its connection. */
  expel(): void;
}

/**
 * Receives the connections of all listeners. Strangers have places of their own and little time to identify themselves,
 * so that they cannot keep out members. Returns undefined when the connection was refused and closed.
 */
export function createReception(of: {
  readonly clock: Clock;
  readonly strangers: PlaceLimits;
  readonly members: PlaceLimits;
  readonly refuse: (refusal: ReceptionRefusal, address: string) => void;
}): (socket: Socket) => Guest | undefined {
  const { clock, refuse } = of;
  const strangers = createPlaces(of.strangers);
  const members = createPlaces(of.members);
  const mayArrive = openArrivals(clock);

  return (socket) => {
    const address = socket.remoteAddress ?? '';
    // An error on a connection only ends that connection.
    socket.on('error', () => socket.destroy());
    const expel = () => void socket.destroy();
    const turnedAway = (refusal: ReceptionRefusal) => {
      refuse(refusal, address);
      expel();
    };
    if (!mayArrive(address)) {
      turnedAway('too-many-arrivals');
      return undefined;
    }
    let leave = strangers.enter(address, address, () => turnedAway('too-many-connections'));
    if (leave === undefined) {
      turnedAway('too-many-connections');
      return undefined;
    }
    const crowded = strangers.taken > of.strangers.all / 2;
    const patienceMs = crowded ? listenerLimits.crowdedSilenceMs : listenerLimits.silenceMs;
    const spoke = clock.after(patienceMs, () => turnedAway('silent'), 'listener: first words');
    socket.once('close', () => {
      spoke();
      leave?.();
    });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, listenerLimits.tcpKeepAliveMs);
    return {
      address,
      spoke,
      join(holder) {
        const place = members.enter(holder, address, () => turnedAway('too-many-connections'));
        if (place === undefined) return false;
        leave?.();
        leave = place;
        // The connection may be gone already.
        if (socket.destroyed) place();
        return true;
      },
      expel,
    };
  };
}

/**
 * Returns a function: whether one more connection from an address is allowed now. Endless reconnecting costs as much as
 * staying connected.
 */
function openArrivals(clock: Clock): (address: string) => boolean {
  const { each, here, addressesMax } = listenerLimits.arrivals;
  const known = new Map<string, () => boolean>();
  return (address) => {
    const may = known.get(address) ?? createBudget(clock, isThisMachine(address) ? here : each);
    // All addresses are cleared together, so that they cannot fill the memory.
    if (known.size >= addressesMax && !known.has(address)) known.clear();
    known.set(address, may);
    return may();
  };
}
