import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, gzip } from 'node:zlib';
import { securityHeaders } from '../../firmware-host/web/web-server.ts';
import type { OfficeRefusal } from './office-messages.ts';
import { officeWebLimits } from './office-web-limits.ts';

/** What a request is answered with. `json` is text already: rows are made once for all. */
export type WebReply =
  | { readonly status?: number; readonly json: string; readonly cookie?: string }
  | { readonly file: WebFile; readonly cookie?: string }
  | { readonly refusal: OfficeRefusal; readonly cookie?: string };

/** A file that the browser saves under a name. */
export interface WebFile {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
}

const statuses: Readonly<Record<OfficeRefusal, number>> = {
  login: 401,
  session: 401,
  'too-many': 429,
  role: 403,
  origin: 403,
  'not-json': 415,
  'too-long': 413,
  unknown: 404,
  'bad-field': 400,
  store: 503,
  failed: 500,
  'not-ready': 503,
  method: 405,
};

export function jsonReply(value: object, cookie?: string): WebReply {
  return { json: JSON.stringify(value), ...(cookie === undefined ? {} : { cookie }) };
}

/** Headers of everything that is answered. With TLS, browsers are told to stay with it. */
export function replyHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return {
    ...securityHeaders,
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** Sends a reply. A body that is large enough is packed where the client takes that. */
export function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  reply: WebReply,
  headers: Readonly<Record<string, string>>,
): void {
  const cookie: Record<string, string> = reply.cookie === undefined ? {} : { 'set-cookie': reply.cookie };
  const send = (status: number, body: Buffer, type: Readonly<Record<string, string>>): void =>
    sendBody(request, response, { status, body, headers: { ...headers, ...cookie, ...type } });
  if ('file' in reply) {
    const { name, type, body } = reply.file;
    const disposition = `attachment; filename="${name}"`;
    send(200, body, { 'content-type': type, 'content-disposition': disposition });
    return;
  }
  const isRefused = 'refusal' in reply;
  const body = Buffer.from(isRefused ? JSON.stringify({ error: reply.refusal }) : reply.json);
  const status = isRefused ? statuses[reply.refusal] : (reply.status ?? 200);
  send(status, body, { 'content-type': 'application/json; charset=utf-8' });
}

export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  of: { readonly status: number; readonly body: Buffer; readonly headers: Readonly<Record<string, string>> },
): void {
  const { status, body, headers } = of;
  const end = (packed: Buffer, more: Readonly<Record<string, string>>): void => {
    if (response.destroyed) return;
    response.writeHead(status, {
      ...headers,
      ...more,
      vary: 'accept-encoding',
      'content-length': packed.length,
    });
    response.end(request.method === 'HEAD' ? undefined : packed);
  };
  if (body.length < officeWebLimits.gzipFromBytes || !takesGzip(request)) {
    end(body, {});
    return;
  }
  gzip(body, { level: constants.Z_BEST_SPEED + 4 }, (why, packed) =>
    why === null ? end(packed, { 'content-encoding': 'gzip' }) : end(body, {}),
  );
}

function takesGzip({ headers }: IncomingMessage): boolean {
  return /(^|,)\s*gzip\s*(,|;\s*q=(1|0?\.\d*[1-9])|$)/.test(String(headers['accept-encoding'] ?? ''));
}
