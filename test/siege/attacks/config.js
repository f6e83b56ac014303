import mqtt from 'mqtt';
import { passwordOf, site } from '../hall-file.js';

const clientOf = (ports) =>
  mqtt.connectAsync(`mqtt://127.0.0.1:${ports.mqtt}`, {
    username: 'maintain',
    password: passwordOf('maintain'),
  });

const hostile = (name, text) => ({
  name: `check-config: ${name}`,
  async run({ ports }, signal) {
    const client = await clientOf(ports);
    client.on('error', () => undefined);
    for (let at = 0; !signal.aborted; at++) {
      client.publish(`loket/v1/${site}/command/check-config`, JSON.stringify({ id: `c${at}`, text }), {
        qos: 1,
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
});

const most = 60_000;

/** A person with the role maintain has a file checked, twenty times a second. */
export const checkConfigs = [
  hostile('60 KB of opening brackets', '['.repeat(most)),
  hostile(
    '60 KB of anchors and aliases',
    Array.from({ length: 5_000 }, (_, at) => `a${at}: &b${at} *b${Math.max(0, at - 1)}\n`)
      .join('')
      .slice(0, most),
  ),
  hostile(
    '60 KB of one group in another',
    Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
  ),
  hostile(
    '60 KB of names',
    Array.from({ length: 6_000 }, (_, at) => `n${at}: 1\n`)
      .join('')
      .slice(0, most),
  ),
];
