import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../devices/ports.ts';

export interface BodyLimits {
  /** Bytes. */
  readonly bodyMax: number;
  readonly bodyWaitMs: number;
}

export type BodyRefusal = 'not-json' | 'too-long';
/** The fields of a body, and whether they come from a form. */
export type Body =
  | { readonly value: Readonly<Record<string, unknown>>; readonly isForm: boolean }
  | { readonly refusal: BodyRefusal };

/**
 * Whether a request that changes something comes from a page of this server. Browsers say where a request comes from; a
 * program that says neither sends no cookie that it was not given itself.
 */
export function isOwnPage({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/**
 * Reads the body of a request, whole within `bodyWaitMs`: a JSON object, or the fields of a form where `forms` are
 * taken.
 */
export function readBody(
  request: IncomingMessage,
  clock: Clock,
  { bodyMax, bodyWaitMs }: BodyLimits,
  forms = false,
): Promise<Body> {
  const type = String(request.headers['content-type'] ?? '');
  const isForm = forms && /^application\/x-www-form-urlencoded(;\s*charset=utf-8)?$/i.test(type);
  if (!isForm && !/^application\/json(;\s*charset=utf-8)?$/i.test(type))
    return Promise.resolve({ refusal: 'not-json' });
  // What says that it is too long is not waited for.
  if (Number(request.headers['content-length']) > bodyMax) return Promise.resolve({ refusal: 'too-long' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (body: Body): void => {
      cancel();
      resolve(body);
    };
    const cancel = clock.after(
      bodyWaitMs,
      () => {
        request.destroy();
        done({ refusal: 'too-long' });
      },
      'web: body',
    );
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyMax) done({ refusal: 'too-long' });
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      done(isForm ? { value: fieldsOf(text), isForm } : parsed(text));
    });
    request.on('close', () => done({ refusal: 'not-json' }));
    request.on('error', () => done({ refusal: 'not-json' }));
  });
}

/** Of a field that comes twice the last one counts. */
const fieldsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(text));

function parsed(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) return { refusal: 'not-json' };
    return { value: value as Readonly<Record<string, unknown>>, isForm: false };
  } catch {
    // Whatever is wrong with the text, the client gets the same answer.
    return { refusal: 'not-json' };
  }
}
