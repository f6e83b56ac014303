import type { Fault } from '../../devices/fault.ts';

/** CONNACK codes of MQTT 3.1.1 (section 3.2.2.3) and 5 (section 3.2.2.2). */
const unknownVersion: ReadonlySet<unknown> = new Set([0x01, 0x84]);
/** A broker that refuses us with one of these codes has no objection to the MQTT version. */
const otherwiseRefused = /\.(tls|auth|no_retain|limited|duplicate)$/;

/**
 * Chooses the MQTT version for each attempt. In version 5 the broker gives reasons for refusals, but not every broker
 * speaks it.
 */
export interface Protocol {
  /** The version for the next attempt. */
  next(): 4 | 5;
  up(): void;
  /** An attempt or a connection ended. */
  lost(why: Fault, where: 'here' | 'there'): void;
  /**
   * Whether the broker reports refusals, so that an acknowledgement on this connection means that it took the message.
   */
  saysRefusals(): boolean;
}

/**
 * With `only`, speaks that version and no other. Otherwise starts with `first`, and changes to the other version where
 * that one is not understood.
 */
export function createProtocol(only?: 4 | 5, first: 4 | 5 = 5): Protocol {
  let version: 4 | 5 = only ?? first;
  let isUp = false;
  /** Whether the broker has said that it does not know the other version. */
  let isSure = false;

  return {
    next: () => version,
    saysRefusals: () => version === 5,
    up() {
      isUp = true;
    },
    lost(why, where) {
      const wasUp = isUp;
      isUp = false;
      if (only !== undefined || otherwiseRefused.test(why.code)) return;
      if (wasUp) {
        // A broker that hung up without a reason may have been shutting down: try the first version again.
        if (!isSure) version = first;
      } else if (where === 'there') {
        isSure = unknownVersion.has(reasonOf(why));
        version = version === 5 ? 4 : 5;
      }
    },
  };
}

/** The code of the CONNACK that made MQTT.js give up. */
function reasonOf({ cause }: Fault): unknown {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}
