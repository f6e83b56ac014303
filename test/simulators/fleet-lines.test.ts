import { describe, expect, it, onTestFinished } from 'vitest';
import { openBrokerLines } from '../../simulators/fleet/broker-lines.ts';
import { carrierOver } from '../../simulators/fleet/carriers.ts';
import { createPacketReader, type Packet } from '../../simulators/fleet/mqtt-packets.ts';
import { type Fleet, type FleetOptions, openFleet } from '../../simulators/fleet/open-fleet.ts';
import { shareLines } from '../../simulators/fleet/shared-lines.ts';
import { seededRandom } from '../../simulators/random.ts';
import { embedded, freePort, listener } from '../mqtt/brokers.ts';
import { consumer, officeBroker } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { json } from './fleet-hearing.ts';

/** Everything happens so many times as often, also the time limits of the broker: 30 s are one. */
const speed = 30;
const busyness = { counters: 6, visitorsPerHour: 120, visitSeconds: 100 };

function fleetAt(port: number, options: Partial<FleetOptions> = {}): Fleet {
  const place = { host: '127.0.0.1', port, clock: realClock };
  const sites = 4;
  const { open } = openBrokerLines(place, { sites, random: seededRandom(1) });
  const fleet = openFleet({
    ...{ clock: realClock, wall: Date.now, seed: 3, sites, open, speed, busyness, hours: { isAlways: true } },
    ...options,
  });
  onTestFinished(() => fleet.stop());
  return fleet;
}

describe.skipIf(!has('mosquitto'))(
  'a fleet at mosquitto, with a line for each site',
  { timeout: 40_000 },
  () => {
    it('has its wills published by the broker, and loses no event whatever happens', async () => {
      const port = await freePort();
      await officeBroker(port);
      const { client, heard } = await listener(port, 'loket/v1/+/controller/state');
      onTestFinished(() => client.endAsync(true).then(() => undefined));
      const office = consumer(port);
      const fleet = fleetAt(port);
      await until(() => fleet.figures().connected === 4);
      const [killed, frozen, reset, rival] = fleet.sites.map(({ plan }) => plan.id);
      const last = (site: string | undefined) => {
        const words = heard.filter(({ topic, retain }) => !retain && topic.startsWith(`loket/v1/${site}/`));
        return json(words.at(-1)?.payload ?? '{}');
      };
      fleet.make({ kind: 'killed', site: killed ?? '', forMs: 30_000 });
      fleet.make({ kind: 'frozen', site: frozen ?? '', forMs: 90_000 });
      fleet.make({ kind: 'reset', site: reset ?? '' });
      const wasLost = (site: string | undefined) =>
        heard.some(({ topic, payload }) => topic.includes(`/${site}/`) && json(payload).reason === 'lost');
      await until(() => wasLost(killed) && wasLost(frozen));
      await until(() => last(reset).connection === 2 && last(reset).state === 'online');
      await until(() => last(killed).state === 'online' && last(frozen).state === 'online');
      fleet.make({ kind: 'two-controllers', site: rival ?? '', forMs: 60_000 });
      await until(() => fleet.truth().every(({ to }) => to !== undefined));
      fleet.quiet();
      await until(() => fleet.sites.every(({ link }) => link.isUp && link.backlog === 0));
      for (const site of fleet.sites.slice(0, 3)) {
        const { id } = site.plan;
        await until(
          () => office.events.filter((event) => event.site === id).at(-1)?.sequence === site.journal.last,
        );
        const numbers = office.events.filter((event) => event.site === id).map(({ sequence }) => sequence);
        expect(numbers, id).toEqual(Array.from(numbers, (_, at) => (numbers[0] ?? 0) + at));
      }
    });

    it('answers what the office asks for after its broker lost events', async () => {
      const port = await freePort();
      const first = await officeBroker(port);
      const fleet = fleetAt(port);
      await until(() => fleet.figures().connected === 4);
      await until(() => fleet.figures().events > 40);
      await first.kill();
      await until(() => fleet.figures().connected === 0);
      await officeBroker(port);
      await until(() => fleet.figures().connected === 4);
      const office = consumer(port);
      const { client, heard } = await listener(port, 'loket/v1/+/reply/replay');
      onTestFinished(() => client.endAsync(true).then(() => undefined));
      const { id } = fleet.sites[0]?.plan ?? { id: '' };
      await client.publishAsync(`loket/v1/${id}/command/replay`, '{"id":"r","from":1,"to":5}', { qos: 1 });
      // The office asks for what it lacks, too.
      const reply = () => heard.map(({ payload }) => json(payload)).find((said) => said.id === 'r');
      await until(() => reply() !== undefined);
      expect(reply()).toEqual({ id: 'r', ok: true, result: { from: 1, to: 5, events: 5 } });
      await until(() => office.events.length > 0);
    });
  },
);

it('a fleet lives on the broker of this process too', { timeout: 20_000 }, async () => {
  const broker = await embedded();
  const { client, heard } = await listener(broker.port, 'loket/v1/+/controller/#');
  const carriers = [carrierOver(broker.connection())];
  const open = shareLines({ clock: realClock, random: seededRandom(1), carriers });
  const fleet = fleetAt(broker.port, { open });
  await until(() => fleet.figures().connected === 4);
  const id = fleet.sites[0]?.plan.id ?? '';
  fleet.make({ kind: 'killed', site: id });
  await until(() => heard.some(({ topic, payload }) => topic.includes(id) && payload.includes('"lost"')));
  await client.endAsync(true);
  fleet.stop();
  await broker.close();
});

it('packets are read as they come, in pieces or together', () => {
  const packets: Packet[] = [];
  const read = createPacketReader((packet) => packets.push(packet));
  const long = Buffer.concat([Buffer.from([0x30, 0xac, 0x02]), Buffer.alloc(300, 7)]);
  const stream = Buffer.concat([Buffer.from([0x20, 2, 0, 0]), long, Buffer.from([0xd0, 0])]);
  for (const byte of stream) read(Buffer.from([byte]));
  read(stream);
  expect(packets.map(({ type, body }) => [type, body.length])).toEqual([
    ...[2, 3, 13].map((type) => [type, type === 3 ? 300 : type === 2 ? 2 : 0]),
    ...[2, 3, 13].map((type) => [type, type === 3 ? 300 : type === 2 ? 2 : 0]),
  ]);
  expect(() => read(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff]))).toThrow('without a proper length');
});
