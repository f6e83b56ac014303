import type { SettledSite } from '../../config/running-site.ts';
import type { MqttBroker, MqttUser } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import type { Offender } from '../mqtt/embedded/clients.ts';
import type { ServerTls } from '../mqtt/embedded/open-listeners.ts';
import type { BrokerUser, Users } from '../mqtt/embedded/users.ts';
import { type BrokerRefusal, openEmbeddedBroker } from '../mqtt/embedded-broker.ts';
import { lastWill } from '../mqtt/last-will.ts';
import { readHash } from '../mqtt/password.ts';
import { readCertificates, readKey, readPassword } from './secrets.ts';

/** Who may log in: one list for the broker and the pages. */
export interface Accounts {
  readonly users: readonly BrokerUser[];
  readonly passwords: Users;
}

/** The hall's connection to its broker, and the broker itself if it is embedded. */
export interface OpenMqtt {
  readonly connection: BrokerConnection;
  /** Opens another connection, for a part that only receives. */
  listen(): BrokerConnection;
  /** Where clients connect, such as `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
  /** The users of the embedded broker, as far as other listeners need them; undefined: it has none. */
  readonly accounts: Accounts | undefined;
  /** Its certificate, if it has one. */
  readonly tls: ServerTls | undefined;
  /** For each port of the embedded broker that is not open, the reason. */
  listenerFaults(): readonly Fault[];
  close(): Promise<void>;
}

/**
 * Opens the broker or the connection that the site file describes. Rejects with a Fault when a file named there cannot
 * be used.
 */
export async function openMqtt(of: {
  readonly site: SettledSite;
  readonly listener: MqttBroker;
  /** The folder to which file names in the site file are relative. */
  readonly folder: string;
  readonly boot: string;
  /** The topics below which Home Assistant finds the hall, or did before. */
  readonly discovery?: readonly string[];
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
  readonly random: () => number;
  readonly report: (fault: Fault) => void;
  /** Called when a port of the embedded broker that could not be opened at first is open. */
  readonly opened?: (port: number) => void;
  /** Called when a client was refused something. */
  readonly refused: (refusal: BrokerRefusal, offender: Offender) => void;
}): Promise<OpenMqtt> {
  const { site, listener, folder, clock, report } = of;
  if (listener.broker === 'external') return openExternal(of, listener);
  const { host, port, webSocketPort } = listener;
  const users = await Promise.all(listener.users.map((user) => withHash(user, folder)));
  const tls = listener.tls && (await withKey(listener.tls, folder));
  const broker = await openEmbeddedBroker({
    ...{ host, port, webSocketPort, clock, report, opened: of.opened },
    site: site.id,
    ...{ users, tls, discovery: of.discovery ?? [] },
    refused: of.refused,
  });
  const named = host.includes(':') ? `[${host}]` : host;
  return {
    connection: broker.connection(),
    listen: () => broker.connection(),
    url: `${tls === undefined ? 'mqtt' : 'mqtts'}://${named}:${broker.port}`,
    port: broker.port,
    // Where only devices have accounts, nobody could log in.
    accounts: users.every(({ role }) => role === 'device')
      ? undefined
      : { users, passwords: broker.passwords },
    tls,
    listenerFaults: broker.listenerFaults,
    close: () => broker.close(),
  };
}

/** The library is loaded only here: a hall with the embedded broker starts without waiting for it. */
async function openExternal(
  of: Parameters<typeof openMqtt>[0],
  { url, login, caFile }: Extract<MqttBroker, { broker: 'external' }>,
): Promise<OpenMqtt> {
  const { openExternalConnection: openExternalSession } = await import('../mqtt/external-connection.ts');
  const { site, folder, boot, clock, random, report } = of;
  const ca = caFile && (await readCertificates(folder, caFile));
  const password = login && (await readPassword(folder, login.passwordFile));
  const place = {
    ...{ url, clock, random, report, site: site.id },
    ...(ca === undefined ? {} : { ca }),
    ...(login === undefined || password === undefined ? {} : { username: login.name, password }),
  };
  const connection = openExternalSession({
    ...place,
    will: lastWill(site.id, boot, of.wall),
  });
  return {
    connection,
    // The hall's own connection has already reported that the broker is down.
    listen: () =>
      openExternalSession({ ...place, clientId: `loket-${site.id}-board`, report: () => undefined }),
    url,
    port: Number(new URL(url).port),
    ...{ accounts: undefined, tls: undefined },
    listenerFaults: () => [connection.trouble?.() ?? []].flat(),
    close: async () => undefined,
  };
}

async function withKey(
  { cert, key }: { readonly cert: string; readonly key: string },
  folder: string,
): Promise<ServerTls> {
  return { cert: await readCertificates(folder, cert), key: Buffer.from(await readKey(folder, key)) };
}

async function withHash({ name, role, topics, passwordFile }: MqttUser, folder: string): Promise<BrokerUser> {
  const hash = readHash(await readPassword(folder, passwordFile));
  if (hash !== undefined) return { name, role, topics, hash };
  throw new Fault('broker.secret', `${passwordFile} holds no password hash`, {
    hint: `Make it with: loket passwd ${passwordFile}`,
  });
}
