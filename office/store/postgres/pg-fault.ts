import { Fault, wordsOf } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';

/**
 * Turns an error of `pg` into a Fault of the store. A Fault is returned unchanged. The error itself is not kept as its
 * cause: it leads to the connection, and so to its password.
 */
export function pgFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const state = sqlState(thrown);
  const code = state === undefined ? codeOfLine(thrown) : codeOf(state);
  const hint = hints.find(([states]) => states.test(state ?? ''))?.[1];
  return new Fault(code, state === undefined ? wordsOf(thrown) : `${wordsOf(thrown)} (${state})`, {
    ...(hint !== undefined && { hint }),
  });
}

/**
 * The SQLSTATE that the server said (PostgreSQL, appendix A: five letters or digits); undefined for what is not of the
 * server, after which its connection cannot be used any more.
 */
export function sqlState(thrown: unknown): string | undefined {
  const { code, severity } = (thrown ?? {}) as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string' && /^[0-9A-Z]{5}$/.test(code)
    ? code
    : undefined;
}

const hints: readonly (readonly [states: RegExp, hint: string])[] = [
  [/^28/, 'PostgreSQL does not let this user in: check the user, its password and pg_hba.conf.'],
  [/^3D000$/, 'The database is not there: `createdb -O USER DATABASE` makes it.'],
  [/^42501$/, 'The user may not do this: let it own the database.'],
];

/**
 * Connections (08), too many of them (53300), a server that stops or starts (57P), what took too long or waits in turn.
 */
const away = /^(08...|53300|57P0.|57014|55P03|40001|40P01|25P0[34])$/;

function codeOf(state: string): FaultCode {
  if (state === '53100') return 'store.full';
  return away.test(state) ? 'store.away' : 'store.error';
}

/** What cannot even be asked, or a certificate that does not fit, will not do the next time either. */
function codeOfLine(thrown: unknown): FaultCode {
  const { code } = (thrown ?? {}) as { code?: unknown };
  if (thrown instanceof RangeError || thrown instanceof TypeError) return 'store.error';
  const isOfTls = typeof code === 'string' && /CERT|_CA$|^ERR_(TLS|SSL|OSSL)/.test(code);
  return isOfTls || wordsOf(thrown).includes('does not support SSL') ? 'store.error' : 'store.away';
}
