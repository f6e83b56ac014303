import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions } from 'mqtt';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { type AccessRole, accessRoles } from '../../firmware-host/mqtt/commands/access-roles.ts';
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
  for (const role of accessRoles) {
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

const as = (role: AccessRole) => ({ username: role, password: `the ${role} password` });
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
    broker.connection().subscribe(command('+'), ({ topic }) => arrived.push(topic));
    const one = await client(at(broker.port), as(role));
    // One that is not for its sender is acknowledged and goes nowhere.
    await one.publishAsync(command(name), '{"id":"1"}', { qos: 1 });
    expect(one.connected).toBe(true);
    expect(arrived).toEqual(may ? [command(name)] : []);
    expect(broker.status().refused).toEqual(may ? {} : { role: 1 });
  });

  test('does not run the command of a last will that its owner may not send', async () => {
    const broker = await openBroker();
    const arrived: string[] = [];
    broker.connection().subscribe(command('+'), ({ topic }) => arrived.push(topic));
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

  test('a wrong password is refused as such however many try, and the right one gets in beside them', async () => {
    const broker = await openBroker();
    const reasons = new Map<string, number>();
    const guess = () =>
      client(at(broker.port), { username: 'maintain', password: 'a guess' }).catch((why: Error) => {
        reasons.set(why.message, (reasons.get(why.message) ?? 0) + 1);
      });
    const guesses = Promise.all(Array.from({ length: 50 }, guess));
    const other = connect({ port: broker.port, host: '127.0.0.1', localAddress: '127.0.0.2' });
    const one = new mqtt.MqttClient(() => other, { ...as('operate'), reconnectPeriod: 0 });
    endings.push(() => one.endAsync(true));
    await new Promise<void>((resolve) => one.once('connect', () => resolve()));
    // An address that has not guessed comes next, whoever else waits.
    expect([...reasons.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(40);
    await guesses;
    const { login = 0, 'too-many-logins': many = 0 } = broker.status().refused;
    expect(login + many).toBe(50);
    expect(login).toBeGreaterThanOrEqual(listenerLimits.loginsWaiting.here);
    // Too many at once is the server's being busy, which is no reason to think that the password is wrong.
    for (const why of reasons.keys()) expect(why).toMatch(/not authorized|server unavailable/i);
    expect(reasons.size).toBe(2);
  });

  test('who was in is let in again without waiting for the guesses of others', async () => {
    const broker = await openBroker();
    await (await client(at(broker.port), as('view'))).endAsync(true);
    const guesses = Array.from({ length: 30 }, () =>
      client(at(broker.port), { username: 'view', password: 'a guess' }).catch(() => undefined),
    );
    await client(at(broker.port), as('view'));
    expect(broker.status().refused.login ?? 0).toBeLessThan(20);
    await Promise.all(guesses);
  });

  test('a client is not thrown out, nor its last will said, by another user with its id', async () => {
    const seen: string[] = [];
    const offenders: object[] = [];
    const broker = await openBroker({ refused: (refusal, who) => offenders.push({ refusal, ...who }) });
    broker.connection().subscribe(command('+'), ({ topic }) => seen.push(topic));
    const will = { topic: command('restate'), payload: Buffer.from('{}'), qos: 1, retain: false } as const;
    const first = await client(at(broker.port), { ...as('maintain'), clientId: 'panel', will });
    await expect(client(at(broker.port), { ...as('view'), clientId: 'panel' })).rejects.toThrow(
      /identifier rejected/i,
    );
    expect(first.connected).toBe(true);
    expect(seen).toEqual([]);
    expect(offenders).toEqual([
      { refusal: 'client-id-taken', address: '127.0.0.1', user: 'view', client: 'panel' },
    ]);
    // The same user comes back before its old connection is known to be dead, as ever.
    const again = await client(at(broker.port), { ...as('maintain'), clientId: 'panel' });
    expect(again.connected).toBe(true);
    await until(() => !first.connected);
  });

  test('who may only look does not read what others ask, whatever filter it takes', async () => {
    const broker = await openBroker();
    const topics = ['command/call-next', 'reply/call-next', 'counter/loket-1/state'];
    const heard = async (role: AccessRole, filter: string) => {
      const one = await client(at(broker.port), as(role));
      const got: string[] = [];
      one.on('message', (topic) => got.push(topic.split('/').slice(3).join('/')));
      await one.subscribeAsync(filter, { qos: 1 });
      for (const topic of [...topics, 'last'])
        await broker.connection().publish(`loket/v1/${site}/${topic}`, '{}', { retain: false, qos: 1 });
      await until(() => got.includes('last'));
      return got.filter((topic) => topic !== 'last');
    };
    expect(await heard('view', 'loket/#')).toEqual(['counter/loket-1/state']);
    expect(await heard('view', '+/v1/#').catch(() => 'refused')).toBe('refused');
    expect(await heard('operate', 'loket/#')).toEqual(topics);
    const viewer = await client(at(broker.port), as('view'));
    for (const filter of ['command/+', 'reply/+', 'command/call-next'])
      await expect(viewer.subscribeAsync(`loket/v1/${site}/${filter}`, { qos: 1 })).rejects.toThrow();
  });
});

describe('a client that publishes what it may not', () => {
  test('keeps its connection, and its message goes nowhere: a birth message, a retained state, QoS 2', async () => {
    const broker = await openBroker();
    const everything = await client(at(broker.port), as('maintain'));
    const heard: string[] = [];
    everything.on('message', (topic) => heard.push(topic));
    await everything.subscribeAsync('#', { qos: 1 });
    const one = await client(at(broker.port), as('view'));
    await one.publishAsync('homeassistant/status', 'online', { qos: 0, retain: true });
    await one.publishAsync(`loket/v1/${site}/counter/loket-1/state`, '{}', { qos: 1, retain: true });
    await one.publishAsync('$SYS/broker/connection/x/state', '1', { qos: 2, retain: true });
    await broker.connection().publish(`loket/v1/${site}/a`, 'last', { retain: false, qos: 1 });
    await until(() => heard.includes(`loket/v1/${site}/a`));
    expect(heard).toEqual([`loket/v1/${site}/a`]);
    expect(one.connected).toBe(true);
    expect(broker.status().refused).toEqual({ 'publish-outside-command': 3 });
    // Nothing of it is retained.
    const later = await client(at(broker.port), as('maintain'));
    later.on('message', (topic) => heard.push(`later ${topic}`));
    await later.subscribeAsync('#', { qos: 1 });
    await broker.connection().publish(`loket/v1/${site}/b`, 'last', { retain: false, qos: 1 });
    await until(() => heard.includes(`later loket/v1/${site}/b`));
    expect(heard.filter((topic) => topic.startsWith('later'))).toEqual([`later loket/v1/${site}/b`]);
  });

  test('is cut off when it goes on with it', async () => {
    const broker = await openBroker();
    const one = await client(at(broker.port), as('view'));
    const closed = new Promise<void>((resolve) => one.once('close', () => resolve()));
    for (let number = 0; number < 200; number++) one.publish('homeassistant/status', 'x', { qos: 0 });
    await closed;
    expect(broker.status().refused['publish-outside-command']).toBe(
      listenerLimits.refusedPublishes.burst + 1,
    );
  });
});

describe('what the broker keeps and sends for a client', () => {
  const most = listenerLimits.subscriptionsMax;
  const filters = (count: number) => Array.from({ length: count }, (_, at) => `loket/v1/x/${at}`);

  test('is 500 subscriptions, asked for one after the other or all at once, and each may be asked for again', async () => {
    const broker = await openBroker();
    const one = await client(at(broker.port), as('view'));
    await expect(one.subscribeAsync(filters(most + 50), { qos: 1 })).rejects.toThrow();
    expect(broker.status().refused).toEqual({ 'too-many-subscriptions': 50 });
    await expect(one.subscribeAsync('loket/v1/+/service/+/state')).rejects.toThrow();
    // The first five hundred are heard, the others are not.
    const heard: string[] = [];
    one.on('message', (topic) => heard.push(topic));
    for (const filter of filters(most + 1).slice(-2))
      await broker.connection().publish(filter, '{}', { retain: false, qos: 1 });
    await broker.connection().publish(filters(1)[0] as string, 'last', { retain: false, qos: 1 });
    await until(() => heard.includes(filters(1)[0] as string));
    expect(heard).toEqual([filters(most).at(-1), filters(1)[0]]);
    // What it has already takes no further place.
    await one.subscribeAsync(filters(1)[0] as string, { qos: 0 });
    const other = await client(at(broker.port), as('view'));
    await other.subscribeAsync(filters(1), { qos: 1 });
  });

  test('is closed when a client does not read, and the others hear everything', {
    timeout: 60_000,
  }, async () => {
    const offenders: object[] = [];
    const broker = await openBroker({ refused: (refusal, who) => offenders.push({ refusal, ...who }) });
    const slow = await client(at(broker.port), { ...as('view'), clientId: 'slow' });
    await slow.subscribeAsync('loket/#', { qos: 0 });
    const reader = await client(at(broker.port), { ...as('view'), clientId: 'reader' });
    let heard = 0;
    reader.on('message', () => heard++);
    await reader.subscribeAsync('loket/#', { qos: 1 });
    slow.stream.unpipe();
    slow.stream.pause();
    const text = 'x'.repeat(200_000);
    let sent = 0;
    for (; sent < 200 && offenders.length === 0; sent++) {
      // It is not waited for: who does not read would be thrown out for that, after two seconds.
      void broker.connection().publish(`loket/v1/${site}/a`, text, { retain: false, qos: 1 });
      await until(() => heard === sent + 1);
    }
    expect(offenders).toEqual([
      { refusal: 'slow-reader', address: '127.0.0.1', user: 'view', client: 'slow' },
    ]);
    await until(() => broker.status().clients === 1);
    expect(heard).toBe(sent);
  });
});

describe('a broker with a listener for browsers', () => {
  test('speaks MQTT over WebSocket, with the same rules', async () => {
    const broker = await openBroker({ webSocketPort: 0 });
    await broker.connection().publish(`loket/v1/${site}/a/b`, 'said', { retain: true, qos: 1 });
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
  test('speaks TLS at both listeners, and nothing else', { timeout: 20_000 }, async () => {
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
    // Who begins no handshake at all is gone after its time, at both listeners.
    const ends = [broker.port, broker.webSocketPort ?? 0].map((port) => {
      const silent = connect(port, '127.0.0.1');
      silent.on('error', () => undefined);
      return once(silent.resume(), 'close');
    });
    await Promise.all(ends);
    expect(broker.faults).toEqual([]);
  });
});
