import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { stopAll } from '../cli/loket.ts';
import { running, runningWith } from '../cli/small-hall.ts';
import { embedded, listener } from '../mqtt/brokers.ts';
import { until } from '../real-clock.ts';

afterEach(stopAll);

/** Another program that has a port already. */
async function squatter(): Promise<{ readonly port: number; leave(): void }> {
  const server: Server = createServer((socket) => void socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, leave: () => void server.close() };
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'loket-port-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

describe('a hall whose MQTT port another program has', () => {
  test('opens all the same, says so, and has everything retained there once the port is free', async () => {
    const other = await squatter();
    const hall = running(folder(), { port: other.port });
    await until(() => hall.seen.out.includes('MQTT: '));
    expect(hall.seen.err).toContain(`port ${other.port} on 127.0.0.1 is in use by another program`);
    expect(hall.seen.err).toContain('"code":"broker.port_busy"');
    expect(hall.child.exitCode).toBe(null);
    other.leave();
    await until(() => hall.seen.err.includes('is open now'), 30_000);
    const { client, heard } = await listener(other.port, 'loket/v1/uji/#');
    onTestFinished(() => void client.end(true));
    await until(() => heard.some(({ topic }) => topic.endsWith('counter/loket-1/state')));
    const state = heard.find(({ topic }) => topic.endsWith('controller/state'))?.payload ?? '{}';
    expect(JSON.parse(state)).toMatchObject({ state: 'online' });
    hall.child.kill('SIGTERM');
    expect(await hall.ended).toBe(0);
  });

  test('says it in its state to those who come by another listener', async () => {
    const other = await squatter();
    const broker = await embedded(other.port, { webSocketPort: 0 });
    onTestFinished(() => broker.close());
    expect(broker.listenerFaults().map(({ code }) => code)).toEqual(['broker.port_busy']);
    const client = await mqtt.connectAsync(`ws://127.0.0.1:${broker.webSocketPort}`, { reconnectPeriod: 0 });
    await client.endAsync(true);
    expect(broker.faults).toMatchObject([{ code: 'broker.port_busy' }]);
    other.leave();
    await until(() => broker.listenerFaults().length === 0);
    await (await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 })).endAsync(true);
  });

  test('or its WebSocket port keeps the other one', async () => {
    const other = await squatter();
    const broker = await embedded(0, { webSocketPort: other.port });
    onTestFinished(() => broker.close());
    expect(broker.listenerFaults()).toMatchObject([
      { code: 'broker.port_busy', context: { port: other.port } },
    ]);
    await (await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 })).endAsync(true);
  });

  test('or an address that this machine has not says that', async () => {
    const broker = await embedded(0, { host: '192.0.2.77' });
    onTestFinished(() => broker.close());
    expect(broker.listenerFaults()).toMatchObject([{ code: 'broker.port_failed' }]);
    expect(broker.listenerFaults()[0]?.message).toContain('192.0.2.77');
    expect(faultCatalogue['broker.port_failed'].en).toContain('address');
  });
});

test('a hall whose board has no port opens all the same, and serves it once the port is free', async () => {
  const other = await squatter();
  const hall = runningWith(folder(), { board: { port: other.port } }, '--mqtt-port', '0');
  await until(() => hall.seen.out.includes('MQTT: '));
  await until(() => hall.seen.err.includes('"code":"web.failed"'));
  const said = /MQTT: mqtt:\/\/127\.0\.0\.1:(\d+)/.exec(hall.seen.out)?.[1];
  const { client, heard } = await listener(Number(said), 'loket/v1/uji/controller/state');
  onTestFinished(() => void client.end(true));
  await until(() => heard.some(({ payload }) => payload.includes('web.failed')));
  other.leave();
  await until(async () => {
    const page = await fetch(`http://127.0.0.1:${other.port}/board`).catch(() => undefined);
    return page?.status === 200;
  }, 30_000);
});
