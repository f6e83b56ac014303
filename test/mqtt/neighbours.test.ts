import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { embedded, freePort, mosquitto, mosquittoSub, rawSocket, site } from './brokers.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const state = `loket/v1/${site}/controller/state`;

async function openBroker(more: Parameters<typeof embedded>[1] = {}) {
  const broker = await embedded(0, more);
  endings.push(() => broker.close());
  return broker;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'loket-neighbour-'));
  endings.push(() => rmSync(made, { recursive: true }));
  return made;
}

describe.skipIf(!has('mosquitto'))('a mosquitto that is bridged to the hall', () => {
  test('hears the hall though its own notifications are refused, and stays connected', async () => {
    const broker = await openBroker();
    await broker.connection().publish(state, 'online', { retain: true, qos: 1 });
    const port = await freePort();
    const file = join(folder(), 'bridge.conf');
    writeFileSync(
      file,
      [
        `listener ${port} 127.0.0.1`,
        'allow_anonymous true',
        'connection hall',
        `address 127.0.0.1:${broker.port}`,
        'restart_timeout 1',
        'notifications true',
        `topic # in 1 loket/ loket/`,
        '',
      ].join('\n'),
    );
    const bridge = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
    endings.push(() => bridge.kill('SIGKILL'));
    await until(() => broker.connection().refusals !== 0);
    const { heard, stop } = await mosquittoSub(port, 'loket/#');
    endings.push(stop);
    await until(() => heard.some(({ topic }) => topic === state));
    await broker.connection().publish(`loket/v1/${site}/a`, 'later', { retain: false, qos: 1 });
    await until(() => heard.some(({ payload }) => payload === 'later'));
    expect(broker.status().clients).toBe(1);
    expect(broker.status().refused).toEqual({ 'publish-outside-command': broker.connection().refusals });
  });

  test.each([
    ['0', []],
    ['1', []],
    ['1', ['-r']],
    ['2', []],
  ])('mosquitto_pub of a birth message with QoS %s %s ends well', async (qos, more) => {
    const broker = await openBroker();
    const where = ['-h', '127.0.0.1', '-p', String(broker.port), '-t', 'homeassistant/status'];
    const child = spawn('mosquitto_pub', [...where, '-m', 'online', '-q', qos, ...more, '-V', 'mqttv311']);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    await until(() => broker.status().refused['publish-outside-command'] === 1);
    expect(code).toBe(0);
  });

  test('one that speaks MQTT 5 only is told that it is not spoken here', async () => {
    const broker = await openBroker();
    const where = ['-h', '127.0.0.1', '-p', String(broker.port), '-t', 'homeassistant/status'];
    const child = spawn('mosquitto_pub', [...where, '-m', 'online', '-V', 'mqttv5']);
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += String(chunk);
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).not.toBe(0);
    expect(told).toMatch(/unacceptable protocol version|unsupported protocol version/i);
  });
});

describe.skipIf(!has('mosquitto'))('a broker that is not the hall’s', () => {
  test.each([
    ['now', false, 4],
    ['retained before the hall connects', true, 4],
    ['now, over MQTT 5', false, 5],
    ['retained, over MQTT 5', true, 5],
  ] as const)('that has a message of 20 MB, %s, is heard all the same', async (_when, retain, protocol) => {
    const port = await freePort();
    const outside = await mosquitto(port);
    endings.push(() => outside.kill());
    const file = join(folder(), 'huge');
    writeFileSync(file, Buffer.alloc(20 * 2 ** 20));
    const command = `loket/v1/${site}/command/call-next`;
    const sendHuge = () => {
      const where = ['-h', '127.0.0.1', '-p', String(port), '-t', command, '-q', '1'];
      expect(spawnSync('mosquitto_pub', [...where, '-f', file, ...(retain ? ['-r'] : [])]).status).toBe(0);
    };
    if (retain) sendHuge();
    const faults: Fault[] = [];
    const connection = openExternalConnection({
      ...{ url: `mqtt://127.0.0.1:${port}`, site, protocol, clock: realClock, random: () => 0 },
      report: (fault) => faults.push(fault),
    });
    endings.push(() => connection.close());
    const heard: number[] = [];
    connection.subscribe(`loket/v1/${site}/command/+`, ({ payload }) => heard.push(payload.length));
    await until(() => connection.connected);
    if (!retain) sendHuge();
    const one = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 });
    endings.push(() => one.endAsync(true));
    // More than a broker lets wait for acknowledgements at once: the huge one was acknowledged, or never sent.
    for (let number = 0; number < 30; number++) await one.publishAsync(command, '{}', { qos: 1 });
    await until(() => heard.length === 30);
    expect(new Set(heard)).toEqual(new Set([2]));
    expect(connection.connected).toBe(true);
    expect(faults.map(({ code }) => code)).toEqual(protocol === 4 ? ['broker.huge_message'] : []);
  });
});

describe('connections that say nothing', () => {
  test('leave room for others, and are closed', { timeout: 20_000 }, async () => {
    const broker = await openBroker();
    const silent = await Promise.all(Array.from({ length: 60 }, () => rawSocket(broker.port)));
    const one = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 });
    endings.push(() => one.endAsync(true));
    await Promise.all(silent.map(({ closed }) => closed));
    expect(one.connected).toBe(true);
    expect(broker.status().refused).toEqual({ silent: 60 });
  });
});

describe('an address that comes and goes without end', () => {
  test('is not waited upon, and others are', async () => {
    // Time stands still, so that no allowance comes back however slow this machine is.
    const broker = await openBroker({ clock: { now: () => 0, after: realClock.after } });
    const { burst } = listenerLimits.arrivals.here;
    for (let number = 0; number < burst + 200; number += 20)
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          const { socket, closed } = await rawSocket(broker.port);
          socket.destroy();
          await closed;
        }),
      );
    await until(() => (broker.status().refused['too-many-arrivals'] ?? 0) > 0);
    const other = connect({ port: broker.port, host: '127.0.0.1', localAddress: '127.0.0.2' });
    const one = new mqtt.MqttClient(() => other, { reconnectPeriod: 0 });
    endings.push(() => one.endAsync(true));
    await new Promise<void>((resolve) => one.once('connect', () => resolve()));
  });
});

describe('a client that sends frames around its packets', () => {
  test('is cut off at the listener for browsers, before it was let in', async () => {
    const broker = await openBroker({ webSocketPort: 0 });
    const socket = connect(broker.webSocketPort ?? 0, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `GET /mqtt HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n',
    );
    await new Promise((resolve) => socket.once('data', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(Buffer.concat(Array(5_000).fill(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]))));
    await closed;
    expect(broker.status().refused).toEqual({ 'too-many-frames': 1 });
  });
});
