import type { Fault } from '../../devices/fault.ts';

/** CONNACK codes of MQTT 3.1.1 (section 3.2.2.3) and 5 (section 3.2.2.2). */
const unknownVersion: ReadonlySet<unknown> = new Set([0x01, 0x84]);
/** A broker that does not let us in for these has nothing against the MQTT we speak. */
const otherwiseRefused = /\.(tls|auth|no_retain|limited|duplicate)$/;

/** Which MQTT a broker is spoken to. In 5 it says what it refuses; not every broker has it. */
export interface Protocol {
  /** For the next attempt. */
  next(): 4 | 5;
  up(): void;
  /** An attempt or a connection ended. */
  lost(why: Fault, where: 'here' | 'there'): void;
  /** Whether the connection that is up acknowledges only what it takes. */
  saysRefusals(): boolean;
}

/** `only`: speak this version and no other; else `first`, and the other one where that is not understood. */
export function createProtocol(only?: 4 | 5, first: 4 | 5 = 5): Protocol {
  let version: 4 | 5 = only ?? first;
  let isUp = false;
  /** The broker has said that it does not know the other one. */
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
        // A broker that hung up without a word may have been on its way down: ask again in what comes first.
        if (!isSure) version = first;
      } else if (where === 'there') {
        isSure = unknownVersion.has(reasonOf(why));
        version = version === 5 ? 4 : 5;
      }
    },
  };
}

/** The code of the CONNACK with which MQTT.js refused to go on. */
function reasonOf({ cause }: Fault): unknown {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}
