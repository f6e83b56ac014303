import type { FaultCode } from './fault-catalogue.ts';

/**
 * Something went wrong that a person may have to know. `hint` says what to do in this very case; without it the
 * catalogue's sentence applies. `context` holds ids and numbers only, never a scan or a name.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly hint: string | undefined;
  readonly context: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: FaultCode,
    message: string,
    more: { hint?: string; context?: Record<string, string | number | boolean>; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'Fault';
    this.code = code;
    this.hint = more.hint;
    this.context = more.context ?? {};
  }
}

/** Any thrown value as a Fault: a Fault stays what it is, anything else gets `code`. */
export function asFault(thrown: unknown, code: FaultCode): Fault {
  return thrown instanceof Fault ? thrown : new Fault(code, wordsOf(thrown), { cause: thrown });
}

/**
 * The text of a thrown value, never empty. A connection that failed at several addresses has no message of its own,
 * only those of the attempts; other errors have only a code, or nothing.
 */
export function wordsOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown ?? '') || 'no reason is given';
  if (thrown instanceof AggregateError && thrown.errors.length > 0)
    return [...new Set(thrown.errors.map(wordsOf))].join('; ');
  const code = 'code' in thrown ? String(thrown.code) : '';
  if (thrown.message === '') return code || thrown.name;
  return thrown.message;
}
