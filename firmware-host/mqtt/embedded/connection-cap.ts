import { BlockList } from 'node:net';

/** Clients of one site: boards, the hall page, collectors, a bridge. */
const connectionsMost = 32;
const perAddressMost = 8;

export type ConnectionRefusal = 'too-many-connections' | 'too-many-from-address';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export interface ConnectionCap {
  /** Why a new connection is refused, or `undefined` when it was let in; then `leave` is called once. */
  enter(address: string): ConnectionRefusal | undefined;
  leave(address: string): void;
}

/**
 * Counts open connections, in all and by remote address. Loopback has no cap of its own: there, everyone is this
 * machine.
 */
export function openConnectionCap(): ConnectionCap {
  const byAddress = new Map<string, number>();
  let all = 0;
  return {
    enter(address) {
      const here = byAddress.get(address) ?? 0;
      if (all >= connectionsMost) return 'too-many-connections';
      if (here >= perAddressMost && !isLoopback(address)) return 'too-many-from-address';
      byAddress.set(address, here + 1);
      all++;
      return undefined;
    },
    leave(address) {
      const here = (byAddress.get(address) ?? 1) - 1;
      if (here > 0) byAddress.set(address, here);
      else byAddress.delete(address);
      all--;
    },
  };
}

function isLoopback(address: string): boolean {
  return loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}
