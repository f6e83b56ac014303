import { Fault } from '../../../devices/fault.ts';
import type { PgPoolOptions } from './pg-library.ts';

export interface PostgresPlace {
  /**
   * `postgres://USER@HOST[:PORT]/DATABASE`, or `postgres://USER@/DATABASE?host=FOLDER[&port=PORT]` for a socket in a
   * folder.
   */
  readonly url: string;
  /**
   * Asked at each new connection, so that it may be changed. Without it PGPASSFILE or `~/.pgpass` is read, where the
   * server wants one.
   */
  readonly password?: () => Promise<string>;
  /** PEM texts. `ca`: who signed the server's certificate; without it the public authorities are trusted. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

const defaultPort = 5_432;

/** Where and how to connect. Throws `store.error` where `url` cannot be used; the message never repeats a password. */
export function placeOf({
  url,
  password,
  tls,
}: PostgresPlace): Pick<PgPoolOptions, 'host' | 'port' | 'user' | 'database' | 'password' | 'ssl'> {
  const read = parsed(url);
  const socket = read.searchParams.get('host');
  const host = socket ?? read.hostname.replace(/^\[(.*)\]$/, '$1');
  const database = decodeURIComponent(read.pathname.slice(1));
  const user = decodeURIComponent(read.username);
  if (host === '') throw unusable('names no server', hostHint);
  const port = Number(read.searchParams.get('port') ?? (read.port || defaultPort));
  if (!Number.isInteger(port)) throw unusable('has a port that is no number', form);
  if (user === '' || database === '') throw unusable('lacks the user or the database', form);
  return {
    ...{ host, port, user, database, password },
    // Between machines events are never sent in the clear, and a server that cannot do TLS is refused.
    ssl: tls === undefined && isOwnMachine(host) ? false : { ...tls },
  };
}

const form = 'It has to be postgres://USER@HOST/DATABASE.';
const hostHint = `${form} For a socket: postgres://USER@/DATABASE?host=/run/postgresql.`;

function parsed(url: string): URL {
  // Without a host the URL is not one for the parser; a socket has none.
  const text = url.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)\//, '$1socket/');
  if (!URL.canParse(text) || !/^postgres(ql)?:$/.test(new URL(text).protocol))
    throw unusable('is no such URL', form);
  const read = new URL(text);
  if (read.password !== '')
    throw unusable('holds a password', 'Put it into a file of its own: a URL is seen in logs and lists.');
  const [other] = [...read.searchParams.keys()].filter((name) => name !== 'host' && name !== 'port');
  if (other !== undefined) throw unusable(`has a setting that is not known: ${other}`, hostHint);
  if (read.hostname === 'socket' && text !== url && !read.searchParams.has('host'))
    throw unusable('names no server', hostHint);
  return read;
}

function unusable(what: string, hint: string): Fault {
  return new Fault('store.error', `the URL of the PostgreSQL store ${what}`, { hint });
}

function isOwnMachine(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || /^127\./.test(host);
}
