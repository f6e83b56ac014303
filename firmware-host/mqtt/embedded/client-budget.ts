import type { Clock } from '../../../devices/ports.ts';
import { createBudget } from '../../async/budget.ts';
import { listenerLimits } from '../../listeners/listener-limits.ts';

/** Types of packets (MQTT 3.1.1, table 2.1). */
const [puback, subscribe, unsubscribe] = [4, 8, 10];

export type BudgetRefusal = 'too-many-packets' | 'too-many-bytes' | 'too-many-acks';

/** The traffic that one client may send. */
export interface ClientBudget {
  /** Called for each packet, with its first byte and the length of its body, before it is parsed. */
  mayCome(first: number, length: number): BudgetRefusal | undefined;
  /** Called for each filter that it asks for. `isBroad`: many retained messages may match it. */
  mayAsk(isBroad: boolean): boolean;
  /** The client was sent a message that it may acknowledge. */
  owesAck(): void;
}

export function createClientBudget(clock: Clock): ClientBudget {
  const { subscribeBytesPerPacket, broadFilterCost, acksSpare, acksMax } = listenerLimits;
  const packets = createBudget(clock, listenerLimits.packets);
  const bytes = createBudget(clock, listenerLimits.mqttIn);
  const filters = createBudget(clock, listenerLimits.filters);
  let acks: number = acksSpare;
  return {
    mayCome(first, length) {
      const type = first >> 4;
      if (!bytes(length)) return 'too-many-bytes';
      if (type === puback) {
        if (acks < 1) return 'too-many-acks';
        acks--;
        return undefined;
      }
      const asks = type === subscribe || type === unsubscribe;
      return packets(asks ? 1 + length / subscribeBytesPerPacket : 1) ? undefined : 'too-many-packets';
    },
    mayAsk: (isBroad) => filters(isBroad ? broadFilterCost : 1),
    owesAck() {
      acks = Math.min(acksMax, acks + 1);
    },
  };
}
