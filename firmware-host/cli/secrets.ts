import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Site } from '../../config/site.ts';
import { asFault, Fault } from '../../devices/fault.ts';

/** Certificates come in chains; nothing here is larger. */
const secretMostBytes = 64 * 1024;
/** Permission bits of those who are neither the owner nor of the group, and of all who are not the owner. */
const othersMay = 0o007;
const notOwner = 0o077;

/**
 * Where a file named in the site file lies: a bare name may be a systemd credential (`LoadCredential=NAME:PATH`, which
 * systemd puts into $CREDENTIALS_DIRECTORY for this service alone); else its path counts from `folder`.
 */
export function placeOfSecret(folder: string, path: string): string {
  const credential = credentialNamed(path);
  return credential !== undefined && existsSync(credential) ? credential : resolve(folder, path);
}

function credentialNamed(name: string): string | undefined {
  const credentials = process.env.CREDENTIALS_DIRECTORY;
  return credentials !== undefined && isBareName(name) ? join(credentials, name) : undefined;
}

/** Whether this is the name of a file and no path: only such a one can be a credential. */
export const isBareName = (path: string): boolean => basename(path) === path && path !== '.' && path !== '..';

/** The bytes of a file named in the site file (`placeOfSecret`). Rejects with a `broker.secret` Fault. */
export async function readNamed(folder: string, path: string, secret: boolean): Promise<Buffer> {
  const whole = placeOfSecret(folder, path);
  const file = await open(whole).catch((thrown: unknown) => {
    throw asFaultOf(whole, thrown);
  });
  try {
    const { mode, size } = await file.stat();
    if (secret && (mode & othersMay) !== 0) {
      throw new Fault('broker.secret', `everybody on this machine may read ${whole}`, {
        hint: `chmod 600 ${whole}`,
      });
    }
    if (size > secretMostBytes) throw new Fault('broker.secret', `${whole} is too large`);
    return await file.readFile();
  } catch (thrown) {
    throw thrown instanceof Fault ? thrown : asFaultOf(whole, thrown);
  } finally {
    await file.close();
  }
}

/** The PEM text of a file of certificates named in the site file. Without any, TLS would not say what is missing. */
export async function readCertificates(folder: string, path: string): Promise<string> {
  const text = (await readNamed(folder, path, false)).toString('utf8');
  const found = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  try {
    for (const certificate of found) new X509Certificate(certificate);
    if (found.length > 0) return text;
  } catch {
    // Said below: something in it only looks like one.
  }
  throw new Fault('broker.secret', `${placeOfSecret(folder, path)} holds no certificate`, {
    hint: 'It has to be a PEM file: -----BEGIN CERTIFICATE----- and so on.',
  });
}

/** The one line of a password file. */
export async function readPassword(folder: string, path: string): Promise<string> {
  const text = (await readNamed(folder, path, true)).toString('utf8');
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') throw new Fault('broker.secret', `${placeOfSecret(folder, path)} is empty`);
  return line;
}

/**
 * Secret files of a site that are not there, or that others than their owner may read. Credentials of systemd are
 * its own business. What a fault is about stands in its context as `setting`.
 */
export async function secretsAtRisk(site: Site, folder: string): Promise<readonly Fault[]> {
  const looked = secretsOf(site).map(async ([setting, path]) => {
    const whole = placeOfSecret(folder, path);
    if (whole === credentialNamed(path)) return [];
    const context = { setting };
    try {
      const { mode } = await stat(whole);
      if ((mode & notOwner) === 0) return [];
      const bits = (mode & 0o777).toString(8).padStart(4, '0');
      const hint = `chmod 600 ${whole}`;
      return [
        new Fault('broker.secret', `${setting}: ${whole} has mode ${bits}, wider than 0600`, {
          hint,
          context,
        }),
      ];
    } catch (thrown) {
      return [new Fault('broker.secret', `${setting}: ${whole} is not there`, { context, cause: thrown })];
    }
  });
  return (await Promise.all(looked)).flat();
}

/** Every secret the site file names, by the setting that names it. */
export function secretsOf({
  mqtt,
  uplink,
  checkIn,
}: Site): readonly (readonly [setting: string, path: string])[] {
  const named: (readonly [string, string | undefined])[] = [
    ['bookings.key', checkIn?.keyFile],
    ['uplink.password', uplink?.passwordFile],
    ['uplink.key', uplink?.keyFile],
  ];
  if (mqtt.broker === 'external') named.push(['mqtt.login.password', mqtt.login?.passwordFile]);
  else {
    named.push(['mqtt.tls.key', mqtt.tls?.key]);
    for (const { name, passwordFile } of mqtt.users) named.push([`mqtt.users ${name}`, passwordFile]);
  }
  return named.flatMap(([setting, path]) => (path === undefined ? [] : [[setting, path] as const]));
}

function asFaultOf(path: string, thrown: unknown): Fault {
  const { message } = asFault(thrown, 'broker.secret');
  return new Fault('broker.secret', `${path} cannot be read: ${message}`, { cause: thrown });
}
