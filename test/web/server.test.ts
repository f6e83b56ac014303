import { type IncomingMessage, request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { isAddress, isOwnHost, isOwnOrigin, loopbackNames } from '../../firmware-host/web/names.ts';
import { openWebServer, type WebServer } from '../../firmware-host/web/server.ts';

const page = { type: 'text/html; charset=utf-8', body: Buffer.from('<p>halaman</p>') };
const greeted: string[] = [];
let server: WebServer | undefined;

afterEach(async () => {
  await server?.close();
  greeted.length = 0;
});

async function opened(): Promise<WebServer> {
  server = await openWebServer({
    host: '127.0.0.1',
    port: 0,
    content: (path) => (path === '/' ? page : undefined),
    sockets: new Map([
      [
        '/hall',
        (visitor) => {
          visitor.tell({ type: 'hello' });
          visitor.onLine((line) => void greeted.push(line));
        },
      ],
    ]),
  });
  return server;
}

function asked(port: number, headers: Record<string, string>, method = 'GET', path = '/') {
  return new Promise<{ readonly status: number; readonly text: string; readonly answer: IncomingMessage }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, answer }));
      });
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
    expect([status, text], JSON.stringify(headers)).toEqual([403, '']);
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
  open.on('message', () => open.send('x'.repeat(100_000)));
  expect(await closed).toBe(1009);
  expect(greeted).toEqual([]);
});

it('says that a port is taken', async () => {
  const { port } = await opened();
  const again = openWebServer({ host: '127.0.0.1', port, content: () => undefined, sockets: new Map() });
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
