import { isFileName } from '../../../config/file-name.ts';
import type { Site } from '../../../config/site.ts';
import { shown } from '../../../config/texts/words.ts';
import { isBareName, secretsOf } from '../../process/secrets.ts';
import { commandTexts } from '../command-texts.ts';
import { claimsOf, type UsbPorts } from './claims.ts';
import { accessFor } from './device-access.ts';
import { current, entry, linkTo, places, previous } from './install-paths.ts';
import { kioskFiles, kioskPlace, kioskSteps } from './kiosk-files.ts';
import { namedFiles } from './named-files.ts';
import {
  installCommands,
  kioskCommands,
  restart,
  type SystemCommand,
  stop,
  stopKiosk,
  uninstallCommands,
  updatesCommands,
} from './system-commands.ts';
import { udevRules } from './udev-rules.ts';
import { unitText } from './unit.ts';
import { updatesRemoval, updatesSteps } from './updates-files.ts';

/** One step of an installation. Paths are those of the machine it is for. */
export type Step =
  | {
      readonly do: 'write';
      readonly path: string;
      readonly text: string;
      readonly mode: number;
      /** An existing file with other content is kept as PATH.old. */
      readonly keepOld?: boolean;
    }
  /** A file of the technician's, which is not replaced if it exists already. */
  | { readonly do: 'copy'; readonly from: string; readonly path: string; readonly mode: number }
  /** The program's folders, as a version beside others. */
  | { readonly do: 'version'; readonly from: string; readonly path: string }
  | { readonly do: 'link'; readonly path: string; readonly to: string }
  | { readonly do: 'remove'; readonly path: string }
  | SystemCommand;

export interface Installing {
  readonly site: Site;
  /** The bytes of the site file, and the absolute path of its folder. */
  readonly text: string;
  readonly folder: string;
  /** The folder of this program's package, and its version. */
  readonly program: string;
  readonly version: string;
  /** The program comes from Debian's package on the machine: it stays where it is, and so does the command. */
  readonly packaged?: boolean;
  readonly node: string;
  readonly ports: UsbPorts;
  /** The installed versions, and which of them is current. */
  readonly versions: readonly string[];
  readonly current: string | undefined;
  /** The page that this machine shows on its own screen; undefined: none. The site has that page then. */
  readonly kiosk?: string | undefined;
  /** The lines of the public key of `site.updates`; only where the program comes from the package. */
  readonly updatesKey?: readonly string[] | undefined;
  /** Whether an earlier installation told apt where new versions come from. */
  readonly hadUpdates?: boolean;
}

const settled = 0o644;
/** systemd reads secrets as root and hands them to the service. */
const secretMode = 0o600;
/** The service itself reads other files, through its group. */
const groupMode = 0o640;

/** All steps of installing a site on a machine, in order. */
export function installPlan(of: Installing): readonly Step[] {
  const { site, kiosk } = of;
  const place = kiosk === undefined ? undefined : kioskPlace(site, kiosk);
  const claims = claimsOf(site);
  const access = accessFor(claims);
  const secrets = secretsOf(site).map(([, path]) => path);
  refuseNames(namedFiles(site));
  const credentials = [...new Set(secrets.filter(isBareName))].sort();
  const named = namedFiles(site).filter((path) => !credentials.includes(path) && !path.startsWith('/'));
  const fromFolder = (path: string, mode: number): Step => ({
    do: 'copy',
    from: `${of.folder}/${path}`,
    path: `${places.settings}/${path}`,
    mode,
  });
  return [
    write(places.user, sysusers(access.groups)),
    write(places.modules, ['# Made by `loket install`.', ...access.modules, ''].join('\n')),
    rulesStep(site, of.ports),
    write(places.journal, journald),
    ...versionSteps(of),
    // An older one would stand before the command of the package.
    of.packaged
      ? { do: 'remove', path: places.command }
      : write(places.command, `#!/bin/sh\nexec ${of.node} ${entry} "$@"\n`, 0o755),
    siteStep(of.text),
    ...portsSteps(of.ports),
    ...credentials.map((name) => fromFolder(name, secretMode)),
    ...named.map((path) => fromFolder(path, groupMode)),
    ...(named.length > 0 ? [write(places.owners, tmpfiles(named))] : []),
    write(places.unit, unitText({ title: `${site.title} (${site.id})`, node: of.node, access, credentials })),
    { do: 'link', path: places.enabled, to: places.unit },
    ...(kiosk === undefined || place === undefined ? [] : kioskSteps({ node: of.node, place, page: kiosk })),
    ...(of.updatesKey === undefined
      ? of.hadUpdates
        ? updatesRemoval
        : []
      : updatesSteps(site, of.updatesKey)),
    ...installCommands(named.length > 0),
    ...(of.updatesKey === undefined ? [] : updatesCommands),
    ...(kiosk === undefined ? [] : kioskCommands),
  ];
}

const write = (path: string, text: string, mode = settled): Step => ({ do: 'write', path, text, mode });

/** The rules by which udev names the devices of the site, and says who may open them. */
export const rulesStep = (site: Site, ports: UsbPorts): Step =>
  write(places.rules, udevRules(claimsOf(site), ports));

export const siteStep = (text: string): Step => ({
  ...{ do: 'write', path: places.site, text, mode: settled, keepOld: true },
});

export const portsSteps = (ports: UsbPorts): readonly Step[] =>
  ports.size === 0
    ? []
    : [write(places.usbPorts, [...ports].map(([name, port]) => `${name} ${port}\n`).join(''))];

/** Installs the new version beside the current one, unless a package has it, and removes older ones. */
function versionSteps({ program, packaged, version, versions, ...of }: Installing): readonly Step[] {
  const running = of.current;
  const name = packaged ? places.packaged : version;
  const kept = [name, running];
  const folder = (one: string) => `${places.program}/versions/${one}`;
  return [
    ...(packaged ? [] : [{ do: 'version', from: program, path: folder(version) } as const]),
    ...(running === undefined || running === name
      ? []
      : [{ do: 'link', path: previous, to: linkTo(running) } as const]),
    { do: 'link', path: current, to: linkTo(name) },
    ...(running === undefined || running === name
      ? []
      : versions
          .filter((one) => !kept.includes(one))
          .map((one) => ({ do: 'remove', path: folder(one) }) as const)),
  ];
}

/**
 * These names become lines of the unit, and paths written by root below the settings folder: they are checked again
 * here, wherever they were read.
 */
function refuseNames(paths: readonly string[]): void {
  const bad = paths.find((path) => !isFileName(path));
  if (bad !== undefined) throw new Error(commandTexts().notAFileName(shown(bad)));
}

/** For systemd-sysusers, which creates missing groups. */
const sysusers = (groups: readonly string[]) =>
  [
    '# Made by `loket install`: the user of the service and the groups of its devices.',
    `u loket - "Loket" ${places.data}`,
    ...groups.map((group) => `m loket ${group}`),
    '',
  ].join('\n');

/** For systemd-tmpfiles, which knows the group also at the first start of an image. */
const tmpfiles = (named: readonly string[]) =>
  [
    '# Made by `loket install`: files of the site that the service reads by itself.',
    ...named.map((path) => `z "${places.settings}/${path}" 0640 root loket -`),
    '',
  ].join('\n');

/** The log goes to the journal of systemd, which limits its own size: no file of ours has to be rotated. */
const journald = `# Made by \`loket install\`: how much of the card the logs of this machine may take.
[Journal]
SystemMaxUse=200M
MaxRetentionSec=1month
`;

/** Goes back to the previous version; the current one becomes the previous one. */
export const rollbackPlan = (running: string, before: string): readonly Step[] => [
  { do: 'link', path: current, to: linkTo(before) },
  { do: 'link', path: previous, to: linkTo(running) },
  restart,
];

/** Takes the board from the screen of this machine. */
export const kioskRemoval: readonly Step[] = [
  stopKiosk,
  ...kioskFiles.map((path) => ({ do: 'remove', path }) as const),
];

/** Removes the program from a machine. The settings, the data and the user who owns them stay. */
export const uninstallPlan: readonly Step[] = [
  ...kioskRemoval,
  stop,
  ...[
    places.enabled,
    places.unit,
    places.rules,
    places.modules,
    places.user,
    places.owners,
    places.journal,
    places.command,
    places.program,
    places.cache,
    places.trial,
  ].map((path) => ({ do: 'remove', path }) as const),
  ...updatesRemoval,
  ...uninstallCommands,
];
