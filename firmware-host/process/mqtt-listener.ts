import type { SettledSite } from '../../config/running-site.ts';
import type { MqttBroker, MqttUser } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import type { Offender } from '../mqtt/embedded/clients.ts';
import type { BrokerUser } from '../mqtt/embedded/users.ts';
import { type BrokerRefusal, openEmbeddedBroker } from '../mqtt/embedded-broker.ts';
import { stateMessage } from '../mqtt/messages/outgoing.ts';
import { readHash } from '../mqtt/password.ts';
import { controllerLost } from '../mqtt/states.ts';
import { readCertificates, readKey, readPassword } from './secrets.ts';

/** The hall's line to its broker, and the broker itself where that is ours. */
export interface OpenMqtt {
  readonly connection: BrokerConnection;
  /** Another line, for what only listens. */
  listen(): BrokerConnection;
  /** Where clients connect, such as `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
  /** Of each port of our own broker that is not open, why. */
  listenerFaults(): readonly Fault[];
  close(): Promise<void>;
}

/** Opens the listener that the site file describes. Rejects with a Fault when a file that it names cannot be used. */
export async function openMqtt(of: {
  readonly site: SettledSite;
  readonly listener: MqttBroker;
  /** What file names in the site file count from. */
  readonly folder: string;
  readonly boot: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly report: (fault: Fault) => void;
  /** A port of our own broker that could not be opened at first is open. */
  readonly opened?: (port: number) => void;
  /** A client was refused something. */
  readonly refused: (refusal: BrokerRefusal, offender: Offender) => void;
}): Promise<OpenMqtt> {
  const { site, listener, folder, clock, report } = of;
  if (listener.broker === 'external') return openExternal(of, listener);
  const { host, port, webSocketPort, tls } = listener;
  const broker = await openEmbeddedBroker({
    ...{ host, port, webSocketPort, clock, report, opened: of.opened },
    site: site.id,
    users: await Promise.all(listener.users.map((user) => withHash(user, folder))),
    tls: tls && {
      cert: await readCertificates(folder, tls.cert),
      key: Buffer.from(await readKey(folder, tls.key)),
    },
    refused: of.refused,
  });
  const named = host.includes(':') ? `[${host}]` : host;
  return {
    connection: broker.connection(),
    listen: () => broker.connection(),
    url: `${tls === undefined ? 'mqtt' : 'mqtts'}://${named}:${broker.port}`,
    port: broker.port,
    listenerFaults: broker.listenerFaults,
    close: () => broker.close(),
  };
}

/** The library is loaded only where it is used: the start of a hall with its own broker does not wait for it. */
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
    will: stateMessage(site.id, 'controller/state', controllerLost(boot)),
  });
  return {
    connection,
    // The hall's own connection has told already that the broker is away.
    listen: () =>
      openExternalSession({ ...place, clientId: `loket-${site.id}-board`, report: () => undefined }),
    url,
    port: Number(new URL(url).port),
    listenerFaults: () => [connection.trouble?.() ?? []].flat(),
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
