import type { Fault } from '../../devices/fault.ts';
import { systemClock } from '../edge/system-clock.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import { openBrokerConnection } from '../mqtt/external-connection.ts';
import { openLink } from '../mqtt/external-link.ts';
import { readCertificates, readPassword } from '../process/secrets.ts';

/** The options by which a command of the central office finds its broker. */
export interface CentralBroker {
  readonly broker: string;
  readonly username?: string;
  readonly passwordFile?: string;
  readonly ca?: string;
}

/** A connection on the broker of the central office. Rejects with `broker.secret` when a file cannot be used. */
export async function centralSession(
  { broker, username, passwordFile, ca }: CentralBroker,
  clientId: string,
  report: (fault: Fault) => void,
): Promise<BrokerConnection> {
  const password = passwordFile === undefined ? undefined : await readPassword('.', passwordFile);
  const authority = ca === undefined ? undefined : await readCertificates('.', ca);
  const place = {
    ...{ url: broker, clientId, clock: systemClock, isBulk: true },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(authority === undefined ? {} : { ca: authority }),
  };
  return openBrokerConnection({
    open: (told) => openLink(place, told),
    clock: systemClock,
    random: Math.random,
    report,
  });
}
