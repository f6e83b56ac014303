import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { openSiteUplink } from '../../firmware-host/process/site-uplink.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';
import { folder } from '../mqtt/office.ts';
import { realClock } from '../real-clock.ts';

const uplink = {
  url: 'mqtts://127.0.0.1:1',
  username: 'mpp',
  password: { file: 'password' },
  ca: { file: 'ca.pem' },
  key: { file: 'site.key' },
};

/** The line of a site whose files are there, after `change` has been made to them. */
async function opened(change: (path: (file: string) => string) => void) {
  const dir = folder();
  const path = (file: string) => join(dir, file);
  for (const file of ['password', 'site.key']) writeFileSync(path(file), 'kata sandi\n', { mode: 0o600 });
  writeFileSync(path('ca.pem'), rootCertificates[0] ?? '', { mode: 0o644 });
  change(path);
  const line = await openSiteUplink({
    site: () => siteOf(`${exampleText('mpp-batam')}\nuplink: ${JSON.stringify(uplink)}\n`),
    siteFile: path('site.yaml'),
    data: dir,
    boot: 'boot-1',
    journal: openMemoryJournal(),
    last: undefined,
    fenced: false,
    clock: realClock,
    wall: Date.now,
    trusted: () => true,
    report: () => undefined,
  });
  onTestFinished(() => line?.close());
  return line;
}

it('the line to the central office is opened with files that others cannot read', async () => {
  expect(await opened(() => undefined)).toBeDefined();
});

it.each(['password', 'site.key'])('and not when everybody may read %s', async (file) => {
  await expect(opened((path) => chmodSync(path(file), 0o604))).rejects.toMatchObject({
    code: 'broker.secret',
    hint: expect.stringContaining('chmod 600'),
  });
});

it('and not when one of them is empty, which names the file', async () => {
  const opening = opened((path) => writeFileSync(path('password'), ''));
  await expect(opening).rejects.toMatchObject({
    code: 'broker.secret',
    message: expect.stringContaining('password'),
  });
});

// Without any authority named, TLS trusts all that Node knows.
it.each(['', 'no certificate'])('and not with an authority whose file reads %j', async (text) => {
  await expect(opened((path) => writeFileSync(path('ca.pem'), text))).rejects.toMatchObject({
    code: 'broker.secret',
    message: expect.stringContaining('ca.pem holds no certificate'),
  });
});
