import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { authority } from '../mqtt/authority.ts';
import { folder } from '../mqtt/office.ts';
import { until } from '../real-clock.ts';
import { hasNetworks, inside, slowLine } from './slow-line.ts';

const host = 'kantor.example';

/** What came of each way to connect to the name. */
async function connects(hall: string, ca: string): Promise<{ readonly [way: string]: string }> {
  const script = fileURLToPath(new URL('connects.js', import.meta.url));
  const [program, ...args] = inside(hall, process.execPath, script, host, ca);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until(() => child.exitCode !== null, 30_000);
  return JSON.parse(said);
}

describe.skipIf(!hasNetworks())('a host name over a slow line', () => {
  // Nobody answers at the second one: the packets are dropped, or a router says that there is no way.
  for (const [name, addresses] of [
    ['an address and one that nobody has', ['2001:db8:99::dead', '10.99.0.1']],
    ['an address and one that there is no way to', ['2001:db8:77::1', '10.99.0.1']],
    ['one address', ['10.99.0.1']],
  ] as const) {
    test(`with ${name} is connected to, however the program connects`, { timeout: 60_000 }, async () => {
      const { hall, office } = await slowLine(host, addresses);
      const tls = authority();
      const config = join(folder(), 'mosquitto.conf');
      const listeners = ['listener 1883', 'listener 8883', ...tls.lines(host), 'allow_anonymous true'];
      writeFileSync(config, `${listeners.join('\n')}\n`);
      const [program, ...args] = inside(office, 'mosquitto', '-c', config);
      const broker = spawn(program, args, { stdio: 'ignore' });
      onTestFinished(() => void broker.kill('SIGKILL'));
      await until(() => {
        const [cat, ...paths] = inside(office, 'cat', '/proc/net/tcp');
        // 22B3 is 8883.
        return execFileSync(cat, paths, { encoding: 'utf8' }).includes(':22B3');
      });
      const came = await connects(hall, tls.caPath);
      expect(Object.entries(came).filter(([, how]) => how !== 'connected')).toEqual([]);
    });
  }

  test('of which no address answers is told with every address, in words', { timeout: 60_000 }, async () => {
    const { hall } = await slowLine(host, ['2001:db8:77::1', '10.99.0.77']);
    const came = await connects(hall, authority().caPath);
    for (const way of ['device', 'uplink, plain', 'uplink, TLS', 'broker, plain', 'broker, TLS'])
      expect([way, came[way]]).toEqual([
        way,
        expect.stringMatching(/^(broker\.down|link\.[a-z]+): .*10\.99\.0\.77/),
      ]);
  });
});
