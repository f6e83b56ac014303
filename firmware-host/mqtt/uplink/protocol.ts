import { Fault } from '../../../devices/fault.ts';

/** CONNACK codes of MQTT 3.1.1 (section 3.2.2.3) and 5 (section 3.2.2.2). */
const unknownVersion: ReadonlySet<unknown> = new Set([0x01, 0x84]);
const notLetIn: ReadonlySet<unknown> = new Set([0x04, 0x05, 0x86, 0x87, 0x8a]);

/** Which MQTT a broker is spoken to: 5 where it has it, since it says what it refuses, else 3.1.1. */
export interface Protocol {
  /** For the next attempt. */
  next(): 4 | 5;
  up(): void;
  /** An attempt or a connection ended; returns why, in the words of the catalogue. */
  lost(why: Fault, where: 'here' | 'there'): Fault;
  /** Whether the connection that is up acknowledges only what it takes. */
  saysRefusals(): boolean;
}

/** `only`: speak this version and no other. */
export function openProtocol(only?: 4 | 5): Protocol {
  let version: 4 | 5 = only ?? 5;
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
      const reason = reasonOf(why);
      if (!wasUp && notLetIn.has(reason)) return new Fault('uplink.auth', why.message, { cause: why });
      // A broker that does not take our certificate has not heard which MQTT we speak.
      if (only !== undefined || why.code === 'uplink.tls') return why;
      if (wasUp) {
        // A broker that hung up without a word may have been on its way down: ask again whether it speaks 5.
        if (!isSure) version = 5;
      } else if (where === 'there') {
        isSure = unknownVersion.has(reason);
        version = version === 5 ? 4 : 5;
      }
      return why;
    },
  };
}

/** The code of the CONNACK with which MQTT.js refused to go on. */
function reasonOf({ cause }: Fault): unknown {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}
