import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What is used of the package `pg`, which brings no types of its own. */
export interface PgClient {
  query<Row>(text: string, values?: readonly unknown[]): Promise<{ readonly rows: Row[] }>;
  /** Gives the connection back; `destroy` closes it. */
  release(destroy: boolean): void;
}

export interface PgPool {
  connect(): Promise<PgClient>;
  end(): Promise<void>;
  /** A connection that nobody uses is lost. Without a listener the process would end. */
  on(event: 'error', listener: () => void): void;
  on(event: 'connect', listener: (client: PgConnection) => void): void;
}

interface PgConnection {
  /** The server has ended the connection between two queries. Without a listener the process would end. */
  on(event: 'error', listener: () => void): void;
}

export interface PgPoolOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Undefined: from PGPASSFILE, or `~/.pgpass`. */
  readonly password: (() => Promise<string>) | undefined;
  readonly ssl: false | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly max: number;
  readonly application_name: string;
  readonly options: string;
  readonly keepAlive: boolean;
  readonly connectionTimeoutMillis: number;
  readonly idle_in_transaction_session_timeout: number;
  readonly statement_timeout: number;
  /** By this side's clock: a server that is frozen answers nothing, not even that it was too slow. */
  readonly query_timeout: number;
  readonly types: { getTypeParser(oid: number, format?: string): unknown };
}

interface PgLibrary {
  readonly Pool: new (options: PgPoolOptions) => PgPool;
  readonly types: { getTypeParser(oid: number, format?: string): unknown };
}

/** The type `bigint`; all that are kept fit a number of JavaScript. */
const int8 = 20;

/** Loads the package when a store is opened and not before: an office on SQLite does without it. */
export function createPgPool(options: Omit<PgPoolOptions, 'types'>): PgPool {
  const pg: PgLibrary = require('pg');
  const types = {
    getTypeParser: (oid: number, format?: string) =>
      oid === int8 ? Number : pg.types.getTypeParser(oid, format),
  };
  return new pg.Pool({ ...options, types });
}
