import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { loadOffice } from '../../../office/config/load-office.ts';
import type { OfficeSettings } from '../../../office/config/office-settings.ts';
import { openSqliteStore } from '../../../office/store/sqlite/open-sqlite-store.ts';
import { carrierOver } from '../../../simulators/fleet/carriers.ts';
import { openDemoFleet } from '../../../simulators/fleet/demo.ts';
import { shareLines } from '../../../simulators/fleet/shared-lines.ts';
import { seededRandom } from '../../../simulators/random.ts';
import { systemClock, systemWall } from '../../edge/system-clock.ts';
import { hashPassword, readHash } from '../../mqtt/password.ts';
import { openDemoBroker } from './demo-broker.ts';
import { type StartedOffice, startOfficeOn } from './start-office.ts';

export const demoUser = { name: 'demo', password: 'lihat-demo' } as const;
const sites = 200;

const officeFile = `
version: 1
office: { id: demo, title: Kantor contoh }
broker: { url: "mqtt://127.0.0.1" }
`;

/** 0, any free port, is for the command line alone. */
const atPort = (settings: OfficeSettings, port: number): OfficeSettings => ({
  ...settings,
  web: { ...settings.web, port },
});

/**
 * Starts an office with a fleet of simulated halls, on a broker and a store that are gone when it ends. It listens on
 * this machine alone, where everybody may know the password.
 */
export async function startDemo(
  options: { readonly port: number; readonly seed: number; readonly version: string },
  log: Logger,
): Promise<StartedOffice> {
  const { office: settings } = loadOffice(officeFile, 'demo.yaml');
  const hash = readHash(await hashPassword(demoUser.password));
  if (settings === undefined || hash === undefined)
    throw new Error('the demonstration has no valid settings');
  const data = await mkdtemp(join(tmpdir(), 'loket-demo-'));
  const leave = () => rm(data, { recursive: true, force: true });
  const broker = openDemoBroker();
  const ground = {
    store: await openSqliteStore(data),
    users: [{ name: demoUser.name, hash, role: 'administer' as const }],
    ...{ tls: undefined, token: undefined },
    line: { account: demoUser.name, connect: () => broker },
  };
  const { version } = options;
  const started = await startOfficeOn(ground, atPort(settings, options.port), { data, version }, log).catch(
    async (why) => {
      await leave();
      throw why;
    },
  );
  const time = { clock: systemClock, wall: systemWall };
  const random = seededRandom(options.seed);
  const fleet = openDemoFleet({
    ...{ ...time, seed: options.seed, sites },
    open: shareLines({ clock: systemClock, random, carriers: [carrierOver(broker)] }),
  });
  return {
    ...started,
    async close() {
      fleet.stop();
      await started.close();
      await leave();
    },
  };
}
