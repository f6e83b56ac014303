import type { Asked, ReplayOutcome } from './site-sender.ts';

/** What is wrong with a request, and under which id the answer goes. */
export interface Refused {
  readonly id: string | null;
  readonly error: string;
}

const idPattern = /^[\x21-\x7e]{1,64}$/;
const sentWithinMs = 5_000;
const known = ['id', 'from', 'to', 'sent_at', 'expires_at'];

/** Reads `command/replay` by the rules of every command (docs/mqtt.md). `wall`: Unix ms of the site's clock. */
export function readReplay(payload: string, isRetained: boolean, wall: number): Asked | Refused {
  let fields: { readonly [name: string]: unknown };
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
    fields = value as { readonly [name: string]: unknown };
  } catch {
    return { id: null, error: 'not-json' };
  }
  const { id, from, to, sent_at: sentAt, expires_at: expiresAt } = fields;
  if (typeof id !== 'string' || !idPattern.test(id)) return { id: null, error: 'bad-id' };
  if (isRetained) return { id, error: 'retained' };
  if (Object.keys(fields).some((name) => !known.includes(name))) return { id, error: 'unknown-field' };
  if (!isSequence(from) || !isSequence(to) || to < from) return { id, error: 'bad-field' };
  const until = typeof expiresAt === 'string' ? Date.parse(expiresAt) : sentUntil(sentAt);
  if (until < wall) return { id, error: 'expired' };
  return { id, from, to };
}

const isSequence = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1;

const sentUntil = (sentAt: unknown): number =>
  typeof sentAt === 'string' ? Date.parse(sentAt) + sentWithinMs : Number.POSITIVE_INFINITY;

const texts: { readonly [code: string]: string } = {
  'not-json': 'Bukan objek JSON dalam UTF-8.',
  'bad-id': 'Field id harus ada: 1 sampai 64 karakter ASCII tanpa spasi.',
  retained: 'Perintah tidak boleh retained: kirim tanpa retain.',
  'unknown-field': 'Perintah ini tidak punya field itu',
  'bad-field': 'Isi field ini salah atau belum ada',
  expired: 'Perintah datang terlambat: tidak dijalankan.',
  busy: 'Terlalu banyak perintah sekaligus: coba lagi sebentar.',
  'nothing-to-replay': 'Tidak ada catatan dengan nomor itu.',
};

/** The JSON of `reply/replay`. */
export function replyText(id: string | null, outcome: ReplayOutcome): string {
  if (!('error' in outcome)) return JSON.stringify({ id, ok: true, result: outcome });
  const { error: code } = outcome;
  return JSON.stringify({ id, ok: false, error: { code, text: texts[code] ?? code } });
}
