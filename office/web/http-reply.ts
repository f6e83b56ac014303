import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendBody } from '../../firmware-host/web/send-body.ts';
import type { OfficeRefusal } from './office-messages.ts';

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
