import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { placeOfSecret, readPassword } from '../../firmware-host/cli/secrets.ts';

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
