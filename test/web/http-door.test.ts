import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { createWebTraffic } from '../../firmware-host/listeners/web-traffic.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { closePages, openedPages, password } from './played-pages.ts';

const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await closePages();
});

/** A client that writes bytes as it likes. */
function client(port: number) {
  const heard = { text: '', isClosed: false };
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('data', (chunk) => {
    heard.text += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    heard.isClosed = true;
  });
  const answers = () => [...heard.text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
  return { heard, answers, write: (text: string) => socket.write(text), socket };
}

const form = new URLSearchParams({ name: 'lihat', password }).toString();

/** The head of a login by a form; `more` are further lines of it. */
const head = (port: number, ...more: readonly string[]) =>
  [
    'POST /login HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Content-Type: application/x-www-form-urlencoded',
    ...more,
    '\r\n',
  ].join('\r\n');
const length = (bytes: number) => `Content-Length: ${bytes}`;
const get = (port: number, path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;

describe('a body', () => {
  it('may come in one piece with its head, byte by byte, or in chunks, and another request after its answer', async () => {
    const { port } = await openedPages();
    const whole = client(port);
    whole.write(head(port, length(form.length)) + form);
    await until(() => whole.answers().length === 1);
    expect(whole.answers()).toEqual([303]);
    whole.write(get(port, '/login'));
    await until(() => whole.answers().length === 2);

    const slow = client(port);
    for (const byte of head(port, length(form.length)) + form) {
      slow.write(byte);
      await new Promise(setImmediate);
    }
    await until(() => slow.answers().length === 1);
    expect(slow.answers()).toEqual([303]);

    const chunked = client(port);
    chunked.write(head(port, 'Transfer-Encoding: chunked'));
    chunked.write(`${form.length.toString(16)}\r\n${form}\r\n`);
    chunked.write('0\r\n\r\n');
    await until(() => chunked.answers().length === 1);
    expect(chunked.answers()).toEqual([303]);
  });

  it('that says it is huge is refused before it comes, and one that is huge before it is read', async () => {
    const { port, sessions } = await openedPages();
    const said = client(port);
    said.write(head(port, length(1_000_000_000)) + 'x'.repeat(100));
    await until(() => said.answers().length === 1);
    expect(said.answers()).toEqual([413]);
    await until(() => said.heard.isClosed);

    const sent = client(port);
    sent.write(head(port, 'Transfer-Encoding: chunked'));
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;
    for (let at = 0; at < 400 && !sent.heard.isClosed; at++) {
      sent.write(chunk);
      await new Promise(setImmediate);
    }
    await until(() => sent.heard.isClosed);
    expect(sessions.list()).toEqual([]);
  });

  it('that does not come to its end is not waited for', async () => {
    const clock = new VirtualClock();
    const { port } = await openedPages({ clock });
    const slow = client(port);
    slow.write(head(port, length(form.length)) + form.slice(0, -1));
    // It is being read by then: the time for first words does not count any more.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await clock.advance(listenerLimits.bodyWaitMs - 1);
    expect(slow.heard.isClosed).toBe(false);
    await clock.advance(1);
    const from = performance.now();
    await until(() => slow.heard.isClosed);
    // An idle connection is closed anyway, but much later.
    expect(performance.now() - from).toBeLessThan(listenerLimits.httpIdleMs / 2);
    expect(slow.heard.text).not.toContain('set-cookie');
  });

  it('is none without a length, and none where pages are only read', async () => {
    const { port } = await openedPages();
    const none = client(port);
    none.write(head(port));
    await until(() => none.answers().length === 1);
    expect(none.answers()).toEqual([400]);
    const read = client(port);
    read.write(`GET /login HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${length(4)}\r\n\r\nabcd`);
    await until(() => read.answers().length === 1);
    expect(read.answers()).toEqual([200]);
  });
});

describe('a request behind another that is not answered', () => {
  it('is not read, and who sends it is hung up on', async () => {
    const { port, refused, sessions } = await openedPages();
    const twice = client(port);
    twice.write((head(port, length(form.length)) + form).repeat(2));
    await until(() => twice.heard.isClosed);
    expect(twice.heard.text).toBe('');
    const hidden = client(port);
    // The body is longer than it says: what is behind would be a request of its own.
    hidden.write(head(port, length(1)) + form + get(port, '/login'));
    await until(() => hidden.heard.isClosed);
    const doubled = client(port);
    doubled.write(head(port, length(form.length), length(1)) + form);
    await until(() => doubled.heard.isClosed);
    expect(refused).toEqual(['pipelined', 'pipelined', 'pipelined']);
    expect(sessions.list()).toEqual([]);
  });

  it('is read as soon as all of the answer was given, and not while much of it waits', () => {
    const traffic = createWebTraffic(new VirtualClock(), listenerLimits.webIn);
    const request = Buffer.from(get(80, '/'));
    let isOver = false;
    expect(traffic.look(request)).toBeUndefined();
    expect(traffic.look(request)).toBe('pipelined');
    traffic.answers(() => isOver);
    expect(traffic.look(request)).toBe('pipelined');
    isOver = true;
    expect(traffic.look(request)).toBeUndefined();
  });
});

it('a head that never ends is let go of', async () => {
  const { port, refused } = await openedPages();
  const endless = client(port);
  endless.write(`GET /login HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
  for (let at = 0; at < 400 && !endless.heard.isClosed; at++) {
    endless.write(`X-${at}: ${'x'.repeat(50)}\r\n`);
    await new Promise(setImmediate);
  }
  await until(() => endless.heard.isClosed);
  expect(endless.answers().filter((status) => status !== 431)).toEqual([]);
  expect(refused.filter((refusal) => refusal !== 'too-many-bytes')).toEqual([]);
});

it('a client that is gone before its answer harms nobody', async () => {
  const { port, loggedIn } = await openedPages();
  for (let at = 0; at < 5; at++) {
    const gone = client(port);
    gone.write(head(port, length(form.length)) + form);
    await new Promise(setImmediate);
    gone.socket.destroy();
  }
  const own = await loggedIn('rawat');
  expect((await own.ask('GET', '/status')).status).toBe(200);
});
