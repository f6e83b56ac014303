import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { isFileName } from '../../../config/file-name.ts';

/** 64 MiB and about a quarter of a second for each try on a Raspberry Pi 4. */
const cost = { N: 2 ** 16, r: 8, p: 1 } as const;
const costMax = 2 ** 18;
const memoryMaxBytes = 2 ** 29;
const saltBytes = 16;
const nonceBytes = 12;
const keyBytes = 32;
const checkBytes = 16;
export const passphraseMinCharacters = 12;

/** Why a box cannot be opened: its passphrase is another one, or it was changed after it was made. */
export class BoxRefused extends Error {
  readonly why: 'passphrase' | 'altered';

  constructor(why: BoxRefused['why']) {
    super(why);
    this.why = why;
  }
}

/**
 * Encrypts files by their names under a passphrase: scrypt makes the key, AES-256-GCM encrypts. `bound` is not
 * encrypted, but the box opens only beside the same text. The result is JSON; binary values are base64.
 */
export async function sealed(
  files: ReadonlyMap<string, Buffer>,
  passphrase: string,
  bound: string,
): Promise<string> {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const { key, check } = await derived(passphrase, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  const plain = JSON.stringify(Object.fromEntries([...files].map(([name, bytes]) => [name, base64(bytes)])));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${JSON.stringify({
    ...{ kdf: 'scrypt', ...cost, cipher: 'aes-256-gcm' },
    ...{ salt: base64(salt), check: base64(check), nonce: base64(nonce), tag: base64(cipher.getAuthTag()) },
    data: base64(data),
  })}\n`;
}

/** The files of a box made by `sealed`. Rejects with BoxRefused. */
export async function unsealed(
  text: string,
  passphrase: string,
  bound: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const box = boxIn(text);
  const { key, check } = await derived(passphrase, box.salt, box.cost);
  if (!timingSafeEqual(check, box.check)) throw new BoxRefused('passphrase');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.nonce, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(box.tag);
    const plain = Buffer.concat([decipher.update(box.data), decipher.final()]).toString();
    const files = Object.entries(JSON.parse(plain) as Record<string, string>);
    // Whoever knows the passphrase may have written the names, and they are going to be paths.
    if (!files.every(([name]) => isFileName(name) && !name.startsWith('/'))) throw new BoxRefused('altered');
    return new Map(files.map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')]));
  } catch {
    throw new BoxRefused('altered');
  }
}

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** The key, and a value that tells a wrong passphrase from a changed box. */
function derived(
  passphrase: string,
  salt: Buffer,
  { N, r, p }: Cost,
): Promise<{ key: Buffer; check: Buffer }> {
  return new Promise((resolve, reject) => {
    const options = { ...{ N, r, p }, maxmem: memoryMaxBytes };
    scrypt(passphrase.normalize('NFC'), salt, keyBytes + checkBytes, options, (error, both) => {
      if (error) reject(error);
      else resolve({ key: both.subarray(0, keyBytes), check: both.subarray(keyBytes) });
    });
  });
}

function boxIn(text: string) {
  try {
    const { N, r, p, ...box } = JSON.parse(text) as Record<string, unknown>;
    const limited = (value: unknown, most: number): number => {
      if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > most) throw new Error();
      return Number(value);
    };
    const bytes = (name: string, length?: number): Buffer => {
      const found = Buffer.from(String(box[name]), 'base64');
      if (length !== undefined && found.length !== length) throw new Error();
      return found;
    };
    return {
      cost: { N: limited(N, costMax), r: limited(r, 8), p: limited(p, 4) },
      salt: bytes('salt', saltBytes),
      check: bytes('check', checkBytes),
      nonce: bytes('nonce', nonceBytes),
      tag: bytes('tag', 16),
      data: bytes('data'),
    };
  } catch {
    throw new BoxRefused('altered');
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
