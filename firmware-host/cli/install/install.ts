import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Language, Site } from '../../../config/site.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { packageFolder, version } from '../../process/package-folder.ts';
import { secretTroubles } from '../../process/secrets.ts';
import { siteFrom } from '../../process/site-file.ts';
import { carryOut, said } from './carry-out.ts';
import { claimsOf, linkName, unplacedLinks, usbPortPattern } from './claims.ts';
import { places } from './install-paths.ts';
import { installPlan, kioskRemoval, rollbackPlan, type Step, uninstallPlan } from './install-plan.ts';
import { type Installed, installedAt } from './installed.ts';
import { kioskOf } from './kiosk-page.ts';
import { saidOfLacks } from './lacks.ts';
import { takeBack } from './system-commands.ts';
import { publicKeyIn, saidOfUpdates } from './updates-files.ts';

interface Where {
  /** Print every file and every command, and do nothing. */
  readonly dryRun?: boolean;
  /** The folder that is used as `/`. */
  readonly root: string;
}

export interface InstallOptions extends Where {
  readonly node: string;
  /** NAME=PORT of links by USB port. */
  readonly usbPort?: readonly string[];
  readonly rollback?: boolean;
  /** `true` or a page: the screen of this machine shows the board, or that page. `false`: no longer. */
  readonly kiosk?: string | boolean;
}

interface Words {
  readonly asRoot: string;
  readonly noSystemd: string;
  readonly unfinished: string;
  readonly needsSite: string;
  readonly home: (node: string) => string;
  readonly usbPort: (written: string) => string;
  readonly unplaced: (names: readonly string[]) => string;
  readonly noPrevious: string;
  readonly earlierPackage: string;
  readonly usesPackage: string;
  readonly ownCopy: string;
  readonly updatesNeedPackage: string;
  readonly noUpdatesKey: (file: string) => string;
  readonly packageStays: string;
  readonly notDone: string;
  readonly installed: string;
  readonly inFolder: (root: string) => string;
  readonly rolledBack: (to: string) => string;
  readonly uninstalled: string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    asRoot: 'ini mengubah sistem: jalankan dengan sudo, atau lihat dahulu dengan --dry-run',
    noSystemd:
      'mesin ini tidak dijalankan oleh systemd, jadi belum ada yang diubah: jalankan `loket run` dengan cara mesin ini sendiri,\n' +
      'atau pasang ke sebuah folder dengan --root',
    unfinished:
      'Belum selesai. Yang sudah dilakukan tetap ada: perbaiki sebabnya, lalu ulangi perintah yang sama; itu aman.\n' +
      'Bila layanannya tidak mau berjalan: journalctl -u loket -n 50, lalu loket doctor',
    needsSite: 'sebutkan berkas situs yang dipasang',
    home: (node) => `${node} ada di folder rumah, yang tidak terlihat oleh layanan: pasang Node untuk sistem`,
    usbPort: (written) => `'${written}' bukan NAMA=PORT, misalnya numpad-1=1-1.3`,
    unplaced: (names) =>
      `port USB belum diketahui: ${names.map((name) => `/dev/loket/${name}`).join(', ')}.\n` +
      'Lihat portnya dengan `loket discover`, lalu tulis --usb-port NAMA=PORT untuk masing-masing',
    noPrevious: 'tidak ada versi sebelumnya',
    earlierPackage:
      'tidak ada versi sebelumnya yang tersimpan di sini. `apt-cache policy loket` menyebut yang ada di tempat versi baru: sudo apt install --allow-downgrades loket=VERSI, atau ./loket_VERSI_ARSITEKTUR.deb',
    ownCopy: `Programnya disalin ke ${places.program}/versions, karena bukan dari paket Debian: versi baru dipasang dengan tangan.`,
    updatesNeedPackage:
      'updates di berkas situs tidak dipakai: versi baru dari kantor datang sebagai paket. Pasang paketnya, lalu ulangi perintah ini.',
    noUpdatesKey: (file) =>
      `${file} bukan kunci umum OpenPGP: salin loket-repository.asc dari tempat yang dibuat \`loket repository\``,
    usesPackage: `Programnya tetap di tempat paketnya (${places.packaged}); versi baru: sudo apt install ./loket_VERSI_ARSITEKTUR.deb`,
    packageStays: 'Programnya dilepas bersama paketnya: sudo apt remove loket',
    notDone: 'Belum ada yang diubah (--dry-run).',
    installed: 'Loket terpasang dan berjalan. Catatannya: journalctl -u loket -f',
    inFolder: (root) => `Loket terpasang di ${root}; layanan berjalan bila mesin dinyalakan dari sana.`,
    rolledBack: (to) => `Versi ${to} berjalan kembali.`,
    uninstalled:
      `Loket sudah dilepas. Pengaturan (${places.settings}), data (${places.data}) dan pengguna loket dibiarkan.\n` +
      `Menghapusnya: loket wipe --data ${places.data} (sebelum dilepas), rm -r ${places.settings}, userdel loket`,
  },
  en: {
    asRoot: 'this changes the system: run it with sudo, or look first with --dry-run',
    noSystemd:
      'this machine was not started by systemd, so nothing was changed: start `loket run` the way this machine starts its\n' +
      'programs, or install into a folder with --root',
    unfinished:
      'Not finished. The steps already done stay. Fix the cause and run the same command again; that is safe.\n' +
      'If the service does not start: journalctl -u loket -n 50, then loket doctor',
    needsSite: 'name the site file to install',
    home: (node) => `${node} is in a home folder, which the service cannot see: install Node for the system`,
    usbPort: (written) => `'${written}' is not NAME=PORT, such as numpad-1=1-1.3`,
    unplaced: (names) =>
      `USB ports are not known yet: ${names.map((name) => `/dev/loket/${name}`).join(', ')}.\n` +
      'See them with `loket discover`, then write --usb-port NAME=PORT for each',
    noPrevious: 'there is no previous version',
    earlierPackage:
      'no earlier version is kept here. `apt-cache policy loket` names those of the repository: sudo apt install --allow-downgrades loket=VERSION, or ./loket_VERSION_ARCHITECTURE.deb',
    ownCopy: `The program was copied to ${places.program}/versions, since it is not from Debian's package: new versions are installed by hand.`,
    updatesNeedPackage:
      'updates of the site file is not used: new versions of the office come as packages. Install the package, then run this command again.',
    noUpdatesKey: (file) =>
      `${file} is no public OpenPGP key: copy loket-repository.asc from what \`loket repository\` made`,
    usesPackage: `The program stays where its package has it (${places.packaged}); a new version: sudo apt install ./loket_VERSION_ARCHITECTURE.deb`,
    packageStays: 'The program goes with its package: sudo apt remove loket',
    notDone: 'Nothing was changed (--dry-run).',
    installed: 'Loket is installed and runs. Its log: journalctl -u loket -f',
    inFolder: (root) => `Loket is installed in ${root}; the service runs when a machine starts from there.`,
    rolledBack: (to) => `Version ${to} runs again.`,
    uninstalled:
      `Loket was removed. The settings (${places.settings}), the data (${places.data}) and the user loket were kept.\n` +
      `To remove them: loket wipe --data ${places.data} (before this), rm -r ${places.settings}, userdel loket`,
  },
};

/** Folders that the service cannot see (ProtectHome=). */
const inHome = /^\/(home|root)\b/;

/** `loket install SITE`, and `loket install --rollback`. */
export async function installSite(path: string | undefined, options: InstallOptions): Promise<void> {
  let say = words[language(undefined)];
  try {
    const there = installedAt(options.root);
    if (options.rollback) return rollBack(there, options, say);
    if (path === undefined) throw new Error(say.needsSite);
    const site = await siteFrom(path);
    if (site === undefined) {
      process.exitCode = 1;
      return;
    }
    const speak = language(site.language);
    say = words[speak];
    if (!options.dryRun && inHome.test(options.node)) throw new Error(say.home(options.node));
    const refused = secretTroubles(site, placeInstalled(path, options.root)).filter(
      ({ severity }) => severity === 'error',
    );
    for (const { fault } of refused) explain(fault);
    if (refused.length > 0) return;
    const ports = new Map([...there.ports, ...(options.usbPort ?? []).map((one) => usbPort(one, say))]);
    const unplaced = unplacedLinks(claimsOf(site), ports);
    if (unplaced.length > 0) throw new Error(say.unplaced(unplaced));
    const kiosk = kioskOf(options.kiosk, there.kiosk, site, speak);
    const packaged = isPackaged(options.root);
    const updatesKey = packaged ? updatesKeyOf(site, placeInstalled(path, options.root), say) : undefined;
    const plan = installPlan({
      ...{ site, ports, version, packaged, kiosk, updatesKey, hadUpdates: there.updates },
      text: readFileSync(path, 'utf8'),
      folder: resolve(dirname(path)),
      program: packageFolder,
      node: options.node,
      versions: there.versions,
      current: there.current,
    });
    const all = options.kiosk === false ? [...kioskRemoval, ...plan] : plan;
    const done = options.root === '/' ? say.installed : say.inFolder(options.root);
    const news =
      updatesKey !== undefined ? saidOfUpdates(site, speak) : packaged ? say.usesPackage : say.ownCopy;
    const unused = !packaged && site.updates !== undefined ? [say.updatesNeedPackage] : [];
    perform(all, options, speak, [done, news, ...unused].join('\n'));
    if (inHome.test(options.node)) console.error(say.home(options.node));
  } catch (thrown) {
    explain(thrown);
  }
}

/** To the package that is kept, or to the version before this one. Throws where there is neither. */
function rollBack({ current, previous, kept }: Installed, options: InstallOptions, say: Words): void {
  const [plan, to] =
    kept !== undefined && isPackaged(options.root)
      ? [[takeBack], kept]
      : current !== undefined && previous !== undefined
        ? [rollbackPlan(current, previous), previous]
        : [];
  if (plan === undefined || to === undefined)
    throw new Error(isPackaged('/') ? say.earlierPackage : say.noPrevious);
  perform(plan, options, language(undefined), say.rolledBack(to));
}

/** The public key of the repository that the site names; undefined: it names none. */
function updatesKeyOf(
  { updates }: Site,
  place: (name: string) => string,
  say: Words,
): readonly string[] | undefined {
  if (updates === undefined) return undefined;
  const file = place(updates.keyFile);
  const key = publicKeyIn(existsSync(file) ? readFileSync(file, 'utf8') : '');
  if (key === undefined) throw new Error(say.noUpdatesKey(file));
  return key;
}

/** Whether this program is Debian's package, and the machine below `root` has it too. */
export const isPackaged = (root: string): boolean =>
  packageFolder === places.packaged && existsSync(join(root, places.packaged, 'package.json'));

/** An existing secret is kept; a missing one is copied from the folder of the site file. */
const placeInstalled = (siteFile: string, root: string) => (name: string) => {
  const installed = resolve(join(root, places.settings), name);
  return existsSync(installed) ? installed : resolve(dirname(siteFile), name);
};

/** `loket uninstall`. */
export function uninstall(options: Where): void {
  const speak = language(undefined);
  try {
    const { uninstalled, packageStays } = words[speak];
    const done = isPackaged(options.root) ? `${uninstalled}\n${packageStays}` : uninstalled;
    perform(uninstallPlan, options, speak, done, false);
  } catch (thrown) {
    explain(thrown);
  }
}

/** This folder exists if systemd started the machine (sd_booted(3)). */
const systemdRuns = '/run/systemd/system';

function perform(
  steps: readonly Step[],
  { dryRun, root }: Where,
  speak: Language,
  done: string,
  starts = true,
): void {
  const say = words[speak];
  if (dryRun) {
    for (const step of steps) console.log(shown(step));
    console.log(say.notDone);
    return;
  }
  if (root === '/' && process.getuid?.() !== 0) throw new Error(say.asRoot);
  if (root === '/' && starts && !existsSync(systemdRuns)) throw new Error(say.noSystemd);
  try {
    const lacks = carryOut(steps, resolve(root), console.log);
    console.log(done);
    for (const line of saidOfLacks(lacks, speak)) console.error(line);
  } catch (thrown) {
    explain(thrown);
    console.error(say.unfinished);
  }
}

/** A step with all it writes, indented. */
function shown(step: Step): string {
  if (step.do !== 'write') return said(step);
  const lines = step.text.trimEnd().split('\n');
  return [said(step), ...lines.map((line) => (line === '' ? '' : `    ${line}`))].join('\n');
}

function usbPort(written: string, say: Words): readonly [name: string, port: string] {
  const [name = '', port = ''] = written.split('=');
  if (linkName(`/dev/loket/${name}`) === undefined || !usbPortPattern.test(port))
    throw new Error(say.usbPort(written));
  return [name, port];
}
