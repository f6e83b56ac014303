import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { stateMessage, stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { controllerOnline } from '../../firmware-host/mqtt/states.ts';
import { freePort, site } from '../mqtt/brokers.ts';
import { officeBroker, siteUplink } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';

/** A broker that answers each CONNECT with `connack(level)` (nothing: it hangs up), and then says no more. */
async function scripted(connack: (level: number) => readonly number[] | undefined): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      // The fixed header, the length of the protocol's name, `MQTT`, its level (MQTT 3.1.1, section 3.1.2).
      const answer = connack(bytes[bytes.indexOf('MQTT') + 4] ?? 0);
      if (answer === undefined) socket.destroy();
      else socket.write(Buffer.from(answer));
      if (answer?.[3] !== 0) socket.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function hall(port: number) {
  const faults: Fault[] = [];
  const connection = openExternalConnection({
    url: `mqtt://127.0.0.1:${port}`,
    site,
    will: lastWill(site, 'boot-1', () => 0),
    clock: realClock,
    random: () => 0,
    report: (fault) => void faults.push(fault),
  });
  const publisher = openPublisher({ connection, clock: realClock, rank: stateRank });
  publisher.enqueue(stateMessage(site, 'controller/state', controllerOnline('boot-1', 0)));
  onTestFinished(async () => {
    publisher.close();
    await connection.close();
  });
  const standing = () => connection.trouble?.()?.code;
  return { faults, connection, standing };
}

/** CONNACK of MQTT 5 (section 3.2): flags, reason, properties. */
const connack5 = (reason: number, ...properties: readonly number[]) =>
  [0x20, 3 + properties.length, 0, reason, properties.length, ...properties] as const;
const without = {
  'no retained messages': { connack: connack5(0, 0x25, 0), code: 'no_retain' },
  'retained wills': { connack: connack5(0x9a), code: 'no_retain' },
  'QoS 0 only': { connack: connack5(0, 0x24, 0), code: 'limited' },
  'no will of QoS 1': { connack: connack5(0x9b), code: 'limited' },
  // DISCONNECT, connection taken over (section 3.14.2.1).
  'another client in our place': { connack: [...connack5(0), 0xe0, 1, 0x8e], code: 'duplicate' },
  'packets of 512 bytes': { connack: connack5(0, 0x27, 0, 0, 2, 0), code: 'limited' },
} as const;

describe('a broker with', () => {
  for (const [name, { connack, code }] of Object.entries(without)) {
    test(`${name} is told by name, to the hall and at the office`, async () => {
      // To MQTT 3.1.1 it has no word for it.
      const port = await scripted((level) => (level === 5 ? connack : undefined));
      const { standing } = hall(port);
      const { uplink } = await siteUplink(port, []);
      await until(() => standing() === `broker.${code}`);
      await until(() => uplink.troubles().some((trouble) => trouble === `uplink.${code}`));
    });
  }

  test('an MQTT older than 3.1.1 is told by name', async () => {
    const port = await scripted(() => [0x20, 2, 0, 1]);
    const { standing } = hall(port);
    const { uplink } = await siteUplink(port, []);
    await until(() => standing() === 'broker.old_protocol');
    await until(() => uplink.troubles().includes('uplink.old_protocol'));
  });
});

test('every fault of a broker says what to do, in both languages', () => {
  for (const party of ['broker', 'uplink'] as const)
    for (const what of ['no_retain', 'limited', 'old_protocol', 'duplicate'] as const)
      expect(faultCatalogue[`${party}.${what}`].id).not.toBe(faultCatalogue[`${party}.${what}`].en);
});

describe.skipIf(!has('mosquitto'))('mosquitto', () => {
  for (const [line, code] of [
    ['retain_available false', 'no_retain'],
    ['max_qos 0', 'limited'],
    ['max_packet_size 600', 'limited'],
  ] as const) {
    test(`with ${line} is told by name`, async () => {
      const port = await freePort();
      await officeBroker(port, [line]);
      const { standing, faults } = hall(port);
      const { uplink } = await siteUplink(port, []);
      await until(() => uplink.troubles().some((trouble) => trouble === `uplink.${code}`));
      // In MQTT 3.1.1 it leaves packets that are too long unanswered, of which there may be none.
      if (line !== 'max_packet_size 600') await until(() => standing() === `broker.${code}`);
      expect(faults.map(({ message }) => message)).not.toContain('');
    });
  }
});
