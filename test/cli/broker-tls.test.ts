import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { calls, upTo } from '../journal/records.ts';
import { authority } from '../mqtt/authority.ts';
import { freePort, type Heard, listener } from '../mqtt/brokers.ts';
import { folder, officeBroker, siteUplink } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { loket, stopAll } from './loket.ts';
import { running } from './small-hall.ts';

afterEach(stopAll);

interface Mistake {
  readonly what: string;
  /** The authority that is known, and the broker's lines as they are at first and as they should be. */
  make(): { readonly caPath: string; readonly broken: readonly string[]; readonly mended: readonly string[] };
  readonly message: RegExp;
  readonly hint: RegExp;
}

const mistakes: readonly Mistake[] = [
  {
    what: 'has a certificate of another authority',
    make() {
      const { caPath, lines } = authority();
      return { caPath, broken: authority().lines(), mended: lines() };
    },
    message: /localhost:\d+: self-signed certificate/,
    hint: /Set `ca` .* authority/,
  },
  {
    what: 'has a certificate for another name',
    make() {
      const { caPath, lines } = authority();
      return { caPath, broken: lines('elsewhere'), mended: lines() };
    },
    message: /localhost.*elsewhere/,
    hint: /name in `url`/,
  },
  {
    what: 'wants a client certificate',
    make() {
      const { caPath, lines } = authority();
      const mended = lines();
      return { caPath, broken: [...mended, 'require_certificate true'], mended };
    },
    message: /certificate required/,
    hint: /by name and password/,
  },
];

/** A broker with TLS at `port`, and at `plain` for those who look on. */
const broker = (port: number, plain: number, lines: readonly string[]) =>
  officeBroker(port, [...lines, `listener ${plain} 127.0.0.1`]);

/** What is retained below the hall, and what happened there, by topic. */
const topics = (heard: readonly Heard[]) => heard.map(({ topic }) => topic.replace('loket/v1/uji/', ''));

describe.skipIf(!has('mosquitto') || !has('openssl'))('over TLS', () => {
  it('a hall speaks with the broker of its site file, which a private authority vouches for', async () => {
    const { caPath, lines } = authority();
    const [port, plain] = [await freePort(), await freePort()];
    await broker(port, plain, lines());
    const { client, heard } = await listener(plain, 'loket/#');
    const url = `mqtts://localhost:${port}`;
    const { seen } = running(folder(), { broker: 'external', url, ca: { file: caPath } });
    await until(() => topics(heard).includes('event/host/started'));
    await until(() => topics(heard).includes('counter/loket-1/state'));
    expect(seen.err).not.toContain('broker.');
    await client.endAsync(true);
  });

  it.each(mistakes)('a hall whose broker $what says so, and loses nothing', async (mistake) => {
    const { caPath, broken, mended } = mistake.make();
    const [port, plain] = [await freePort(), await freePort()];
    const first = await broker(port, plain, broken);
    const url = `mqtts://localhost:${port}`;
    const { seen } = running(folder(), { broker: 'external', url, ca: { file: caPath } });
    await until(() => seen.err.includes('"code":"broker.tls"'));
    const { msg, hint } = JSON.parse(seen.err.split('\n').find((line) => line.includes('broker.tls')) ?? '');
    expect(msg).toMatch(mistake.message);
    expect(hint).toMatch(mistake.hint);

    await first.kill();
    await broker(port, plain, mended);
    const { client, heard } = await listener(plain, 'loket/#');
    await until(() => topics(heard).includes('event/host/started'));
    expect(topics(heard)).toEqual(
      expect.arrayContaining(['controller/state', 'service/paspor/state', 'counter/loket-1/state']),
    );
    await client.endAsync(true);
  });

  it('loket follow prints what happens at the sites', async () => {
    const { caPath, lines } = authority();
    const [port, plain] = [await freePort(), await freePort()];
    await broker(port, plain, lines());
    const { seen } = following(port, caPath);
    await sent(plain, 20);
    await until(() => printed(seen.out).length === 20);
    expect(seen.err).not.toContain('loket:');
  });

  it.each(mistakes)('loket follow to a broker that $what says so, and misses nothing', async (mistake) => {
    const { caPath, broken, mended } = mistake.make();
    const [port, plain] = [await freePort(), await freePort()];
    const first = await broker(port, plain, broken);
    const { seen } = following(port, caPath);
    await sent(plain, 20);
    await until(() => seen.err.split('\n').length > 2);
    expect(seen.err).toMatch(mistake.message);
    expect(seen.err).toMatch(mistake.hint);

    await first.kill();
    await broker(port, plain, mended);
    await until(() => printed(seen.out).length === 20);
    expect(printed(seen.out)).toEqual(upTo(20));
  });

  it('a file without a certificate is told at once', async () => {
    const empty = join(folder(), 'ca.pem');
    writeFileSync(empty, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const { seen, ended } = following(1, empty);
    expect(await ended).toBe(1);
    expect(seen.err).toContain(`${empty} holds no certificate`);
  });
});

function following(port: number, caPath: string) {
  const place = ['--broker', `mqtts://localhost:${port}`, '--data', folder(), '--ca', caPath];
  return loket('follow', ...place, '--from', '1');
}

/** A site that has sent `count` events, and says so, for those who were not there. */
async function sent(plain: number, count: number): Promise<void> {
  const { uplink } = await siteUplink(plain, calls(1, count));
  await until(() => uplink.figures().uplink_backlog === 0);
  uplink.publisher.enqueue({
    topic: 'loket/v1/mpp-batam/controller/health',
    payload: JSON.stringify({ uplink_sequence: count }),
    retain: true,
    qos: 0,
  });
}

/** The sequences of the whole lines. */
const printed = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).sequence);
