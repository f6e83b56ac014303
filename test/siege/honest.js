import { get, request } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import mqtt from 'mqtt';
import WebSocket from 'ws';
import { passwordOf, site } from './hall-file.js';

/** Who is honest sits at another machine than the attacker. */
const honestAddress = '127.0.0.2';
const upMaxMs = 30_000;
const inMaxMs = 10_000;
const againMs = 200;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the hall listens and every device that the rig plays is online. */
export async function hallIsUp(target) {
  const from = performance.now();
  for (;;) {
    const waiting = new Set(['controller']);
    if ((await officer(target, 'maintain', (client) => allAreOnline(client, waiting))) !== undefined) return;
    if (performance.now() - from > upMaxMs)
      throw new Error(`the hall does not come up: ${[...waiting].join(', ')}`);
    await pause(againMs);
  }
}

/** Seconds until somebody with the right password, or a television, was let in; undefined: not in time. */
export async function getIn(target, { honest = 'operate' }) {
  const from = performance.now();
  while (performance.now() - from < inMaxMs) {
    const way = ways[honest]?.(target) ?? officer(target, honest, hearsTheHall);
    if ((await way) !== undefined) return (performance.now() - from) / 1_000;
    await pause(againMs);
  }
  return undefined;
}

async function officer({ ports, ca, external }, user, done) {
  const options = { reconnectPeriod: 0, connectTimeout: 4_000 };
  if (!external) Object.assign(options, { username: user, password: passwordOf(user) });
  try {
    const place = { port: ports.mqtt, host: '127.0.0.1', localAddress: honestAddress };
    const open = () => (ca ? connectTls({ ...place, ca }) : connect(place));
    const client = new mqtt.MqttClient(open, options);
    client.on('error', () => undefined);
    const ended = new Promise((resolve) => client.once('close', () => resolve(undefined)));
    const heard = await Promise.race([done(client), ended, pause(4_000)]);
    client.end(true);
    return heard;
  } catch {
    return undefined;
  }
}

function hearsTheHall(client) {
  return new Promise((resolve) => {
    client.on('message', () => resolve(true));
    client.subscribe(`loket/v1/${site}/counter/+/state`, { qos: 1 });
  });
}

function allAreOnline(client, waiting) {
  return new Promise((resolve) => {
    client.on('message', (topic, payload) => {
      const id = topic.split('/').at(-2);
      const { state, usable = state === 'online' } = JSON.parse(payload.toString());
      if (usable) waiting.delete(id);
      else waiting.add(id);
      if (waiting.size === 0) resolve(true);
    });
    client.subscribe([`loket/v1/${site}/device/+/state`, `loket/v1/${site}/controller/state`], { qos: 1 });
  });
}

/** Those who come by a browser. */
const ways = { television, 'officer-page': officerPage };

/** The login, and then the first message of the page of a counter. */
async function officerPage({ ports }) {
  const origin = `http://127.0.0.1:${ports.web}`;
  const body = JSON.stringify({ name: 'operate', password: passwordOf('operate') });
  const headers = { origin, 'content-type': 'application/json', 'content-length': body.length };
  const cookie = await new Promise((resolve) => {
    const asked = request(
      {
        port: ports.web,
        host: '127.0.0.1',
        path: '/login',
        method: 'POST',
        headers,
        agent: false,
        localAddress: honestAddress,
      },
      (response) => {
        response.resume();
        resolve(response.headers['set-cookie']?.[0]?.split(';')[0]);
      },
    );
    asked.setTimeout(3_000, () => asked.destroy());
    asked.once('error', () => resolve(undefined));
    asked.end(body);
  });
  if (cookie === undefined) return undefined;
  return firstMessage(`ws://127.0.0.1:${ports.web}/counter/loket-2/feed`, { origin, headers: { cookie } });
}

/** The page, and then its socket's first message. */
async function television({ ports }) {
  const page = await new Promise((resolve) => {
    const asked = get(
      { port: ports.board, host: '127.0.0.1', path: '/board', agent: false, localAddress: honestAddress },
      (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      },
    );
    asked.setTimeout(3_000, () => asked.destroy());
    asked.once('error', () => resolve(undefined));
  });
  if (page !== 200) return undefined;
  const origin = `http://127.0.0.1:${ports.board}`;
  return firstMessage(`ws://127.0.0.1:${ports.board}/board/feed`, { origin });
}

/** Whether a socket gets its first message. */
function firstMessage(url, more) {
  const socket = new WebSocket(url, { ...more, handshakeTimeout: 3_000, localAddress: honestAddress });
  return new Promise((resolve) => {
    socket.once('message', () => {
      resolve(true);
      socket.terminate();
    });
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
  });
}
