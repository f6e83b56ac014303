import type { MqttClient } from 'mqtt';

/** PUBACK (MQTT 3.1.1 and 5, section 3.4): the type, and the length of what follows, the packet identifier. */
const pubackType = 0x40;
const identifierBytes = 2;
const pubackBytes = 2 + identifierBytes;

/** Acknowledges what a broker sends. A broker has only so many messages under way, so it waits while none is. */
export interface PacedAcks {
  /** While they are held, messages still arrive, as far as the window of the broker goes. */
  hold(isHeld: boolean): void;
}

/**
 * Takes the acknowledging over from MQTT.js, which reads nothing more from the line until it has acknowledged: answers
 * to our own messages and pings would wait with it, and the connection would be given up. All that became due in one
 * turn of the event loop is one write, in the order in which the messages came (MQTT-4.6.0-2).
 */
export function paceAcks(
  client: Pick<MqttClient, 'handleMessage'>,
  write: (bytes: Buffer) => void,
): PacedAcks {
  let due: number[] = [];
  let isHeld = false;
  let isPlanned = false;
  // MQTT.js goes on to the next message without acknowledging this one.
  const byUs = new Error('acknowledged by us');

  function flush(): void {
    isPlanned = false;
    if (isHeld || due.length === 0) return;
    const bytes = Buffer.alloc(due.length * pubackBytes);
    for (const [at, identifier] of due.entries()) {
      bytes[at * pubackBytes] = pubackType;
      bytes[at * pubackBytes + 1] = identifierBytes;
      bytes.writeUInt16BE(identifier, at * pubackBytes + 2);
    }
    due = [];
    write(bytes);
  }

  client.handleMessage = (packet, callback) => {
    if (packet.qos !== 1 || packet.messageId === undefined) return callback();
    due.push(packet.messageId);
    if (!isPlanned) setImmediate(flush);
    isPlanned = true;
    callback(byUs);
  };

  return {
    hold(held) {
      isHeld = held;
      if (!held) flush();
    },
  };
}
