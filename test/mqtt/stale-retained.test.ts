import { describe, expect, onTestFinished, test } from 'vitest';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { siteOf } from '../hall/played-hall.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { freePort, type Heard, listener, site } from './brokers.ts';
import { folder, officeBroker } from './office.ts';
import { realHall, toOffice } from './real-hall.ts';

/** A hall with these counters, each with a display, and these services. */
function hallOf(counters: readonly number[], services: readonly string[]) {
  const serves = services;
  const text = {
    version: 1,
    site: { id: site, title: 'MPP Uji', zone: 'Asia/Jakarta' },
    services: Object.fromEntries(services.map((id, at) => [id, { title: id, prefix: 'ABC'[at] }])),
    counters: Object.fromEntries(counters.map((number) => [`loket-${number}`, { number, serves }])),
    devices: Object.fromEntries(
      counters.map((number) => [
        `papan-${number}`,
        {
          kind: 'serial-display',
          counter: `loket-${number}`,
          address: '/dev/papan',
          bus_address: number,
          digits: 5,
        },
      ]),
    ),
  };
  return siteOf(JSON.stringify(text));
}

const before = hallOf([1, 2, 3], ['paspor', 'izin']);
const after = hallOf([1], ['paspor']);

function external(port: number, boot: string) {
  const will = lastWill(site, boot, () => 0);
  const report = () => undefined;
  const url = `mqtt://127.0.0.1:${port}`;
  return openExternalConnection({ url, site, will, clock: realClock, random: () => 0, report });
}

/** What a new client finds retained: topics below the site, sorted. */
async function retained(port: number): Promise<readonly string[]> {
  const { client, heard } = await listener(port, '#');
  onTestFinished(() => client.endAsync(true).catch(() => undefined));
  // A message of our own comes back behind what is retained.
  await client.publishAsync('marker', 'x', { qos: 1 });
  await until(() => heard.some(({ topic }) => topic === 'marker'));
  await client.endAsync(true);
  return heard
    .filter((message: Heard) => message.retain)
    .map(({ topic }) => topic.replace(`loket/v1/${site}/`, ''))
    .sort();
}

const ids = (topics: readonly string[]) =>
  [...new Set(topics.map((topic) => topic.split('/').slice(0, 2).join('/')))].filter(
    (id) => !/^(controller|board)\//.test(id),
  );

/** What a site file says that was never written here: the tree of another site, and something of another program. */
const foreign = ['loket/v1/mpp-lain/counter/loket-9/state', 'cuaca/batam'];

describe.skipIf(!has('mosquitto')).each(['the hall', 'the central office'] as const)(
  'a broker of %s that keeps what is retained over restarts',
  (whose) => {
    async function start(port: number, boot: string, of: typeof before) {
      const uplink = whose === 'the central office' ? toOffice(site, port, boot) : undefined;
      const connection = external(uplink === undefined ? port : await freePort(), boot);
      return realHall({ site: of, connection, boot, ...(uplink === undefined ? {} : { uplink }) });
    }

    test('has nothing left of ids that are no longer in the site file, and all that is not ours', async () => {
      const port = await freePort();
      const kept = ['persistence true', `persistence_location ${folder()}/`, 'user root'];
      const first = await officeBroker(port, kept);
      const { client } = await listener(port, 'nothing');
      for (const topic of foreign) await client.publishAsync(topic, '{}', { qos: 1, retain: true });
      await client.endAsync(true);
      const one = await start(port, 'boot-1', before);
      const all = [1, 2, 3].length * 2 + ['paspor', 'izin'].length + foreign.length;
      await until(async () => ids(await retained(port)).length === all);
      await one.stop();
      await first.stop();

      await officeBroker(port, kept);
      expect(ids(await retained(port))).toContain('counter/loket-3');
      await start(port, 'boot-2', after);
      const ours = ['counter/loket-1', 'device/papan-1', 'service/paspor'];
      await until(async () => ids(await retained(port)).length === ours.length + foreign.length);
      expect(ids(await retained(port))).toEqual([...ours, ...ids(foreign)].sort());
    });
  },
);
