import type { FaultCode } from './fault-catalogue.ts';

/**
 * Something went wrong that a person may have to know. `hint` says what to do in this very case and, where absent,
 * the catalogue's sentence stands. `context` holds ids and numbers only, never a scan or a name.
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
  if (thrown instanceof Fault) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown ?? 'unknown error');
  return new Fault(code, message, { cause: thrown });
}
