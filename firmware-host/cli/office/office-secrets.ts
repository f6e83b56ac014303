import { dirname } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import type { OfficeSettings } from '../../../office/config/office-settings.ts';
import type { OfficeUser } from '../../../office/web/office-users.ts';
import { readHash } from '../../mqtt/password.ts';
import { readCertificates, readKey, readPassword } from '../../process/secrets.ts';
import { commandTexts } from '../command-texts.ts';

/** The users of an office, with the hashes of their files. Rejects with `broker.secret`. */
export async function officeUsers(file: string, { users }: OfficeSettings): Promise<readonly OfficeUser[]> {
  const folder = dirname(file);
  const read: OfficeUser[] = [];
  for (const { name, role, regions, password } of users) {
    const hash = readHash(await readPassword(folder, password.file));
    if (hash === undefined)
      throw new Fault('broker.secret', commandTexts().noHash(password.file), {
        hint: commandTexts().makeHash(password.file),
      });
    read.push({ name, role, hash, ...(regions === undefined ? {} : { regions }) });
  }
  return read;
}

/** The certificate of the pages; undefined without TLS. Rejects with `broker.secret`. */
export async function officeTls(file: string, { web }: OfficeSettings) {
  if (web.tls === undefined) return undefined;
  const folder = dirname(file);
  return {
    cert: await readCertificates(folder, web.tls.cert.file),
    key: Buffer.from(await readKey(folder, web.tls.key.file)),
  };
}

/** Shorter ones can be guessed. */
const tokenMinCharacters = 16;

/** What Prometheus has to send; undefined: programs on this machine alone may read. Rejects with `broker.secret`. */
export async function metricsToken(file: string, { web }: OfficeSettings): Promise<string | undefined> {
  if (web.metrics_token === undefined) return undefined;
  const token = await readPassword(dirname(file), web.metrics_token.file);
  if (/^\S+$/.test(token) && token.length >= tokenMinCharacters) return token;
  throw new Fault('broker.secret', commandTexts().noToken(web.metrics_token.file), {
    hint: commandTexts().makeToken(tokenMinCharacters),
  });
}
