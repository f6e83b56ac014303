import type { Planted } from './planted.ts';

const backup = 'test/cli/backup.test.ts';
const awkward = 'test/cli/backup-awkward.test.ts';
const restored = 'test/journal/restored.test.ts';
const fenced = 'test/hall/fenced.test.ts';

/** Mistakes in backups and what becomes of them; each is found by the test it names. */
export const plantedKeeping: readonly Planted[] = [
  {
    name: 'a restored copy gives the numbers that its original gave after the backup',
    file: 'firmware-host/journal/beyond-original.ts',
    from: 'const shareOfOriginal = 0.5;',
    to: 'const shareOfOriginal = 0;',
    test: restored,
  },
  {
    name: 'the fence is lifted without the numbers of the original',
    file: 'firmware-host/journal/sqlite/lift-fence.ts',
    from: 'known === undefined ? besides : joined(known, besides)',
    to: 'known',
    test: restored,
  },
  {
    name: 'a new journal is begun in a folder whose restore was cut off',
    file: 'firmware-host/journal/sqlite/folder.ts',
    from: 'if (!isThere && readFence(dir) !== undefined)',
    to: 'if (isThere && readFence(dir) !== undefined && false)',
    test: restored,
  },
  {
    name: 'a copy behind its fence calls visitors whom the original may have called',
    file: 'firmware-host/perform/ticket-office.ts',
    from: "if (fenced && cause !== 'printer'",
    to: "if (fenced && command.type === 'issue' && cause !== 'printer'",
    test: fenced,
  },
  {
    name: 'secrets open beside settings that somebody has changed',
    file: 'firmware-host/cli/backup/manifest.ts',
    from: 'return JSON.stringify({ ...rest, files: others });',
    to: "return '';",
    test: backup,
  },
  {
    name: 'the sums of a backup are not looked at',
    file: 'firmware-host/cli/backup/open-backup.ts',
    from: '(await sumOf(path)) !== file.sha256',
    to: '(await sumOf(path)) === undefined',
    test: backup,
  },
  {
    name: 'a restore fills a folder that has data in it',
    file: 'firmware-host/cli/backup/put-back.ts',
    from: 'if (used.length > 0)',
    to: 'if (used.length > 99)',
    test: backup,
  },
  {
    name: 'settings that are there are overwritten by a restore',
    file: 'firmware-host/cli/backup/put-back.ts',
    from: 'if (there !== undefined && !there.equals(bytes))',
    to: 'if (there?.length === 0)',
    test: backup,
  },
  {
    name: 'a secret that was written as JSON stays in a bundle',
    file: 'firmware-host/cli/bundle/redact.ts',
    from: 'JSON.stringify(secret).slice(1, -1),',
    to: 'secret,',
    test: 'test/cli/bundle.test.ts',
  },
  {
    name: 'a secret stays in a bundle where base64 has other bytes before it',
    file: 'firmware-host/cli/bundle/redact.ts',
    from: '...[0, 1, 2].flatMap(',
    to: '...[0].flatMap(',
    test: 'test/cli/bundle.test.ts',
  },
  {
    name: 'a secret that was written into the site file stays in a bundle',
    file: 'firmware-host/cli/bundle/written-secrets.ts',
    from: 'return [...values, ',
    to: 'return [',
    test: 'test/cli/bundle.test.ts',
  },
  {
    name: 'tickets stay in a bundle',
    file: 'firmware-host/cli/bundle/redact.ts',
    from: '.replace(ticket,',
    to: '.replace(/nothing/g,',
    test: 'test/cli/bundle.test.ts',
  },
  {
    name: 'a watchdog that a later file turns off counts as used',
    file: 'firmware-host/cli/doctor/power-checks.ts',
    from: "found = value.join('=').trim() || undefined;",
    to: "found ??= value.join('=').trim() || undefined;",
    test: 'test/doctor/power-checks.test.ts',
  },
  {
    name: 'a backup is replaced by a later one of the same name',
    file: 'firmware-host/cli/backup/archive-place.ts',
    from: "{ flag: 'wx' }",
    to: "{ flag: 'w' }",
    test: awkward,
  },
  {
    name: 'the secrets of an archive are written wherever it says',
    file: 'firmware-host/cli/backup/secret-box.ts',
    from: "isFileName(name) && !name.startsWith('/')",
    to: "name !== ''",
    test: awkward,
  },
  {
    name: 'beginning a restore anew removes whatever lies there',
    file: 'firmware-host/cli/backup/put-back.ts',
    from: '(cutOff ? isOurs(name) : name === RESTORING)',
    to: '(cutOff || name === RESTORING)',
    test: awkward,
  },
  {
    name: 'a restore that was killed at its fence cannot be begun anew',
    file: 'firmware-host/cli/backup/put-back.ts',
    from: "'journal.lock', halfFence]",
    to: "'journal.lock']",
    test: awkward,
  },
  {
    name: 'the fence is lifted by the site file of another site',
    file: 'firmware-host/cli/backup/release.ts',
    from: 'owner !== undefined && owner !== site.id',
    to: "owner === ''",
    test: awkward,
  },
  {
    name: 'a fence is gone with its file',
    file: 'firmware-host/journal/sqlite/marking.ts',
    from: ', fenced: found?.fenced',
    to: '',
    test: restored,
  },
];
