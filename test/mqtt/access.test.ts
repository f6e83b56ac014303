import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions } from 'mqtt';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../firmware-host/mqtt/commands/roles.ts';
import type { BrokerUser } from '../../firmware-host/mqtt/embedded/users.ts';
import { hashPassword, isPassword, type PasswordHash, readHash } from '../../firmware-host/mqtt/password.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { embedded, site } from './brokers.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const users: BrokerUser[] = [];
beforeAll(async () => {
  for (const role of roles) {
    const hash = readHash(await hashPassword(`the ${role} password`)) as PasswordHash;
    users.push({ name: role, role, hash });
  }
});

async function openBroker(more: Parameters<typeof embedded>[1] = {}) {
  const broker = await embedded(0, { users, ...more });
  endings.push(() => broker.close());
  return broker;
}

async function client(url: string, options: IClientOptions = {}) {
  const one = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false);
  one.on('error', () => {
    // A refused publish ends the connection; the tests look at the broker.
  });
  endings.push(() => one.endAsync(true));
  return one;
}

const as = (role: Role) => ({ username: role, password: `the ${role} password` });
const at = (port: number | undefined, scheme = 'mqtt') => `${scheme}://127.0.0.1:${port}`;
const command = (name: string) => `loket/v1/${site}/command/${name}`;

describe('a password hash', () => {
  test('tells its own password from any other, and another one each time', async () => {
    const line = await hashPassword('kata sandi');
    const hash = readHash(`${line}\n`) as PasswordHash;
    expect(await isPassword(Buffer.from('kata sandi'), hash)).toBe(true);
    expect(await isPassword(Buffer.from('kata sandi '), hash)).toBe(false);
    expect(await isPassword(Buffer.alloc(0), hash)).toBe(false);
    expect(await hashPassword('kata sandi')).not.toBe(line);
  });

  test('is not read when it is none, or costs too much', async () => {
    const line = await hashPassword('kata sandi');
    const wrong = [
      '',
      'kata sandi',
      line.slice(0, -1),
      line.replace('16384', '16383'),
      line.replace('16384', '999999'),
    ];
    for (const text of [...wrong, line.replace('$8$', '$99$')]) expect(readHash(text), text).toBeUndefined();
  });
});

describe('a broker with users', () => {
  test.each([
    ['nobody', {}],
    ['a wrong password', { username: 'maintain', password: 'the view password' }],
    ['an unknown user', { username: 'root', password: 'the maintain password' }],
    ['no password', { username: 'maintain' }],
    ['__proto__', { username: '__proto__', password: 'x' }],
  ])('does not let in %s', async (_what, login) => {
    const broker = await openBroker();
    await expect(client(at(broker.port), login)).rejects.toThrow(/not authorized/i);
    expect(broker.status().refused).toEqual({ login: 1 });
    expect((await client(at(broker.port), as('view'))).connected).toBe(true);
  });

  test.each([
    ['view', 'call-next', false],
    ['view', 'no-such-command', false],
    ['operate', 'call-next', true],
    ['operate', 'no-such-command', true],
    ['operate', 'replay', false],
    ['operate', 'open-day', false],
    ['maintain', 'replay', true],
    ['maintain', 'call-next', true],
  ] as const)('as %s: may one send %s? %s', async (role, name, may) => {
    const broker = await openBroker();
    const arrived: string[] = [];
    broker.session().subscribe(command('+'), ({ topic }) => arrived.push(topic));
    const one = await client(at(broker.port), as(role));
    const closed = new Promise<void>((resolve) => one.once('close', () => resolve()));
    if (may) await one.publishAsync(command(name), '{"id":"1"}', { qos: 1 });
    else {
      one.publish(command(name), '{"id":"1"}', { qos: 1 }, () => {
        // It fails with the connection.
      });
      await closed;
    }
    expect(arrived).toEqual(may ? [command(name)] : []);
    expect(broker.status().refused).toEqual(may ? {} : { role: 1 });
  });

  test('does not run the command of a last will that its owner may not send', async () => {
    const broker = await openBroker();
    const arrived: string[] = [];
    broker.session().subscribe(command('+'), ({ topic }) => arrived.push(topic));
    const will = {
      topic: command('call-next'),
      payload: Buffer.from('{"id":"1"}'),
      qos: 1,
      retain: false,
    } as const;
    const one = await client(at(broker.port), { ...as('view'), will });
    one.stream.destroy();
    await until(() => broker.status().refused.role === 1);
    expect(arrived).toEqual([]);
  });

  test.each([
    ['view', 'loket/#', true],
    ['view', '#', false],
    ['view', '$SYS/#', false],
    ['operate', '+/v1/#', false],
    ['maintain', '#', true],
    ['maintain', '$SYS/#', true],
  ] as const)('as %s: may one subscribe to %s? %s', async (role, filter, may) => {
    const broker = await openBroker();
    const one = await client(at(broker.port), as(role));
    const asked = one.subscribeAsync(filter, { qos: 1 });
    if (may) await asked;
    else await expect(asked).rejects.toThrow();
  });

  test('looks at 16 logins at most at once, and lets people in again afterwards', async () => {
    const broker = await openBroker();
    const tries = Array.from({ length: 31 }, () =>
      client(at(broker.port), { username: 'maintain', password: 'a guess' }).catch(() => 'refused'),
    );
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['refused']));
    const { login = 0, 'too-many-logins': many = 0 } = broker.status().refused;
    expect(login + many).toBe(31);
    expect(login).toBeGreaterThanOrEqual(16);
    expect((await client(at(broker.port), as('operate'))).connected).toBe(true);
  });
});

describe('a broker with a door for browsers', () => {
  test('speaks MQTT over WebSocket, with the same rules', async () => {
    const broker = await openBroker({ webSocketPort: 0 });
    await broker.session().publish(`loket/v1/${site}/a/b`, 'said', { retain: true, qos: 1 });
    const one = await client(at(broker.webSocketPort, 'ws'), as('view'));
    const heard: string[] = [];
    one.on('message', (_topic, payload) => heard.push(payload.toString()));
    await one.subscribeAsync('loket/#', { qos: 1 });
    await until(() => heard.length === 1);
    expect(heard).toEqual(['said']);
    await expect(client(at(broker.webSocketPort, 'ws'))).rejects.toThrow(/not authorized/i);
    one.publish(command('x'), 'x'.repeat(70_000), { qos: 1 }, () => {
      // It fails with the connection.
    });
    await until(() => broker.status().clients === 0);
    expect((await client(at(broker.webSocketPort, 'ws'), as('view'))).connected).toBe(true);
  });

  test('answers a web page request that it is none', async () => {
    const broker = await openBroker({ webSocketPort: 0 });
    const status = await new Promise((resolve) =>
      get(at(broker.webSocketPort, 'http'), (response) => {
        response.resume();
        resolve(response.statusCode);
      }),
    );
    expect(status).toBe(426);
  });

  test.each([
    ['http://localhost:8080', true],
    ['http://127.0.0.1', true],
    ['https://elsewhere.example', false],
    ['http://localhost.elsewhere.example', false],
    ['null', false],
  ])('without users lets in a page of %s? %s', async (origin, may) => {
    const broker = await openBroker({ webSocketPort: 0, users: [] });
    const asked = client(at(broker.webSocketPort, 'ws'), { wsOptions: { headers: { origin } } });
    if (may) expect((await asked).connected).toBe(true);
    else await expect(asked).rejects.toThrow();
    expect(broker.status().refused).toEqual(may ? {} : { origin: 1 });
  });
});

describe.skipIf(!has('openssl'))('a broker with a certificate', () => {
  test('speaks TLS at both doors, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loket-tls-'));
    endings.push(() => rmSync(folder, { recursive: true }));
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=loket', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', keyFile, '-out', certFile, ...subject], {
      stdio: 'ignore',
    });
    const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    const broker = await openBroker({ tls, webSocketPort: 0 });
    for (const [port, scheme] of [
      [broker.port, 'mqtts'],
      [broker.webSocketPort, 'wss'],
    ] as const) {
      const one = await client(at(port, scheme), { ...as('operate'), ca: tls.cert });
      await one.publishAsync(command('call-next'), '{}', { qos: 1 });
    }
    await expect(client(at(broker.port), as('operate'))).rejects.toThrow();
    await until(() => broker.status().refused['not-tls'] === 1);
    expect(broker.faults).toEqual([]);
  });
});
