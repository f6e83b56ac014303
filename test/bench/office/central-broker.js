import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { ended, listens } from '../press/mosquitto.js';

/** How often the broker says its own figures. */
const sysSeconds = 2;

const example = new URL('../../../config/system/mosquitto-central.conf', import.meta.url);
/** Settings of the example that make a difference to speed and memory. Accounts and TLS are left out. */
const kept = /^(message_size_limit|max_inflight_messages|max_queued_messages|persistence) .*$/gm;

/** The broker of the central office on a free loopback port, with the limits of the example configuration. */
export async function startCentralBroker(folder) {
  const port = await freePort();
  const limits = readFileSync(example, 'utf8').match(kept) ?? [];
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'user root',
    'log_dest none',
    `sys_interval ${sysSeconds}`,
    `persistence_location ${folder}/`,
    ...limits,
  ];
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
  await listens(port);
  const watched = await watchDropped(port);
  return {
    ...{ port, pid: child.pid, dropped: watched.dropped },
    async stop() {
      await watched.end();
      await ended(child);
    },
  };
}

/**
 * Messages that were dropped because the queue of a client was full; undefined until the broker says it. It says it
 * when it has changed, and keeps it for a minute.
 */
async function watchDropped(port) {
  let dropped;
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port });
  client.on('message', (_, payload) => {
    dropped = Number(payload);
  });
  await client.subscribeAsync('$SYS/broker/publish/messages/dropped');
  return { dropped: () => dropped, end: () => client.endAsync(true) };
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
