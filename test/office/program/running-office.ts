import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hashPassword } from '../../../firmware-host/mqtt/password.ts';
import { type FleetOptions, openFleet } from '../../../simulators/fleet/open-fleet.ts';
import { openTcpLine } from '../../../simulators/fleet/tcp-line.ts';
import { loket } from '../../cli/loket.ts';
import { freePort } from '../../mqtt/brokers.ts';
import { folder } from '../../mqtt/office.ts';
import { realClock, until } from '../../real-clock.ts';

const password = 'kata sandi';

/** Simulated sites with a connection each to a real broker; they end with the test. */
export function sitesOn(port: number, more: Partial<FleetOptions> = {}) {
  const fleet = openFleet({
    ...{ clock: realClock, wall: () => Date.now(), seed: 7, sites: 6 },
    hours: { startHour: 9 },
    open: (order, told) => openTcpLine({ host: '127.0.0.1', port, clock: realClock }, order, told),
    ...more,
  });
  onTestFinished(() => fleet.stop());
  return fleet;
}

/** Who asks more often than a browser would is cut off. */
export async function metricsAt(url: string): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 250));
  return (await fetch(`${url}/metrics`)).text();
}

/** The built office, as it is started. `store` and `web`: what its file says there, the latter besides the port. */
export async function officeOn(
  brokerPort: number,
  { dir = folder(), worker = 'a', store = 'kind: sqlite', web = '' } = {},
) {
  const port = await freePort();
  const file = join(dir, `${worker}.yaml`);
  const users = [
    '  - { name: budi, role: administer, password: { file: budi.hash } }',
    '  - { name: sari, role: look, regions: [kepri], password: { file: budi.hash } }',
  ];
  writeFileSync(join(dir, 'budi.hash'), `${await hashPassword(password)}\n`, { mode: 0o600 });
  writeFileSync(
    file,
    [
      'version: 1',
      'office: { id: pusat, title: Kantor Pusat, language: en }',
      `broker: { url: "mqtt://127.0.0.1:${brokerPort}" }`,
      `store: { ${store} }`,
      `web: { port: ${port}${web} }`,
      ...['users:', ...users],
    ].join('\n'),
  );
  const run = loket('office', file, '--data', join(dir, `data-${worker}`), '--worker', worker);
  const url = `http://127.0.0.1:${port}`;
  await until(() => {
    if (run.child.exitCode !== null) throw new Error(run.seen.err);
    return run.seen.out.includes(url);
  }, 30_000);

  const metrics = () => metricsAt(url);
  return {
    ...{ run, url, dir, metrics },
    /** The value of a series without labels. */
    async figure(name: string): Promise<number> {
      const found = new RegExp(`^${name} (\\S+)`, 'm').exec(await metrics());
      return Number(found?.[1] ?? Number.NaN);
    },
    async kill() {
      run.child.kill('SIGKILL');
      await run.ended;
    },
    async stop() {
      run.child.kill('SIGTERM');
      return run.ended;
    },
    /** Logs in as a browser does, and gets what is behind. */
    async get(path: string, name = 'budi'): Promise<Response> {
      const headers = { origin: url, 'content-type': 'application/json' };
      const login = await fetch(`${url}/api/login`, {
        ...{ method: 'POST', headers, body: JSON.stringify({ name, password }) },
      });
      const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
      return fetch(`${url}${path}`, { headers: { cookie } });
    },
  };
}
