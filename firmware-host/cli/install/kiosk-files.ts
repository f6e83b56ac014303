import type { Site } from '../../../config/site.ts';
import type { BoardListener } from '../../../config/site-shown.ts';
import { entry, places } from './install-paths.ts';

/**
 * The page that a kiosk shows: the board with the choice of counters or zone (`/board?zone=utara`), `/tickets`, or
 * `/rating/COUNTER`.
 */
export const kioskPage = /^\/(?:tickets|rating\/[a-z0-9-]{1,40}|board(?:\?[A-Za-z0-9=,&-]{1,200})?)$/;

/** A page that does not answer for this long is ended; the kiosk itself asks it every ten seconds. */
const watchdogS = 90;
const settled = 0o644;

/** Hosts that listen on all addresses of this machine, and those that only it reaches. */
export const everywhere: readonly string[] = ['0.0.0.0', '::'];
export const thisMachine: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** The address of a page in a browser on the same machine. */
export function kioskAddress(
  { host, port }: { readonly host: string; readonly port: number },
  page: string,
): string {
  const isHere = [...everywhere, 'localhost', '127.0.0.1'].includes(host);
  const name = isHere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}${page}`;
}

/** Which page of the hall a page of a kiosk is. */
export const kioskShows = (page: string): 'board' | 'tickets' | 'rating' =>
  page === '/tickets' ? 'tickets' : page.startsWith('/rating/') ? 'rating' : 'board';

/**
 * Where a browser on this machine finds a page, by plain HTTP: a kiosk does not know a certificate of the hall. The
 * screens for visitors are there only where the pages listen on this machine: elsewhere they would have to log in.
 */
export function kioskPlace({ board, web, mqtt }: Site, page: string): BoardListener | undefined {
  const isSecure = mqtt.broker === 'embedded' && mqtt.tls !== undefined;
  const plain = isSecure ? undefined : web;
  const shown = kioskShows(page);
  if (shown === 'board') return board ?? (plain?.pages.includes('board') ? plain : undefined);
  const isHere = plain !== undefined && [...everywhere, ...thisMachine].includes(plain.host);
  return isHere && plain.pages.includes(shown) ? plain : undefined;
}

/** The files of the kiosk. */
export function kioskSteps(of: {
  readonly node: string;
  readonly place: { readonly host: string; readonly port: number };
  readonly page: string;
}) {
  const write = (path: string, text: string) => ({ do: 'write', path, text, mode: settled }) as const;
  return [
    write(places.kioskUser, sysusers),
    write(places.kioskPage, `${of.page}\n`),
    write(places.kioskUnit, kioskUnitText({ node: of.node, address: kioskAddress(of.place, of.page) })),
    { do: 'link', path: places.kioskEnabled, to: places.kioskUnit } as const,
  ];
}

export const kioskFiles: readonly string[] = [
  places.kioskEnabled,
  places.kioskUnit,
  places.kioskUser,
  places.kioskPage,
];

/** The groups of the screen, of drawing on it, and of sound. */
const sysusers = `# Made by \`loket install --kiosk\`: the user who shows the page, without any right in the hall.
u loket-kiosk - "Loket: the page on this screen" /run/loket-kiosk
m loket-kiosk video
m loket-kiosk render
m loket-kiosk audio
`;

/** The text of loket-kiosk.service. */
function kioskUnitText({ node, address }: { readonly node: string; readonly address: string }): string {
  return `# Made by \`loket install --kiosk\`. Do not edit: the next install writes it anew.
# Changes of your own: systemctl edit loket-kiosk
[Unit]
Description=Loket: a page on this machine's screen
Documentation=file://${places.program}/current/docs/televisions.md
# seatd opens screen and keyboard for it. It waits for the hall by itself, with a page that says so.
Wants=seatd.service
After=seatd.service systemd-user-sessions.service getty@tty1.service
Conflicts=getty@tty1.service
# Restarted for as long as it takes: nobody is there at night to reset a limit.
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=all
WatchdogSec=${watchdogS}
User=loket-kiosk
Environment=LIBSEAT_BACKEND=seatd XDG_RUNTIME_DIR=/run/loket-kiosk HOME=/run/loket-kiosk
ExecStart=${node} ${entry} kiosk ${address} --profile /run/loket-kiosk/profile
Restart=always
RestartSec=5
TimeoutStopSec=10
# In memory: a browser wears a card out, and every start begins with a clean profile.
RuntimeDirectory=loket-kiosk
RuntimeDirectoryMode=0700
UMask=0077
# When memory runs out, the browser goes before the hall.
OOMScoreAdjust=500

# The screen's drawing engine and sound; screen and keyboard themselves come from seatd.
DevicePolicy=closed
DeviceAllow=char-drm rw
DeviceAllow=char-alsa rw
# It speaks to the hall on this machine, and to nothing else.
IPAddressDeny=any
IPAddressAllow=localhost${addressAllowed(address)}
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
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
# Not RestrictNamespaces and SystemCallFilter: the browser's own sandbox is made of namespaces.

[Install]
WantedBy=multi-user.target
`;
}

/** A server that listens at one address of the network is reached by that address. */
function addressAllowed(address: string): string {
  const { hostname } = new URL(address);
  const name = hostname.replace(/^\[|\]$/g, '');
  return name === '127.0.0.1' || name === '::1' ? '' : ` ${name}`;
}
