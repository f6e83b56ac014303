import { LAST_END } from '../../process/data-folder.ts';
import type { Access } from './device-access.ts';
import { entry, places } from './install-paths.ts';

/** A full hall takes about 135 MB; the limit covers that and the largest use measured on top of it. */
const memoryMax = '384M';
/**
 * A hall's short-lived objects fit into 2 MB many times over, but V8 would let its young generation grow to 48 MB. V8
 * collects the old generation more often when its limit is lower: a hall keeps 30 MB, and with a limit of 256 it is
 * collected before it reaches 45.
 */
export const nodeOptions = ['--max-semi-space-size=2', '--max-old-space-size=256'];
/**
 * glibc keeps freed blocks of up to 32 MB once one of that size was freed, such as those of a login; with this setting,
 * blocks from this size on are returned to the system at once (mallopt(3), "M_MMAP_THRESHOLD"). The name really ends
 * with `_`.
 */
export const environment = { NODE_ENV: 'production', MALLOC_MMAP_THRESHOLD_: String(128 * 1024) };
/** Threads of Node, and where the kernel has no GPIO files a gpiomon for each line. */
const tasksMax = 128;
/** The watchdog is fed on proven progress; a process that hangs longer than this is restarted. */
const watchdogS = 30;
/**
 * Keys work again within 2 s of a crash, of which the start itself needs most. The wait does not grow (RestartSteps=):
 * systemd counts restarts until somebody stops the service by hand, so that after months each would take the longest.
 */
const restartMs = 100;

export interface UnitOf {
  /** For people: the title and the id of the site. */
  readonly title: string;
  /** The path of Node itself: never npm, which would stand between systemd and the process. */
  readonly node: string;
  readonly access: Access;
  /** Names of secrets in the settings folder that systemd passes on. */
  readonly credentials: readonly string[];
}

/** The text of loket.service. */
export function unitText({ title, node, access, credentials }: UnitOf): string {
  return `# Made by \`loket install\`. Do not edit: the next install writes it anew.
# Changes of your own: systemctl edit loket
[Unit]
Description=Loket: ${plain(title)}
Documentation=file://${places.program}/current/docs/install.md
# Not after the network: the hall opens without it.
After=systemd-modules-load.service time-set.target
# Restarted for as long as it takes: nobody is there at night to reset a limit.
StartLimitIntervalSec=0

[Service]
Type=notify
# Its children speak for it: systemd-notify.
NotifyAccess=all
WatchdogSec=${watchdogS}
User=loket
Group=loket
${Object.entries(environment)
  .map(([name, value]) => `Environment=${name}=${value}\n`)
  .join('')}ExecStart=${node} ${nodeOptions.join(' ')} ${entry} run ${places.site} --data ${places.data}
# The shell's own kill: a small Debian has no /bin/kill. Type=notify-reload would want systemd 253, Debian 12 has 252.
ExecReload=/bin/sh -c 'kill -HUP $$MAINPID'
# Told at the next start: what the run before ended with.
ExecStopPost=/bin/sh -c 'echo $$SERVICE_RESULT > ${places.data}/${LAST_END}'
Restart=always
RestartSec=${restartMs}ms
TimeoutStartSec=120
TimeoutStopSec=30
StateDirectory=loket
StateDirectoryMode=0750
# Where Node keeps the program compiled, from version 22 on. It may be deleted.
CacheDirectory=loket
CacheDirectoryMode=0750
UMask=0027
MemoryMax=${memoryMax}
TasksMax=${tasksMax}
OOMPolicy=stop
# Before the desktop and everything else when memory runs out.
OOMScoreAdjust=-500
${credentials.map((name) => `LoadCredential=${name}:${places.settings}/${name}\n`).join('')}
${confinement(access)}
[Install]
WantedBy=multi-user.target
`;
}

/** What the service may reach: the devices of the site file, and little else. */
function confinement(access: Access): string {
  return `# The devices of the site file, and no others.
DevicePolicy=closed
${access.devices.map((device) => `DeviceAllow=${device} rw\n`).join('')}
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
ProtectHostname=yes
ProtectClock=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
${
  access.writesSysfs
    ? '# GPIO lines are exported by writing to /sys; its files are guarded by the group gpio.\nProtectKernelTunables=no'
    : 'ProtectKernelTunables=yes'
}
ProtectProc=invisible
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
# AF_NETLINK: how USB devices that come and go are heard of.
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# Not MemoryDenyWriteExecute: the compiler inside Node writes code and runs it.
`;
}

/** A title may contain anything, but % and line ends have a meaning in a unit file. */
const plain = (text: string) => text.replaceAll('%', '%%').replaceAll(/[\r\n\\]/g, ' ');
