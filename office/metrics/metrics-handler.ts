import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { isOwnHost, loopbackNames } from '../../firmware-host/web/names.ts';
import { contentTypes, type MetricsFormat } from './exposition.ts';
import type { MetricsSource } from './metrics-source.ts';
import { renderMetrics } from './render-metrics.ts';

export interface MetricsAccess {
  /**
   * Undefined until the office knows the incidents and sites from before its start: an answer without them would say
   * that they are over. Prometheus is told 503 then, which it takes for an office that is not there.
   */
  readonly source: () => MetricsSource | undefined;
  /** Who sends `Authorization: Bearer TOKEN` may read. Undefined: programs on this machine may, and nobody else. */
  readonly token: string | undefined;
  /** A render that failed. */
  readonly failed: (why: unknown) => void;
}

/**
 * Answers GET and HEAD with the metrics. Those that ask while a render is under way share its text, so that many who
 * ask cost no more than one.
 */
export function createMetricsHandler(
  access: MetricsAccess,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const mayRead = access.token === undefined ? isFromHere : createTokenCheck(access.token);
  const running = new Map<MetricsFormat, Promise<readonly Buffer[]>>();

  function rendered(source: MetricsSource, format: MetricsFormat): Promise<readonly Buffer[]> {
    let text = running.get(format);
    if (text === undefined) {
      text = renderWhole(source, format).finally(() => running.delete(format));
      running.set(format, text);
    }
    return text;
  }

  return async (request, response) => {
    if (!mayRead(request)) return refuse(response, access.token === undefined ? 403 : 401);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const source = access.source();
    if (source === undefined) return refuse(response, 503);
    const format = formatFor(request.headers);
    try {
      const pieces = await rendered(source, format);
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      response.writeHead(200, { 'content-type': contentTypes[format], 'content-length': length, ...headers });
      if (request.method === 'GET') for (const piece of pieces) response.write(piece);
      response.end();
    } catch (thrown) {
      access.failed(thrown);
      refuse(response, 500);
    }
  };
}

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

async function renderWhole(source: MetricsSource, format: MetricsFormat): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of renderMetrics(source, format)) pieces.push(Buffer.from(piece));
  return pieces;
}

/** Prometheus says which formats it takes, the best first; others get the older one. */
function formatFor({ accept = '' }: IncomingHttpHeaders): MetricsFormat {
  return accept.includes('application/openmetrics-text') ? 'openmetrics' : 'prometheus';
}

/**
 * A program on this machine, under a name of this machine, and no proxy that asks for somebody else. A page in a
 * browser here that was made to point to this machine (DNS rebinding) sends its own name.
 */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  const isForwarded = ['forwarded', 'x-forwarded-for', 'via'].some((name) => headers[name] !== undefined);
  return isLoopback && !isForwarded && isOwnHost(headers.host, socket.localPort ?? 0, loopbackNames);
}

function createTokenCheck(token: string): (request: IncomingMessage) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const right = digest(token);
  return ({ headers: { authorization = '' } }) => {
    const said = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return said !== undefined && timingSafeEqual(digest(said), right);
  };
}

function refuse(response: ServerResponse, status: number): void {
  const more = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  response.writeHead(status, { ...headers, ...more, 'content-length': 0 });
  response.end();
}
