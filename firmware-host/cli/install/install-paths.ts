/** The paths of an installed Loket. */
export const places = {
  program: '/opt/loket',
  /** Where Debian's package has the program: it is used there, and not copied. */
  packaged: '/usr/lib/loket',
  settings: '/etc/loket',
  site: '/etc/loket/site.yaml',
  usbPorts: '/etc/loket/usb-ports',
  data: '/var/lib/loket',
  /** The program as Node has compiled it (compile-cache.ts). */
  cache: '/var/cache/loket',
  command: '/usr/local/bin/loket',
  unit: '/etc/systemd/system/loket.service',
  enabled: '/etc/systemd/system/multi-user.target.wants/loket.service',
  kioskUnit: '/etc/systemd/system/loket-kiosk.service',
  kioskEnabled: '/etc/systemd/system/multi-user.target.wants/loket-kiosk.service',
  kioskUser: '/etc/sysusers.d/loket-kiosk.conf',
  /** Which page of the board the screen of this machine shows. */
  kioskPage: '/etc/loket/kiosk',
  rules: '/etc/udev/rules.d/70-loket.rules',
  user: '/etc/sysusers.d/loket.conf',
  owners: '/etc/tmpfiles.d/loket.conf',
  modules: '/etc/modules-load.d/loket.conf',
  journal: '/etc/systemd/journald.conf.d/loket.conf',
  /** Where apt takes new versions from, what unattended-upgrades may install, and when. */
  updatesSource: '/etc/apt/sources.list.d/loket.sources',
  updatesConfig: '/etc/apt/apt.conf.d/52loket',
  updatesTimer: '/etc/systemd/system/apt-daily-upgrade.timer.d/loket.conf',
  /** The version of the package before this one, and what else `take-back` of the package knows. */
  kept: '/var/lib/loket-package/kept',
  trial: '/var/lib/loket-package/trial',
} as const;

/** The version that runs, and the one before it: links to versions/VERSION in that folder, or to the package. */
export const current = `${places.program}/current`;
export const previous = `${places.program}/previous`;
/** What the links say for a version, by its name; the package's has the name of its folder. */
export const linkTo = (name: string): string => (name === places.packaged ? name : `versions/${name}`);
/** The program itself, whichever version is current. */
export const entry = `${current}/dist/firmware-host/cli/loket.js`;
