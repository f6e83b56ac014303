import type { MachineTree } from '../../machine/tree.ts';
import type { Facts } from './facts.ts';
import { both, type Finding, ok, unknown, warn } from './finding.ts';

const guide = 'docs/keeping.md';

/** What lets a controller outlive a power cut and a machine that hangs: docs/keeping.md says how to set each up. */
export const powerChecks = ({ tree }: Pick<Facts, 'tree'>): readonly Finding[] => [
  battery(tree),
  watchdog(tree),
  ...readOnlyRoot(tree),
  ups(tree),
];

function battery(tree: MachineTree): Finding {
  if (tree.names('/sys/class/rtc').length > 0)
    return ok('ada jam perangkat keras (RTC)', 'there is a hardware clock (RTC)');
  return unknown(
    `tidak ada RTC: sesudah listrik padam, jam baru benar bila jaringan ada (${guide})`,
    `there is no RTC: after a power cut the clock is right only once there is a network (${guide})`,
  );
}

/** Where systemd reads its own settings: of files with one name the first counts, and later names go before earlier. */
const systemdFolders = [
  '/etc/systemd/system.conf.d',
  '/run/systemd/system.conf.d',
  '/usr/local/lib/systemd/system.conf.d',
  '/usr/lib/systemd/system.conf.d',
];

/** systemd feeds the machine's watchdog while it runs itself (systemd-system.conf): a kernel that hangs restarts. */
function watchdog(tree: MachineTree): Finding {
  if (tree.node('/dev/watchdog') === undefined)
    return unknown('mesin ini tidak punya watchdog', 'this machine has no hardware watchdog');
  const span = systemdSetting(tree, 'RuntimeWatchdogSec');
  if (span !== undefined && !/^(off|infinity|0+\s*[a-z]*)$/i.test(span))
    return ok(`watchdog perangkat keras aktif (${span})`, `the hardware watchdog is in use (${span})`);
  return warn(
    {
      id: 'watchdog perangkat keras tidak dipakai: mesin yang macet tidak mulai ulang',
      en: 'the hardware watchdog is not in use: a machine that hangs does not restart',
    },
    both(
      "printf '[Manager]\\nRuntimeWatchdogSec=15s\\n' | sudo tee /etc/systemd/system.conf.d/60-loket.conf; sudo systemctl daemon-reexec",
    ),
  );
}

function systemdSetting(tree: MachineTree, name: string): string | undefined {
  const files = new Map<string, string>();
  for (const folder of systemdFolders)
    for (const file of tree.names(folder))
      if (file.endsWith('.conf') && !files.has(file)) files.set(file, `${folder}/${file}`);
  const dropIns = [...files].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, path]) => path);
  const main = ['/etc/systemd/system.conf', '/usr/lib/systemd/system.conf'].find(
    (path) => tree.text(path) !== undefined,
  );
  let found: string | undefined;
  for (const path of [...(main === undefined ? [] : [main]), ...dropIns])
    for (const line of (tree.text(path) ?? '').split('\n')) {
      const [key = '', ...value] = line.split('=');
      // An empty value is the usual one again, which is off.
      if (key.trim() === name) found = value.join('=').trim() || undefined;
    }
  return found;
}

function readOnlyRoot(tree: MachineTree): readonly Finding[] {
  const mounts = (tree.text('/proc/mounts') ?? '').split('\n').map((line) => line.split(' '));
  const root = mounts.findLast(([, at]) => at === '/');
  const isOverlay = root?.[2] === 'overlay';
  if (!isOverlay && root?.[3]?.split(',').includes('ro') !== true) return [];
  return [ok('sistem berkas akar tidak ditulisi', 'the root file system is not written to')];
}

/** NUT: upsmon watches the UPS, and stops the machine while the battery still holds (upsmon.conf). */
function ups(tree: MachineTree): Finding {
  const mode = /^\s*MODE\s*=\s*"?(\w+)/m.exec(tree.text('/etc/nut/nut.conf') ?? '')?.[1];
  if (mode === undefined || mode === 'none')
    return unknown(
      `tidak diketahui apakah ada UPS: NUT tidak dipakai (${guide})`,
      `whether there is a UPS is not known: NUT is not in use (${guide})`,
    );
  const settings = tree.text('/etc/nut/upsmon.conf');
  if (settings === undefined)
    return unknown(
      '/etc/nut/upsmon.conf tidak terbaca: jalankan dengan sudo',
      '/etc/nut/upsmon.conf cannot be read: run this with sudo',
    );
  const lacks = ['MONITOR', 'SHUTDOWNCMD', 'NOTIFYCMD'].filter(
    (name) => !new RegExp(`^\\s*${name}\\s+\\S`, 'm').test(settings),
  );
  if (lacks.length === 0) return ok('UPS dipantau NUT', 'NUT watches the UPS');
  return warn(
    {
      id: `UPS tidak dipantau sepenuhnya: ${lacks.join(', ')} tidak ada di /etc/nut/upsmon.conf`,
      en: `the UPS is not fully watched: ${lacks.join(', ')} is missing in /etc/nut/upsmon.conf`,
    },
    { id: `lihat bagian UPS di ${guide}`, en: `see the part UPS of ${guide}` },
  );
}
