import { request } from 'node:https';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { certificate } from '../certificate.ts';
import { has } from '../programs.ts';
import { closePages, openedPages, password } from './played-pages.ts';

afterEach(closePages);

it.skipIf(!has('openssl'))(
  'with the certificate of the broker the pages speak TLS alone, sockets too',
  async () => {
    const tls = certificate();
    const { port, orders, refused } = await openedPages({ tls });
    const origin = `https://127.0.0.1:${port}`;
    const ask = (method: string, path: string, headers: Record<string, string>, body?: string) =>
      new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
        const of = { host: '127.0.0.1', port, method, path, headers, ca: tls.cert, agent: false };
        const asked = request(of, (answer) => {
          answer.resume();
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
        });
        asked.on('error', reject);
        asked.end(body);
      });
    const body = JSON.stringify({ name: 'layani', password });
    const type = { 'content-type': 'application/json' };
    expect((await ask('POST', '/login', { ...type, origin: `http://127.0.0.1:${port}` }, body)).status).toBe(
      403,
    );
    const { status, headers } = await ask('POST', '/login', { ...type, origin }, body);
    expect(status).toBe(200);
    const [cookie = ''] = headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^__Host-loket-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect(headers['strict-transport-security']).toMatch(/max-age=\d+/);

    const own = { cookie: cookie.split(';', 1)[0] ?? '', origin };
    expect((await ask('GET', '/counter/loket-1', own)).status).toBe(200);
    const socket = new WebSocket(`wss://127.0.0.1:${port}/counter/loket-1/feed`, {
      headers: own,
      ca: tls.cert,
    });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const replied = new Promise<string>((resolve) =>
      socket.on('message', (data) => data.toString().includes('"reply"') && resolve(data.toString())),
    );
    socket.send('{"type":"press","id":"a","action":"next"}');
    expect(JSON.parse(await replied)).toMatchObject({ id: 'a', ok: true });
    expect(orders).toHaveLength(1);
    socket.terminate();

    // Whoever speaks plain HTTP there is closed, and so is who only connects and is rude.
    const plain = connect(port, '127.0.0.1');
    plain.on('error', () => undefined);
    plain.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise((resolve) => plain.once('close', resolve));
    expect(refused).toContain('not-tls');
    expect((await ask('GET', '/login', {})).status).toBe(200);
  },
);
