import type { Fault } from '../../../devices/fault.ts';

/** Connections that may break on one event before it is left out. */
const closesMax = 3;
/** Refusals of one packet: topic name invalid, packet too large, payload format invalid (MQTT 5, section 2.4). */
const ofEvent: ReadonlySet<unknown> = new Set([0x90, 0x95, 0x99]);

/** Which event the connections break on. One that a broker cannot take must not hold up all that come after it. */
export interface PoisonMessage {
  /** Events that are left out. */
  readonly aside: ReadonlySet<number>;
  /** The suspected event. It is sent alone, so that nothing else can be what the connection breaks on. */
  sequence(): number | undefined;
  /** A connection broke while this was the oldest event on its way. True when it is left out from now on. */
  broke(sequence: number): boolean;
  /** Whether a refusal is about the event itself, and not about what this client may do. */
  isOfEvent(why: Fault): boolean;
}

export function createPoisonMessage(): PoisonMessage {
  const aside = new Set<number>();
  let suspect: number | undefined;
  let closes = 0;
  return {
    aside,
    sequence: () => suspect,
    broke(sequence) {
      closes = sequence === suspect ? closes + 1 : 1;
      suspect = sequence;
      if (closes < closesMax) return false;
      aside.add(sequence);
      suspect = undefined;
      return true;
    },
    isOfEvent: (why) => ofEvent.has(why.context.reason),
  };
}
