import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { site } from '../hall-file.js';

const topic = `loket/v1/${site}/command/call-next`;

/** The C client takes 200 MB in one message; MQTT.js does not. */
function huge({ ports, folder }, retain) {
  const file = join(folder, 'huge');
  writeFileSync(file, Buffer.alloc(200 * 2 ** 20));
  const where = ['-h', '127.0.0.1', '-p', String(ports.mqtt), '-t', topic];
  return once(spawn('mosquitto_pub', [...where, '-q', '1', ...(retain ? ['-r'] : []), '-f', file]), 'exit');
}

/** What others say on a broker that is not the hall's. */
export const hugeMessages = [
  {
    name: 'external broker: a message of 200 MB',
    listeners: 'external',
    run: (target) => huge(target, false),
  },
  {
    name: 'external broker: a retained message of 200 MB at the start',
    listeners: 'external',
    // It is there when the hall connects.
    ready: (target) => huge(target, true),
    run: async () => undefined,
  },
  {
    name: 'external broker: 1,000 commands a second that are none',
    listeners: 'external',
    async run({ ports }, signal) {
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${ports.mqtt}`);
      while (!signal.aborted) {
        for (let at = 0; at < 20; at++) client.publish(topic, 'nothing');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  },
];
