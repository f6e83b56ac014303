import { join } from 'node:path';
import type { Site } from '../../../config/site.ts';
import { Fault } from '../../../devices/fault.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { siteFrom } from '../../process/site-file.ts';
import { confirmed } from '../confirmed.ts';
import { synchronised } from '../doctor/synchronised.ts';
import { textTable } from '../printed-table.ts';
import { type BackupWords, backupWords } from './backup-words.ts';
import { readPassphrase } from './passphrase.ts';
import { putBack } from './put-back.ts';
import { firstTicket, type PlannedRelease, plannedRelease, release } from './release.ts';

export interface RestoreOptions {
  readonly data: string;
  readonly settings: string;
  readonly passphraseFile?: string;
  readonly originalIsGone?: boolean;
  readonly last?: readonly string[];
  readonly lastDay?: string;
  readonly yes?: boolean;
}

/** `loket restore [ARCHIVE]`: makes a hall again from a backup, and lifts its fence when the original is gone. */
export async function restore(archive: string | undefined, options: RestoreOptions): Promise<void> {
  const speak = language(undefined);
  const say = backupWords[speak];
  const siteFile = join(options.settings, 'site.yaml');
  try {
    if (archive === undefined && !options.originalIsGone) throw new Error(say.needArchive);
    if (archive !== undefined) await restoreFrom(archive, options, say);
    if (!options.originalIsGone) {
      console.log(say.fencedNow(options.data, options.settings));
      console.log(say.installNext(siteFile));
      return;
    }
    await lift(siteFile, options, say);
  } catch (thrown) {
    explain(thrown, speak);
  }
}

async function restoreFrom(archive: string, options: RestoreOptions, say: BackupWords): Promise<void> {
  const { manifest, journal } = await putBack({
    ...{ archive, settings: options.settings, data: options.data, now: new Date(), say },
    passphrase: () => readPassphrase(options.passphraseFile, { isNew: false, say }),
    progress: (line) => console.error(line),
  });
  console.log(say.restored(manifest.site, manifest.made, journal.last, options.data));
}

async function lift(siteFile: string, options: RestoreOptions, say: BackupWords): Promise<void> {
  const site = await siteFrom(siteFile);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const lastDay = options.lastDay ?? today(site, say);
  const planned = plannedRelease(options.data, site, { lastDay, last: options.last ?? [] }, say);
  if (planned === undefined) throw new Error(say.noFence(options.data));
  console.log(saidOf(site, planned, say));
  if (!options.yes && !process.stdin.isTTY) throw new Error(say.needsYes);
  if (!options.yes && !(await confirmed(say.question(site.id), site.id))) {
    console.log(say.kept);
    process.exitCode = 1;
    return;
  }
  try {
    release(options.data, planned);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'journal.in_use') throw thrown;
    throw new Fault(thrown.code, thrown.message, { hint: say.stopFirst, cause: thrown });
  }
  console.log(say.lifted);
}

/** A clock that is wrong would give the numbers of the last day again. */
function today({ zone }: Site, say: BackupWords): string {
  if (synchronised() !== true) throw new Error(say.needDay);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.now());
}

function saidOf(site: Site, planned: PlannedRelease, say: BackupWords): string {
  const rows = planned.reserved.map((one) => {
    const inBackup = `${one.prefix}-${String(one.inBackup).padStart(one.digits, '0')}`;
    const had = one.inBackup >= (site.hall.services.get(one.service)?.first ?? 1);
    return [one.service, had ? inBackup : say.none, firstTicket(site, planned, one) ?? say.noneLeft];
  });
  const table = textTable([['', say.inBackup, say.firstNow], ...rows]);
  return [...say.meaning(planned.fence.backup, planned.lastDay), '', ...table, ''].join('\n');
}
