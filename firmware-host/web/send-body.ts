import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, gzip } from 'node:zlib';
import { securityHeaders } from './web-server.ts';

/** Shorter bodies are not packed. */
const gzipFromBytes = 1_024;

/** Headers of everything that is answered to those who log in. With TLS, browsers are told to stay with it. */
export function replyHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return {
    ...securityHeaders,
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** Sends a body; one that is large enough is packed where the client takes that. */
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
  if (body.length < gzipFromBytes || !takesGzip(request)) {
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
