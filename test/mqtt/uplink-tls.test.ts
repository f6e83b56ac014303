import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calls } from '../journal/records.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { freePort } from './brokers.ts';
import { folder, officeBroker, siteUplink } from './office.ts';

const canRun = has('mosquitto') && has('openssl');

/** A private authority, and a certificate of it for `name` from the year `begins` on. */
function authority(begins: number, name = 'localhost') {
  const dir = folder();
  const at = (file: string) => join(dir, file);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });
  mkdirSync(at('issued'));
  writeFileSync(at('index'), '');
  writeFileSync(at('serial'), '01\n');
  writeFileSync(
    at('ca.cnf'),
    [
      '[ca]\ndefault_ca=own\n[own]\ndatabase=index\nserial=serial\nnew_certs_dir=issued\ndefault_md=sha256',
      'policy=any\ncopy_extensions=none\nx509_extensions=server\nunique_subject=no\n[any]\ncommonName=supplied',
      `[server]\nsubjectAltName=DNS:${name}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`,
    ].join('\n'),
  );
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];
  openssl('req', '-x509', ...key, 'ca.key', '-out', 'ca.crt', '-days', '20000', '-subj', '/CN=office');
  openssl('req', ...key, 'server.key', '-out', 'server.csr', '-subj', `/CN=${name}`);
  const validity = ['-startdate', `${begins}0101000000Z`, '-enddate', `${begins + 9}0101000000Z`];
  const paths = ['-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', 'server.csr', '-out', 'server.crt'];
  openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', ...paths, ...validity);
  execFileSync('chmod', ['644', at('server.key')]);
  return {
    ca: readFileSync(at('ca.crt'), 'utf8'),
    lines: [`cafile ${at('ca.crt')}`, `certfile ${at('server.crt')}`, `keyfile ${at('server.key')}`],
  };
}

const wrongClock = (floor: number) => ({ wall: () => Date.now(), trusted: () => false, floor: () => floor });

describe.skipIf(!canRun)('the line to the office over TLS', () => {
  test('is made with a certificate of the private authority, and with none of another', async () => {
    const office = authority(2020);
    const port = await freePort();
    await officeBroker(port, office.lines);
    const url = `mqtts://localhost:${port}`;
    const { uplink, faults } = await siteUplink(port, calls(1, 50), { url, tls: { ca: office.ca } });
    await until(() => uplink.figures().uplink_backlog === 0);
    expect(faults).toEqual([]);
    const stranger = await siteUplink(port, calls(1, 50), { url, tls: { ca: authority(2020).ca } });
    await until(() => stranger.faults.length > 0);
    expect(stranger.faults[0]).toMatchObject({ code: 'uplink.tls' });
    expect(stranger.uplink.figures().uplink_sequence).toBe(0);
  });

  test('is made by a box whose clock is in the past, which says so', async () => {
    const office = authority(2040);
    const port = await freePort();
    await officeBroker(port, office.lines);
    const more = { url: `mqtts://localhost:${port}`, tls: { ca: office.ca }, time: wrongClock(0) };
    const { uplink, faults } = await siteUplink(port, calls(1, 50), more);
    await until(() => uplink.figures().uplink_backlog === 0);
    expect(faults.map(({ code, hint }) => [code, hint?.includes('set the clock')])).toEqual([
      ['uplink.tls', true],
    ]);
  });

  test.each([
    ['of another authority', { ca: () => authority(2040).ca }],
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
      const office = authority(2040, what.name);
      const port = await freePort();
      await officeBroker(port, office.lines);
      const time = { ...wrongClock(what.floor ?? 0), trusted: () => what.trusted ?? false };
      const ca = what.ca?.() ?? office.ca;
      const { uplink, faults } = await siteUplink(port, calls(1, 50), {
        url: `mqtts://localhost:${port}`,
        tls: { ca },
        time,
      });
      await until(() => faults.length > 0);
      expect(faults[0]).toMatchObject({ code: 'uplink.tls' });
      expect(uplink.figures()).toMatchObject({ uplink_ok: false, uplink_sequence: 0 });
    },
  );
});
