import { X509Certificate } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Site } from '../../config/site.ts';
import { asFault, Fault } from '../../devices/fault.ts';
import { readNamedFile, readSecret } from '../secret-file.ts';

/** Permission bits of everybody but the owner. */
const notOwner = 0o077;

/**
 * The path of a file named in the site file. A bare name may be a systemd credential (`LoadCredential=NAME:PATH`, which
 * systemd puts into $CREDENTIALS_DIRECTORY for this service alone); any other path is relative to `folder`.
 */
export function placeOfSecret(folder: string, path: string): string {
  const credential = credentialNamed(path);
  return credential !== undefined && existsSync(credential) ? credential : resolve(folder, path);
}

function credentialNamed(name: string): string | undefined {
  const credentials = process.env.CREDENTIALS_DIRECTORY;
  return credentials !== undefined && isBareName(name) ? join(credentials, name) : undefined;
}

/** Whether this is a file name without a folder: only such a name can be a credential. */
export const isBareName = (path: string): boolean => basename(path) === path && path !== '.' && path !== '..';

/** The text of a TLS key (`placeOfSecret`). Rejects with a `broker.secret` Fault. */
export async function readKey(folder: string, path: string): Promise<string> {
  return `${readSecret(placeOfSecret(folder, path), 'broker.secret')}\n`;
}

/**
 * The PEM text of a certificate file named in the site file. It is checked here, because TLS would not say what is
 * wrong with it.
 */
export async function readCertificates(folder: string, path: string): Promise<string> {
  const text = readNamedFile(placeOfSecret(folder, path), 'broker.secret');
  const found = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  try {
    for (const certificate of found) new X509Certificate(certificate);
    if (found.length > 0) return text;
  } catch {
    // Reported below: a part of it only looks like a certificate.
  }
  throw new Fault('broker.secret', `${placeOfSecret(folder, path)} holds no certificate`, {
    hint: 'It has to be a PEM file: -----BEGIN CERTIFICATE----- and so on.',
  });
}

/** The first line of a password file. */
export async function readPassword(folder: string, path: string): Promise<string> {
  const [line = ''] = readSecret(placeOfSecret(folder, path), 'broker.secret').split(/\r?\n/);
  return line.trimEnd();
}

/** A problem of a secret. The context of the fault names the setting as `setting`. */
export interface SecretTrouble {
  /** `error`: `loket run` refuses it. `warning`: the service may still be able to use it. */
  readonly severity: 'error' | 'warning';
  readonly fault: Fault;
}

/**
 * The secret files of a site that `loket run` would refuse, that are missing or not readable by this user, or that
 * others than their owner may read. `place` gives the path of a setting's file. Credentials of systemd are left out.
 */
export function secretTroubles(site: Site, place: (path: string) => string): readonly SecretTrouble[] {
  return secretsOf(site).flatMap(([setting, path]) => {
    const whole = place(path);
    if (whole === credentialNamed(path)) return [];
    const code = setting === 'bookings.key' ? 'bookings.invalid' : 'broker.secret';
    const trouble = (severity: SecretTrouble['severity'], message: string, more: object): SecretTrouble => ({
      severity,
      fault: new Fault(code, `${setting}: ${message}`, { context: { setting }, ...more }),
    });
    try {
      readSecret(whole, code);
      const { mode } = statSync(whole);
      if ((mode & notOwner) === 0) return [];
      const bits = (mode & 0o777).toString(8).padStart(4, '0');
      return [
        trouble('warning', `${whole} has mode ${bits}, wider than 0600`, { hint: `chmod 600 ${whole}` }),
      ];
    } catch (thrown) {
      const fault = asFault(thrown, code);
      const said = (fault.cause as NodeJS.ErrnoException | undefined)?.code;
      if (said === 'ENOENT') return [trouble('warning', `${whole} is not there`, { cause: thrown })];
      if (said === 'EACCES')
        return [
          trouble('warning', fault.message, { hint: 'ask again with sudo, or as the user of the service' }),
        ];
      return [trouble('error', fault.message, fault.hint === undefined ? {} : { hint: fault.hint })];
    }
  });
}

/** Every secret that the site file names, with its setting. */
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
