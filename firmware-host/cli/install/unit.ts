import { LAST_END } from '../../process/data-folder.ts';
import type { Access } from './device-access.ts';
import { entry, places } from './install-paths.ts';

/** A full hall takes about 135 MB; this is for the hall and for the worst that was measured beside it. */
const memoryMax = '384M';
/**
 * What a hall throws away fits into 2 MB many times over, where V8 lets the nursery of its heap grow to 48 MB. It
 * collects the rest the more often the less there may be of it: a hall keeps 30 MB, of 256 it throws away before it has
 * 45.
 */
export const nodeOptions = ['--max-semi-space-size=2', '--max-old-space-size=256'];
/**
 * glibc keeps blocks of up to 32 MB once one of that size was freed, such as those of a login; from this size on they
 * go back to the system at once (mallopt(3), "M_MMAP_THRESHOLD"). Its own name ends with `_`.
 */
export const environment = { NODE_ENV: 'production', MALLOC_MMAP_THRESHOLD_: String(128 * 1024) };
/** Threads of Node, and where the kernel has no GPIO files a gpiomon for each line. */
const tasksMax = 128;
/** Fed on proven progress; a process that hangs longer than this is started again. */
const watchdogS = 30;

export interface UnitOf {
  /** For people: the title and the id of the site. */
  readonly title: string;
  /** The path of Node itself: never npm, which would stand between systemd and the process. */
  readonly node: string;
  readonly access: Access;
  /** Names of secrets that lie in the folder of the settings and are handed over by systemd. */
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
RestartSec=1
TimeoutStartSec=120
TimeoutStopSec=30
StateDirectory=loket
StateDirectoryMode=0750
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

/** A title may say anything; a unit file would take % and line ends for its own. */
const plain = (text: string) => text.replaceAll('%', '%%').replaceAll(/[\r\n\\]/g, ' ');
