import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './office.ts';

/** A certificate with its key: the paths of the PEM files, and what is in them. */
export interface Issued {
  readonly certPath: string;
  readonly keyPath: string;
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  readonly caPath: string;
  readonly ca: string;
  /** A certificate for the server `name`, or of the client `name`, valid for 19 years from the year `from` on. */
  issue(what: 'server' | 'client', name: string, from?: number): Issued;
  /** The lines with which mosquitto shows a certificate for `name`. */
  lines(name?: string, from?: number): readonly string[];
}

const config = (extensions: string) => `
[ca]
default_ca = own
[own]
database = index
serial = serial
new_certs_dir = issued
default_md = sha256
policy = any
copy_extensions = none
x509_extensions = issued
unique_subject = no
[any]
commonName = supplied
[issued]
basicConstraints = CA:FALSE
${extensions}
[authority]
basicConstraints = critical, CA:TRUE
`;

/** A private authority made by openssl, valid from the year `begins` on. mosquitto may read its files. */
export function authority(begins = 2020): Authority {
  const dir = folder();
  const at = (file: string) => join(dir, file);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout'];
  mkdirSync(at('issued'));
  writeFileSync(at('index'), '');
  writeFileSync(at('serial'), '01\n');
  writeFileSync(at('ca.cnf'), config(''));
  openssl('req', ...newKey, 'ca.key', '-out', 'ca.csr', '-subj', '/CN=office');
  sign('ca', begins, begins + 50, '-selfsign', '-extensions', 'authority');

  /** Makes `file`.crt of `file`.csr. */
  function sign(file: string, from: number, to: number, ...how: readonly string[]): void {
    const paths = ['-keyfile', 'ca.key', '-in', `${file}.csr`, '-out', `${file}.crt`];
    const validity = ['-startdate', `${from}0101000000Z`, '-enddate', `${to}0101000000Z`];
    openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', ...paths, ...validity, ...how);
  }

  function issue(what: 'server' | 'client', name: string, from = begins): Issued {
    const file = `${what}-${name}-${from}`;
    const usage = `extendedKeyUsage = ${what}Auth`;
    writeFileSync(at('ca.cnf'), config(what === 'server' ? `subjectAltName = DNS:${name}\n${usage}` : usage));
    openssl('req', ...newKey, `${file}.key`, '-out', `${file}.csr`, '-subj', `/CN=${name}`);
    sign(file, from, from + 19, '-cert', 'ca.crt');
    const [certPath, keyPath] = [at(`${file}.crt`), at(`${file}.key`)];
    if (what === 'server') chmodSync(keyPath, 0o644);
    return { certPath, keyPath, cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
  }

  return {
    caPath: at('ca.crt'),
    ca: readFileSync(at('ca.crt'), 'utf8'),
    issue,
    lines(name = 'localhost', from = begins) {
      const { certPath, keyPath } = issue('server', name, from);
      return [`cafile ${at('ca.crt')}`, `certfile ${certPath}`, `keyfile ${keyPath}`];
    },
  };
}
