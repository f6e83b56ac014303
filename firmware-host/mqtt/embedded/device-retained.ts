import type { AccessRefusal } from './access.ts';

/** How much devices may have the broker keep, all of them together. Topics, and bytes of their messages. */
export interface RetainedLimits {
  readonly topicsMax: number;
  readonly bytesMax: number;
}

interface Kept {
  readonly topics: Map<string, number>;
  bytes: number;
}

const topicsOf = ({ topics }: Kept) => topics.size;
const bytesOf = ({ bytes }: Kept) => bytes;

/**
 * Counts what devices have the broker keep: it is in this process, which has no memory for a device that runs wild.
 * `accounts`: how many accounts devices have. Each may always have its share kept, whatever the others have: so all
 * together never have more than twice the limits.
 */
export function createDeviceRetained({ topicsMax, bytesMax }: RetainedLimits, accounts: number) {
  const keptBy = new Map<string, Kept>();
  const sumOf = (amount: (kept: Kept) => number) =>
    [...keptBy.values()].reduce((sum, one) => sum + amount(one), 0);

  function mayGrow(by: number, own: Kept, amount: (kept: Kept) => number, max: number): boolean {
    return by <= 0 || amount(own) + by <= Math.floor(max / accounts) || sumOf(amount) + by <= max;
  }

  return {
    /**
     * Why a message of `account` that is to be kept is not taken; undefined: it is, and counts. An empty one gives its
     * place back.
     */
    refusal(
      account: string,
      packet: { readonly topic: string; readonly payload: string | Buffer; readonly retain: boolean },
    ): AccessRefusal | undefined {
      if (!packet.retain) return undefined;
      const { topic } = packet;
      const size = packet.payload.length;
      const kept = keptBy.get(account) ?? { topics: new Map(), bytes: 0 };
      const before = kept.topics.get(topic);
      const grows = size - (before ?? 0);
      if (size > 0 && before === undefined && !mayGrow(1, kept, topicsOf, topicsMax))
        return 'too-much-retained';
      if (!mayGrow(grows, kept, bytesOf, bytesMax)) return 'too-much-retained';
      kept.bytes += grows;
      if (size > 0) kept.topics.set(topic, size);
      else kept.topics.delete(topic);
      keptBy.set(account, kept);
      return undefined;
    },
  };
}
