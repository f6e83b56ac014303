import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBookingKey } from '../../firmware-host/bookings/hash.ts';
import { placeOfSecret, readKey, readPassword } from '../../firmware-host/process/secrets.ts';

let folder = '';
let credentials = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-secrets-'));
  credentials = join(folder, 'credentials');
  mkdirSync(credentials);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it('a bare name is a credential of systemd where there is one, else a file beside the site file', async () => {
  writeFileSync(join(folder, 'sandi'), 'of the folder\n', { mode: 0o600 });
  writeFileSync(join(credentials, 'sandi'), 'of systemd\n', { mode: 0o440 });
  expect(await readPassword(folder, 'sandi')).toBe('of the folder');
  vi.stubEnv('CREDENTIALS_DIRECTORY', credentials);
  expect(await readPassword(folder, 'sandi')).toBe('of systemd');
  expect(await readPassword(folder, './sandi')).toBe('of the folder');
  expect(placeOfSecret(folder, 'other')).toBe(join(folder, 'other'));
});

it('a name cannot lead out of the credentials', () => {
  vi.stubEnv('CREDENTIALS_DIRECTORY', credentials);
  for (const name of ['..', '.']) expect(placeOfSecret(folder, name)).not.toContain('credentials');
});

it('what everybody may read is refused with what to do', async () => {
  writeFileSync(join(folder, 'sandi'), 'x\n');
  chmodSync(join(folder, 'sandi'), 0o644);
  await expect(readPassword(folder, 'sandi')).rejects.toMatchObject({
    code: 'broker.secret',
    hint: `chmod 600 ${join(folder, 'sandi')}`,
  });
});

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

/** Every secret of a site, by how it is read. */
const readers: readonly (readonly [string, (name: string) => unknown])[] = [
  ['a password', (name) => readPassword(folder, name)],
  ['a key of TLS', async (name) => (await readKey(folder, name)).trim()],
  ['a key of bookings', async (name) => Buffer.from(readBookingKey(join(folder, name))).toString()],
];
const secret = 'kata sandi yang panjang';

describe.each(readers)('%s', (_, read) => {
  const put = (content: string | Buffer, mode = 0o600) => {
    writeFileSync(join(folder, 'secret'), content);
    chmodSync(join(folder, 'secret'), mode);
  };
  const reading = async () => read('secret');

  it.each([
    ['a line end', `${secret}\n`],
    ['the line end of Windows', `${secret}\r\n`],
    ['blanks around it', ` ${secret}\t \n\n`],
    ['the mark of Windows', `\uFEFF${secret}\r\n`],
    ['UTF-16, as PowerShell writes it', utf16(`${secret}\r\n`)],
    ['nothing but itself', secret],
  ])('is the same with %s', async (_what, content) => {
    put(content);
    expect(await reading()).toBe(secret);
  });

  it.each(['', '\n', ' \r\n', '\uFEFF', '\uFEFF\r\n'])('is refused when it is empty: %j', async (content) => {
    put(content);
    await expect(reading()).rejects.toThrow(/secret is empty/);
  });

  it.each([0o644, 0o604, 0o666, 0o777])('is refused with mode %o, and told what to do', async (mode) => {
    put(secret, mode);
    await expect(reading()).rejects.toMatchObject({
      message: expect.stringContaining('everybody on this machine may read'),
      hint: `chmod 600 ${join(folder, 'secret')}`,
    });
  });

  it.each([0o600, 0o400, 0o640, 0o440])('is taken with mode %o', async (mode) => {
    put(secret, mode);
    expect(await reading()).toBe(secret);
  });
});
