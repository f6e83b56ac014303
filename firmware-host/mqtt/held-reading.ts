import type { MqttClient } from 'mqtt';

/**
 * Lets MQTT.js read on only while reading is not held. It asks after each message (`handleMessage`); as long as it has
 * no answer, nothing more is read from the line, and the broker waits behind TCP's window.
 */
export function holdReading(client: Pick<MqttClient, 'handleMessage'>): (isHeld: boolean) => void {
  let isHeld = false;
  let readOn: (() => void) | undefined;

  client.handleMessage = (_packet, callback) => {
    if (isHeld) readOn = () => callback();
    else callback();
  };

  return (held) => {
    isHeld = held;
    if (held) return;
    const go = readOn;
    readOn = undefined;
    go?.();
  };
}
