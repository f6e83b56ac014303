import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../devices/ports.ts';
import type { OfficeRefusal } from './office-messages.ts';
import { officeWebLimits } from './office-web-limits.ts';

export type Body = { readonly value: unknown } | { readonly refusal: OfficeRefusal };

/**
 * Whether a request that changes something comes from the office's own page. Browsers say where a request comes from;
 * a program that says neither sends no cookie that it was not given itself.
 */
export function isOwnPage({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/** Reads the JSON of a request: an object of `bodyMax` bytes at most, whole within `bodyWaitMs`. */
export function readBody(request: IncomingMessage, clock: Clock): Promise<Body> {
  const type = String(request.headers['content-type'] ?? '');
  if (!/^application\/json(;\s*charset=utf-8)?$/i.test(type)) return Promise.resolve({ refusal: 'not-json' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (body: Body): void => {
      cancel();
      resolve(body);
    };
    const cancel = clock.after(
      officeWebLimits.bodyWaitMs,
      () => {
        request.destroy();
        done({ refusal: 'too-long' });
      },
      'office web: body',
    );
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > officeWebLimits.bodyMax) done({ refusal: 'too-long' });
      else chunks.push(chunk);
    });
    request.on('end', () => done(parsed(Buffer.concat(chunks).toString('utf8'))));
    request.on('close', () => done({ refusal: 'not-json' }));
    request.on('error', () => done({ refusal: 'not-json' }));
  });
}

function parsed(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value } : { refusal: 'not-json' };
  } catch {
    // Whatever is wrong with the text, the client gets the same answer.
    return { refusal: 'not-json' };
  }
}
