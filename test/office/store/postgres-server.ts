import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { has } from '../../programs.ts';
import { until } from '../../real-clock.ts';

const require = createRequire(import.meta.url);
const { Client } = require('pg');

/** Debian keeps the programs of each version in a folder of its own, outside of PATH. */
function programsFolder(): string {
  const versions = '/usr/lib/postgresql';
  const found = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  return found[0] === undefined ? '' : join(versions, found[0], 'bin');
}

const folder = programsFolder();
const initdb = join(folder, 'initdb');
export const hasPostgres = has(initdb);

/** PostgreSQL refuses to run as root: then it runs as the user that its package has made. */
const owner = process.getuid?.() === 0 && hasPostgres ? { uid: idOf('-u'), gid: idOf('-g') } : {};

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}

export interface PostgresServer {
  readonly dir: string;
  readonly port: number;
  /** The URL of a new, empty database, over the socket. */
  fresh(): Promise<string>;
  /** Runs SQL in a database of `fresh`. */
  sql<Row>(url: string, text: string): Promise<readonly Row[]>;
  /** Serves TLS from then on, with this key and certificate (PEM). */
  withTls(key: string, certificate: string): Promise<void>;
  /** Ends it at once, as a crash does. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends it, and removes its folder. */
  end(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a server of its own in a temporary folder. Who connects over the socket needs no password. */
export async function startPostgres(): Promise<PostgresServer> {
  const dir = mkdtempSync(join(tmpdir(), 'loket-pg-'));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(dir, owner.uid, owner.gid);
  const data = join(dir, 'data');
  const auth = ['--auth-local=trust', '--auth-host=scram-sha-256', '--username=postgres'];
  execFileSync(initdb, ['-D', data, '--no-sync', '--encoding=UTF8', '--locale=C', ...auth], {
    ...owner,
    cwd: dir,
  });
  const port = await freePort();
  let server: ChildProcess | undefined;
  let databases = 0;

  const urlOf = (database: string): string => `postgres://postgres@/${database}?host=${dir}`;
  async function sql<Row>(url: string, text: string): Promise<readonly Row[]> {
    const client = new Client({
      host: dir,
      port,
      user: 'postgres',
      database: new URL(url.replace('@/', '@x/')).pathname.slice(1),
    });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  async function start(): Promise<void> {
    const settings = ['-c', `listen_addresses=127.0.0.1`, '-c', `unix_socket_directories=${dir}`];
    server = spawn(join(folder, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...owner,
      cwd: dir,
      stdio: 'ignore',
    });
    await until(() =>
      sql(urlOf('postgres'), 'SELECT 1').then(
        () => true,
        () => false,
      ),
    );
  }

  /** At once: an orderly end would first write all that is to be removed to the disk. */
  async function stop(): Promise<void> {
    if (server === undefined) return;
    const ended = once(server, 'exit');
    server.kill('SIGQUIT');
    await ended;
    server = undefined;
  }

  await start();
  return {
    ...{ dir, port, sql, start, stop },
    async withTls(key, certificate) {
      writeFileSync(join(data, 'server.key'), key, { mode: 0o600 });
      writeFileSync(join(data, 'server.crt'), certificate);
      if (owner.uid !== undefined && owner.gid !== undefined)
        chownSync(join(data, 'server.key'), owner.uid, owner.gid);
      await sql(urlOf('postgres'), 'ALTER SYSTEM SET ssl = on');
      await sql(urlOf('postgres'), 'SELECT pg_reload_conf()');
    },
    async fresh() {
      const database = `office_${++databases}`;
      await sql(urlOf('postgres'), `CREATE DATABASE ${database}`);
      return `${urlOf(database)}&port=${port}`;
    },
    async end() {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
