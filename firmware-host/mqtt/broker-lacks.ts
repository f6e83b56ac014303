import { Fault } from '../../devices/fault.ts';
import type { Party } from './tls-fault.ts';

/** What a broker may say of itself in its CONNACK (MQTT 5, section 3.2.2.3). */
interface Said {
  readonly retainAvailable?: boolean;
  readonly maximumQoS?: number;
  readonly maximumPacketSize?: number;
}

/** The largest message of the contract: a state with the reasons of all faults that can be active at once. */
const packetMinBytes = 1_024;

/** Which feature that a hall needs the broker lacks; undefined if it has them all. */
export function lacks(said: Said, host: string, party: Party): Fault | undefined {
  if (said.retainAvailable === false) return noRetain(host, party);
  if (said.maximumQoS === 0) return limited(party, `${host} takes QoS 0 only`);
  const { maximumPacketSize: most } = said;
  if (most !== undefined && most < packetMinBytes)
    return limited(party, `${host} takes packets of ${most} bytes`);
  return undefined;
}

/**
 * The fault for the reason codes with which a broker refuses or ends a connection because of its own limits or
 * abilities (MQTT 5, section 2.4).
 */
export function namedFault(reason: unknown, host: string, party: Party): Fault | undefined {
  if (reason === 0x9a) return noRetain(host, party);
  if (reason === 0x9b) return limited(party, `${host} takes QoS 0 only`);
  // CONNACK of MQTT 3.1.1 (section 3.2.2.3), and of 5.
  if (reason === 0x01 || reason === 0x84)
    return new Fault(`${party}.old_protocol`, `${host} does not speak this version of MQTT`, {
      context: { reason },
    });
  if (reason === 0x8e)
    return new Fault(`${party}.duplicate`, `another client took the place of this controller at ${host}`);
  return undefined;
}

const noRetain = (host: string, party: Party) =>
  new Fault(`${party}.no_retain`, `${host} keeps no retained messages`);

const limited = (party: Party, text: string) => new Fault(`${party}.limited`, text);
