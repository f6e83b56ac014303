import type { SettledSite } from '../../config/running-site.ts';
import type { MqttDoor, MqttUser } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import { openEmbeddedBroker, type Refusal } from '../mqtt/broker.ts';
import type { Offender } from '../mqtt/embedded/clients.ts';
import type { BrokerUser } from '../mqtt/embedded/users.ts';
import { lastWill } from '../mqtt/last-will.ts';
import { readHash } from '../mqtt/password.ts';
import type { Session } from '../mqtt/session.ts';
import { readCertificates, readKey, readPassword } from './secrets.ts';

/** The hall's line to its broker, and the broker itself where that is ours. */
export interface OpenMqtt {
  readonly session: Session;
  /** Another line, for what only listens. */
  listen(): Session;
  /** Where clients connect, such as `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
  /** Of each port of our own broker that is not open, why. */
  doorFaults(): readonly Fault[];
  close(): Promise<void>;
}

/** Opens the door that the site file describes. Rejects with a Fault when a file that it names cannot be used. */
export async function openMqtt(of: {
  readonly site: SettledSite;
  readonly door: MqttDoor;
  /** What file names in the site file count from. */
  readonly folder: string;
  readonly boot: string;
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
  readonly random: () => number;
  readonly report: (fault: Fault) => void;
  /** A port of our own broker that could not be opened at first is open. */
  readonly opened?: (port: number) => void;
  /** A client was refused something. */
  readonly refused: (refusal: Refusal, offender: Offender) => void;
}): Promise<OpenMqtt> {
  const { site, door, folder, clock, report } = of;
  if (door.broker === 'external') return openExternal(of, door);
  const { host, port, webSocketPort, tls } = door;
  const broker = await openEmbeddedBroker({
    ...{ host, port, webSocketPort, clock, report, opened: of.opened },
    site: site.id,
    users: await Promise.all(door.users.map((user) => withHash(user, folder))),
    tls: tls && {
      cert: await readCertificates(folder, tls.cert),
      key: Buffer.from(await readKey(folder, tls.key)),
    },
    refused: of.refused,
  });
  const named = host.includes(':') ? `[${host}]` : host;
  return {
    session: broker.session(),
    listen: () => broker.session(),
    url: `${tls === undefined ? 'mqtt' : 'mqtts'}://${named}:${broker.port}`,
    port: broker.port,
    doorFaults: broker.doorFaults,
    close: () => broker.close(),
  };
}

/** The library is loaded only where it is used: the start of a hall with its own broker does not wait for it. */
async function openExternal(
  of: Parameters<typeof openMqtt>[0],
  { url, login, caFile }: Extract<MqttDoor, { broker: 'external' }>,
): Promise<OpenMqtt> {
  const { openExternalSession } = await import('../mqtt/external.ts');
  const { site, folder, boot, clock, random, report } = of;
  const ca = caFile && (await readCertificates(folder, caFile));
  const password = login && (await readPassword(folder, login.passwordFile));
  const place = {
    ...{ url, clock, random, report, site: site.id },
    ...(ca === undefined ? {} : { ca }),
    ...(login === undefined || password === undefined ? {} : { username: login.name, password }),
  };
  const session = openExternalSession({
    ...place,
    will: lastWill(site.id, boot, of.wall),
  });
  return {
    session,
    // The hall's own session has told already that the broker is away.
    listen: () =>
      openExternalSession({ ...place, clientId: `loket-${site.id}-board`, report: () => undefined }),
    url,
    port: Number(new URL(url).port),
    doorFaults: () => [session.trouble?.() ?? []].flat(),
    close: async () => undefined,
  };
}

async function withHash({ name, role, passwordFile }: MqttUser, folder: string): Promise<BrokerUser> {
  const hash = readHash(await readPassword(folder, passwordFile));
  if (hash !== undefined) return { name, role, hash };
  throw new Fault('broker.secret', `${passwordFile} holds no password hash`, {
    hint: `Make it with: loket passwd ${passwordFile}`,
  });
}
