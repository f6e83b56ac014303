import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { Fault } from '../../../devices/fault.ts';
import type { Millis } from '../../../devices/ports.ts';
import type { OfficeSettings } from '../../../office/config/office-settings.ts';
import type { OfficeParts } from '../../../office/open-office.ts';
import { systemClock } from '../../edge/system-clock.ts';
import { openBrokerConnection } from '../../mqtt/external-connection.ts';
import { openLink } from '../../mqtt/external-link.ts';
import { readCertificates, readPassword } from '../../process/secrets.ts';

/**
 * How an office connects to its broker. The secrets are read now: rejects with `broker.secret` when a file cannot be
 * used. A broker with `use_username_as_clientid` gives the connection its account's name; every worker needs an account
 * of its own there, or they would disconnect each other.
 */
export async function officeConnection(
  file: string,
  { broker }: OfficeSettings,
  worker: string,
  report: (fault: Fault) => void,
): Promise<{ readonly connect: OfficeParts['connect']; readonly account: string }> {
  const folder = dirname(file);
  const { url, login, ca } = broker;
  const place = {
    ...{ url, clock: systemClock, isBulk: true, clientId: clientIdOf(worker) },
    ...(login === undefined
      ? {}
      : { username: login.name, password: await readPassword(folder, login.password.file) }),
    ...(ca === undefined ? {} : { ca: await readCertificates(folder, ca.file) }),
  };
  return {
    account: login?.name ?? place.clientId,
    connect: ({ will, lost }) =>
      openBrokerConnection({
        open: (told, connection) =>
          openLink(
            { ...place, will: will(connection) },
            {
              ...told,
              lost(why, where) {
                lost(why, where);
                told.lost(why, where);
              },
            },
          ),
        ...{ clock: systemClock, random: Math.random, report, backoffMaxMs },
      }),
  };
}

/** Sites wait longer, since there are thousands of them; until the one office is back, nobody watches. */
const backoffMaxMs: Millis = 5_000;

/** A client id of MQTT 3.1.1 that every broker takes: 23 letters and digits at most (section 3.1.3.1). */
const clientIdOf = (worker: string): string =>
  `office${createHash('sha256').update(worker).digest('hex').slice(0, 16)}`;
