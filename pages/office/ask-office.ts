import type { OfficeRefusal } from '../../office/web/office-messages.ts';

export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: OfficeRefusal };

/** Asks the office. A server that does not answer counts as `failed`. */
export async function ask<T>(
  path: string,
  method: 'GET' | 'POST' | 'DELETE' = 'GET',
  body?: object,
): Promise<Asked<T>> {
  try {
    const changes = method !== 'GET';
    const answer = await fetch(path, {
      method,
      ...(changes
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }
        : {}),
    });
    const value = await answer.json();
    return answer.ok ? { ok: true, value } : { ok: false, why: value.error };
  } catch {
    // The page says by itself that the server is away.
    return { ok: false, why: 'failed' };
  }
}
