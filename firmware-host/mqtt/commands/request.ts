import type { Failure } from './command-port.ts';
import type { CommandErrorCode } from './errors.ts';
import { isDeeper, isHarmless } from './json.ts';

/** The longest payload. Only a site file to be checked comes near it. */
const payloadMaxBytes = 64 * 1024;
/** The deepest command of the contract has two levels. */
const depthMax = 8;
/** A command counts for this long after it was sent, unless it says otherwise. */
const freshMs = 5_000;

/** Ids of commands: theirs who send them, so that they may look like anything that is printable. */
export const requestIdGrammar = /^[\x21-\x7e]{1,64}$/;
/** RFC 3339. */
export const instantGrammar = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;

/** A request whose envelope is right. What the fields mean is the command's business. */
export interface CommandRequest {
  readonly id: string;
  /** Unix ms from which on it is not to be carried out; undefined: it does not expire. */
  readonly expiresAt: number | undefined;
  /** What is not part of the envelope. */
  readonly fields: object;
}

/** Why a payload is no request; `id` where it could be read. */
export interface NoRequest extends Failure {
  readonly id: string | undefined;
}

/** Reads the payload of a command: `{"id": ..., "sent_at"?: ..., "expires_at"?: ..., ...fields}`. Never throws. */
export function readRequest(payload: Uint8Array): CommandRequest | NoRequest {
  const noRequest = (error: CommandErrorCode, id?: string, about?: string): NoRequest => ({
    id,
    error,
    ...(about === undefined ? {} : { about }),
  });
  if (payload.length > payloadMaxBytes) return noRequest('too-long');
  const text = decoded(payload);
  if (text === undefined) return noRequest('not-json');
  if (isDeeper(text, depthMax)) return noRequest('too-deep');
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return noRequest('not-json');
  if (!isHarmless(value)) return noRequest('not-text');
  const { id, sent_at, expires_at, ...fields } = value as { readonly [field: string]: unknown };
  if (typeof id !== 'string' || !requestIdGrammar.test(id)) return noRequest('bad-id');
  const sentAt = instant(sent_at);
  const expiresAt = instant(expires_at);
  if (sentAt === 'wrong') return noRequest('bad-field', id, 'sent_at');
  if (expiresAt === 'wrong') return noRequest('bad-field', id, 'expires_at');
  const fresh = sentAt === undefined ? undefined : sentAt + freshMs;
  return { id, expiresAt: expiresAt ?? fresh, fields };
}

function decoded(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    // How the decoder says that this is not UTF-8.
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // How the parser says that this is not JSON.
    return undefined;
  }
}

/** Unix ms of an RFC 3339 instant. */
function instant(value: unknown): number | undefined | 'wrong' {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !instantGrammar.test(value)) return 'wrong';
  const wall = Date.parse(value);
  return Number.isNaN(wall) ? 'wrong' : wall;
}
