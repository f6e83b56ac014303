import { request } from 'node:https';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createFleet } from '../../../office/fleet/fleet.ts';
import { certificate } from '../../certificate.ts';
import { has } from '../../programs.ts';
import { realClock } from '../../real-clock.ts';
import { MemoryHistory } from './memory-history.ts';
import { closeWebs, openedWeb, password, user } from './opened-web.ts';

afterEach(closeWebs);

function ask(
  url: string,
  ca: Buffer,
  of: { method: string; path: string; headers: Record<string, string>; body?: string },
) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const asked = request(
        { ...of, host: '127.0.0.1', port: Number(new URL(url).port), ca, agent: false },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => {
            text += chunk;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
        },
      );
      asked.on('error', reject);
      asked.end(of.body);
    },
  );
}

it.skipIf(!has('openssl'))(
  'with a certificate it speaks TLS alone, and its cookie never leaves it',
  async () => {
    const tls = certificate();
    const now = { at: 0, wall: 0 };
    const of = {
      fleet: createFleet(now),
      history: new MemoryHistory(),
      users: [user('a', 'look')],
      clock: realClock,
    };
    const web = await openedWeb({ ...of, wall: () => 0, tls, windowsChanged: () => undefined });
    expect(web.url).toMatch(/^https:/);
    const host = new URL(web.url).host;
    const body = JSON.stringify({ name: 'a', password });
    const type = { 'content-type': 'application/json' };
    const login = (origin: string) =>
      ask(web.url, tls.cert, { method: 'POST', path: '/api/login', headers: { ...type, origin }, body });
    expect((await login(`http://${host}`)).status).toBe(403);
    const { status, headers } = await login(`https://${host}`);
    expect(status).toBe(200);
    const [cookie = ''] = headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^__Host-loket-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect(headers['strict-transport-security']).toMatch(/max-age=\d+/);
    const own = { cookie: cookie.split(';', 1)[0] ?? '' };
    const fleet = await ask(web.url, tls.cert, { method: 'GET', path: '/api/fleet', headers: own });
    expect(JSON.parse(fleet.text)).toMatchObject({ sites: [], listeningSince: null });

    // Whoever speaks plain HTTP there is closed, and the server goes on.
    const plain = connect(Number(new URL(web.url).port), '127.0.0.1');
    plain.on('error', () => undefined);
    plain.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise((resolve) => plain.once('close', resolve));
    expect((await ask(web.url, tls.cert, { method: 'GET', path: '/', headers: {} })).status).toBe(200);
  },
);
