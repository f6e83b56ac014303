import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ClientTls } from '../../firmware-host/mqtt/dial.ts';
import { calls, upTo } from '../journal/records.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { authority } from './authority.ts';
import { freePort } from './brokers.ts';
import { consumer, officeBroker, siteUplink } from './office.ts';

const canRun = has('mosquitto') && has('openssl');
const wrongClock = (floor: number) => ({ wall: () => Date.now(), trusted: () => false, floor: () => floor });
const office = (port: number) => `mqtts://localhost:${port}`;

/** The office's broker with TLS at `port`, and without it at `plain` for whoever reads at the office. */
async function secureBroker(port: number, plain: number, lines: readonly string[]) {
  return officeBroker(port, [...lines, `listener ${plain} 127.0.0.1`]);
}

interface Mistake {
  /** The broker as it is at first, and what the site has against it. */
  readonly broken: readonly string[];
  readonly mended: readonly string[];
  readonly tls: ClientTls;
}

const mistakes: readonly [what: string, make: () => Mistake, message: RegExp, hint: RegExp][] = [
  [
    'a certificate of another authority',
    () => {
      const known = authority();
      return { broken: authority().lines(), mended: known.lines(), tls: { ca: known.ca } };
    },
    /localhost:\d+: .*self-signed certificate/,
    /`ca`/,
  ],
  [
    'a certificate for another name',
    () => {
      const known = authority();
      return { broken: known.lines('elsewhere'), mended: known.lines(), tls: { ca: known.ca } };
    },
    /localhost.*elsewhere/,
    /`url`/,
  ],
  [
    'a wish for a client certificate, where the site has none',
    () => {
      const known = authority();
      const lines = known.lines();
      return { broken: [...lines, 'require_certificate true'], mended: lines, tls: { ca: known.ca } };
    },
    /certificate required/,
    /`cert` and `key`/,
  ],
  [
    'no trust in the client certificate of the site',
    () => {
      const known = authority();
      const { cert, key } = authority().issue('client', 'mpp-batam');
      const lines = known.lines();
      const tls = { ca: known.ca, cert, key };
      return { broken: [...lines, 'require_certificate true'], mended: lines, tls };
    },
    /unknown ca/,
    /`cert`/,
  ],
];

describe.skipIf(!canRun)('the line to the office over TLS', () => {
  test('is made with a certificate of the private authority', async () => {
    const { ca, lines } = authority();
    const port = await freePort();
    await officeBroker(port, lines());
    const { uplink, faults } = await siteUplink(port, calls(1, 50), { url: office(port), tls: { ca } });
    await until(() => uplink.figures().uplink_backlog === 0);
    expect(faults).toEqual([]);
  });

  test('is made with a client certificate, whose name is then the user', async () => {
    const { ca, lines, issue } = authority();
    const port = await freePort();
    const plain = await freePort();
    const wants = ['require_certificate true', 'use_identity_as_username true'];
    await secureBroker(port, plain, [...lines(), ...wants]);
    const reader = consumer(plain);
    await until(() => reader.connection.connected);
    const { cert, key } = issue('client', 'mpp-batam');
    const { faults } = await siteUplink(port, calls(1, 50), { url: office(port), tls: { ca, cert, key } });
    await until(() => reader.applied.length === 50);
    expect(faults).toEqual([]);
  });

  test.each(mistakes)('is not made to a broker with %s: it is said, and nothing is lost', async (...row) => {
    const [, make, message, hint] = row;
    const { broken, mended, tls } = make();
    const port = await freePort();
    const plain = await freePort();
    const first = await secureBroker(port, plain, broken);
    const { uplink, faults } = await siteUplink(port, calls(1, 50), { url: office(port), tls });
    await until(() => faults.length > 0);
    expect(faults).toEqual([
      expect.objectContaining({
        code: 'uplink.tls',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      }),
    ]);
    expect(uplink.figures()).toMatchObject({ uplink_ok: false, uplink_sequence: 0, uplink_backlog: 50 });
    expect(uplink.troubles()).toEqual(['uplink.tls']);

    await first.kill();
    const reader = consumer(plain);
    await secureBroker(port, plain, mended);
    await until(() => reader.applied.length === 50);
    expect(reader.applied).toEqual(upTo(50));
    expect(reader.lost).toEqual([]);
    await until(() => uplink.troubles().length === 0);
  });

  test.each<
    readonly [what: string, make: () => { server: Server; ca?: string }, message: RegExp, hint: RegExp]
  >([
    [
      'wants a client certificate and speaks no TLS 1.3',
      () => {
        const { ca, issue } = authority();
        const { cert, key } = issue('server', 'localhost');
        const server = createTlsServer({ ca, cert, key, requestCert: true, maxVersion: 'TLSv1.2' });
        return { server, ca };
      },
      /handshake failure/,
      /`cert` and `key`/,
    ],
    [
      'speaks no TLS',
      () => ({ server: createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')) }),
      /wrong version number/,
      /does not speak TLS/,
    ],
  ])('is not made to a server that %s, which is said', async (...row) => {
    const [, make, message, hint] = row;
    const { server, ca } = make();
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const tls = ca === undefined ? {} : { ca };
    const { faults } = await siteUplink(port, [], { url: office(port), tls });
    await until(() => faults.length > 0);
    expect(faults[0]).toMatchObject({
      code: 'uplink.tls',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  test.each([
    ['the certificate', 2020],
    ['the certificate and its authority', 2040],
  ])('is made by a box whose clock stands before the time of %s, which says so', async (_of, begins) => {
    const { ca, lines } = authority(begins);
    const port = await freePort();
    await officeBroker(port, lines('localhost', 2040));
    const more = { url: office(port), tls: { ca }, time: wrongClock(0) };
    const { uplink, faults } = await siteUplink(port, calls(1, 50), more);
    await until(() => uplink.figures().uplink_backlog === 0);
    expect(faults.map(({ code, hint }) => [code, hint?.includes('set the clock')])).toEqual([
      ['uplink.tls', true],
    ]);
  });

  test.each([
    ['of another authority', { ca: () => authority().ca }],
    ['for another name', { name: 'elsewhere' }],
    ['that was over at the last known time', { floor: Date.UTC(2060, 0) }],
    ['when the clock is right', { trusted: true }],
  ])(
    'is not made by such a box with a certificate %s',
    async (_case, what: {
      ca?: () => string;
      name?: string;
      floor?: number;
      trusted?: boolean;
    }) => {
      const { ca, lines } = authority();
      const port = await freePort();
      await officeBroker(port, lines(what.name ?? 'localhost', 2040));
      const time = { ...wrongClock(what.floor ?? 0), trusted: () => what.trusted ?? false };
      const { uplink, faults } = await siteUplink(port, calls(1, 50), {
        url: office(port),
        tls: { ca: what.ca?.() ?? ca },
        time,
      });
      await until(() => faults.length > 0);
      expect(faults[0]).toMatchObject({ code: 'uplink.tls' });
      expect(uplink.figures()).toMatchObject({ uplink_ok: false, uplink_sequence: 0 });
    },
  );
});
