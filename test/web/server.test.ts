import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { isAddress, isOwnHost, isOwnOrigin, loopbackNames } from '../../firmware-host/web/names.ts';
import type { WebVisitor } from '../../firmware-host/web/page-sockets.ts';
import { openWebServer, type WebServer, type WebServerOptions } from '../../firmware-host/web/web-server.ts';
import { realClock, until } from '../real-clock.ts';

const page = { type: 'text/html; charset=utf-8', body: Buffer.from('<p>halaman</p>') };
const greeted: string[] = [];
/** The sockets that are open. */
const visitors: WebVisitor[] = [];
let server: WebServer | undefined;

afterEach(async () => {
  await server?.close();
  greeted.length = 0;
  visitors.length = 0;
});

async function opened(more: Partial<WebServerOptions> = {}): Promise<WebServer> {
  server = await openWebServer({
    ...more,
    host: '127.0.0.1',
    port: 0,
    clock: realClock,
    content: (path) => (path === '/' ? page : undefined),
    sockets: new Map([
      [
        '/hall',
        (visitor) => {
          visitors.push(visitor);
          visitor.onGone(() => visitors.splice(visitors.indexOf(visitor), 1));
          visitor.tell({ type: 'hello' });
          visitor.onLine((line) => void greeted.push(line));
        },
      ],
    ]),
  });
  return server;
}

function asked(port: number, headers: Record<string, string>, method = 'GET', path = '/', agent?: Agent) {
  return new Promise<{ readonly status: number; readonly text: string; readonly answer: IncomingMessage }>(
    (resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path, method, headers, ...(agent && { agent }) },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => {
            text += chunk;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, answer }));
        },
      );
      sent.on('error', reject);
      sent.end();
    },
  );
}

/** What became of a socket: its first message, or `refused`. */
function socket(port: number, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const open = new WebSocket(`ws://127.0.0.1:${port}/hall`, { headers });
    open.on('message', (data) => {
      open.close();
      resolve(data.toString());
    });
    open.on('error', () => resolve('refused'));
  });
}

it('gives its pages to who calls it by its own name, with a policy that lets nothing else in', async () => {
  const { port } = await opened();
  for (const name of ['127.0.0.1', 'localhost']) {
    const { status, text, answer } = await asked(port, { host: `${name}:${port}` });
    expect([status, text]).toEqual([200, '<p>halaman</p>']);
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  }
  expect((await asked(port, { host: `127.0.0.1:${port}` }, 'GET', '/../package.json')).status).toBe(404);
  expect((await asked(port, { host: `127.0.0.1:${port}` }, 'POST')).status).toBe(405);
});

it('gives nothing to who comes under another name or from another page', async () => {
  const { port } = await opened();
  const own = `127.0.0.1:${port}`;
  const strangers: readonly Record<string, string>[] = [
    { host: 'loket.example' },
    { host: `loket.example:${port}` },
    { host: `127.0.0.1.loket.example:${port}` },
    { host: '127.0.0.1:1' },
    { host: own, origin: 'http://loket.example' },
    { host: own, origin: 'null' },
    { host: own, origin: `https://${own}` },
  ];
  for (const headers of strangers) {
    const { status, text } = await asked(port, headers);
    expect([status, text.includes('halaman</p>')], JSON.stringify(headers)).toEqual([403, false]);
    expect(await socket(port, headers), JSON.stringify(headers)).toBe('refused');
  }
  expect(await socket(port, { host: own })).toBe('refused');
  expect(await socket(port, { host: own, origin: `http://${own}` })).toBe('{"type":"hello"}');
});

it('lets go of who sends more than a line', async () => {
  const { port } = await opened();
  const own = `127.0.0.1:${port}`;
  const open = new WebSocket(`ws://${own}/hall`, { headers: { origin: `http://${own}` } });
  const closed = new Promise<number>((resolve) => open.on('close', resolve));
  open.on('message', () => open.send('x'.repeat(5_000)));
  expect(await closed).toBe(1009);
  expect(greeted).toEqual([]);
});

it('tells who calls it by another name what to do, and serves the names it was given', async () => {
  const refused: object[] = [];
  const { port } = await opened({
    names: ['papan.mpp.example'],
    refused: (refusal, offender) => refused.push({ refusal, ...offender }),
  });
  for (const host of ['papan.mpp.example', `papan.mpp.example:${port}`, 'PAPAN.mpp.example:80']) {
    expect((await asked(port, { host })).status).toBe(200);
    expect(await socket(port, { host, origin: `http://${host}` })).toBe('{"type":"hello"}');
    // A proxy in front may speak TLS.
    expect(await socket(port, { host, origin: `https://${host}` })).toBe('{"type":"hello"}');
  }
  expect(refused).toEqual([]);
  const { status, text } = await asked(port, { host: 'lain.mpp.example<b>' });
  expect(status).toBe(403);
  expect(text).toContain('board: { hosts: [lain.mpp.example');
  expect(refused).toEqual([{ refusal: 'host', address: '127.0.0.1', said: 'lain.mpp.example<b>' }]);
});

/** Speaks to the server in bytes; resolves with all it said when it hangs up. */
function said(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const raw = connect(port, '127.0.0.1', () => raw.write(bytes));
    raw.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    raw.on('error', () => undefined);
    raw.on('close', () => resolve(text));
  });
}

it('reads one request at a time, and hangs up on who sends the next before its answer', async () => {
  const refused: string[] = [];
  const { port } = await opened({ refused: (refusal) => refused.push(refusal) });
  const get = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  expect(await said(port, get.repeat(50))).toBe('');
  expect(refused).toEqual(['pipelined']);
  // One after the other they are fine, on one connection.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let number = 0; number < 5; number++)
    expect((await asked(port, { host: `127.0.0.1:${port}` }, 'GET', '/', agent)).status).toBe(200);
  agent.destroy();
  expect(refused).toHaveLength(1);
});

it('lets go of who sends frames for the sake of it', async () => {
  const refused: string[] = [];
  const { port } = await opened({ refused: (refusal) => refused.push(refusal) });
  const own = `127.0.0.1:${port}`;
  const open = new WebSocket(`ws://${own}/hall`, { headers: { origin: `http://${own}` } });
  open.on('error', () => undefined);
  const closed = new Promise((resolve) => open.on('close', resolve));
  open.on('message', () => {
    for (let number = 0; number < 2_000; number++) open.pong();
  });
  await closed;
  expect(refused).toEqual(['too-many-frames']);
});

it('lets go of a page that takes nothing, and goes on telling the others', async () => {
  const { port } = await opened();
  const own = `127.0.0.1:${port}`;
  const joined = async () => {
    const open = new WebSocket(`ws://${own}/hall`, { headers: { origin: `http://${own}` } });
    open.on('error', () => undefined);
    await new Promise((resolve) => open.once('message', resolve));
    return open;
  };
  const slow = await joined();
  const reader = await joined();
  let heard = 0;
  reader.on('message', () => heard++);
  slow.pause();
  const text = 'x'.repeat(64 * 1024);
  let told = 0;
  for (; told < 1_000 && visitors.length === 2; told++) {
    for (const visitor of visitors) visitor.tell({ text });
    await until(() => heard === told + 1);
  }
  // What the system holds for a socket of its own comes first; then a megabyte waits here, and no more.
  expect(visitors).toHaveLength(1);
  expect(reader.readyState).toBe(WebSocket.OPEN);
  slow.terminate();
  reader.close();
});

it('gives one address so many sockets, and another one its own', async () => {
  const refused: string[] = [];
  const { port } = await opened({ refused: (refusal) => refused.push(refusal) });
  const own = `127.0.0.1:${port}`;
  const held = (localAddress: string) =>
    new Promise<string>((resolve) => {
      const headers = { origin: `http://${own}` };
      const open = new WebSocket(`ws://${own}/hall`, { headers, localAddress });
      open.on('message', () => resolve('in'));
      open.on('error', () => resolve('refused'));
    });
  const most = listenerLimits.web.members.here;
  const outcomes = await Promise.all(Array.from({ length: most + 4 }, () => held('127.0.0.1')));
  expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(most);
  expect(refused).toEqual(Array(4).fill('no-place'));
  expect(await held('127.0.0.2')).toBe('in');
});

it('closes a connection that says nothing, or does not come to an end', { timeout: 20_000 }, async () => {
  const refused: string[] = [];
  const { port } = await opened({ refused: (refusal) => refused.push(refusal) });
  await Promise.all([said(port, ''), said(port, 'GET / HTTP/1.1\r\nHost: x\r\n')]);
  expect(refused).toEqual(['silent', 'silent']);
});

it('says that a port is taken', async () => {
  const { port } = await opened();
  const again = openWebServer({
    host: '127.0.0.1',
    port,
    clock: realClock,
    content: () => undefined,
    sockets: new Map(),
  });
  await expect(again).rejects.toMatchObject({ code: 'web.failed', context: { port, busy: true } });
});

it('knows its own names, and addresses for a board on the network', () => {
  expect(isOwnHost('[::1]:80', 80, loopbackNames)).toBe(true);
  expect(isOwnHost('localhost', 80, loopbackNames)).toBe(true);
  expect(isOwnHost('localhost', 8080, loopbackNames)).toBe(false);
  expect(isOwnHost(undefined, 80, loopbackNames)).toBe(false);
  expect(isAddress('10.0.0.5:8080')).toBe(true);
  expect(isAddress('[fe80::1]:8080')).toBe(true);
  expect(isAddress('10.0.0.5.example:8080')).toBe(false);
  expect(isOwnOrigin('http://10.0.0.5:8080', '10.0.0.5:8080')).toBe(true);
  expect(isOwnOrigin('http://10.0.0.6:8080', '10.0.0.5:8080')).toBe(false);
});
