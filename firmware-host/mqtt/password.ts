import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 16 MiB and about 50 ms for each try on a Raspberry Pi 4. */
const cost = { N: 2 ** 14, r: 8, p: 1 } as const;
/** The most that a hash in the file may cost to check, whoever wrote it. */
const costMax = 2 ** 16;
const memoryMax = 64 * 2 ** 20;
const parallelMax = 4;
const saltBytes = 16;
const keyBytes = 32;
export const passwordMinCharacters = 8;
export const passwordMaxCharacters = 128;

const grammar =
  /^scrypt\$(\d{1,6})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9+/]{22,64}={0,2})\$([A-Za-z0-9+/]{43}=)$/;

/** A password as it is kept: `scrypt$N$r$p$SALT$KEY`, salt and key in base64. */
export interface PasswordHash {
  readonly options: ScryptOptions;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** The line to store for a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derived(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Parses a line made by `hashPassword`; undefined for anything else. */
export function readHash(line: string): PasswordHash | undefined {
  const [, n = '', r = '', p = '', salt = '', key = ''] = grammar.exec(line.trim()) ?? [];
  const N = Number(n);
  if (N < 2 || N > costMax || !Number.isInteger(Math.log2(N))) return undefined;
  const options = { N, r: Number(r), p: Number(p) };
  if (options.r < 1 || options.p < 1 || options.p > parallelMax || 128 * N * options.r > memoryMax)
    return undefined;
  return { options, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

/** Whether `password` is the one that was hashed. The comparison takes the same time either way. */
export async function isPassword(password: Buffer, hash: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derived(password, hash.salt, hash.options), hash.key);
}

function derived(password: string | Buffer, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, { ...options, maxmem: memoryMax * 2 }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
