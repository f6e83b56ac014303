import { spawnSync } from 'node:child_process';
import { places } from './install-paths.ts';
import type { Lack } from './lacks.ts';

/** A program of the system that is run on the machine itself, not when installing into a folder. */
export interface SystemCommand {
  readonly do: 'run';
  readonly command: readonly string[];
  /** Killed after this many seconds. */
  readonly limitS: number;
  /** What the machine lacks if this fails; undefined: the installation fails with it. */
  readonly lack?: Lack;
  /** Exit statuses other than 0 that mean that there was nothing to do. */
  readonly fine?: readonly number[];
}

/** Each of them takes a second or two on a Pi. */
const usualS = 60;
/** TimeoutStopSec and TimeoutStartSec of the unit, plus a margin. */
const serviceS = 180;
/** dpkg packs and unpacks 165 MB, and starts the service. */
const packageS = 900;

const run = (command: string, more: Partial<Omit<SystemCommand, 'command'>> = {}): SystemCommand => ({
  ...{ do: 'run', command: command.split(' '), limitS: usualS },
  ...more,
});

const subsystems = ['tty', 'usbmisc', 'hidraw', 'input', 'gpio', 'i2c-dev', 'spidev'] as const;

export const restart = run('systemctl restart loket', { limitS: serviceS });

/** Has the hall read its site file again, while it runs. */
export const reload = run('systemctl reload loket', { limitS: serviceS });

/** Puts new rules in force, for devices that are plugged in already too. */
export const rulesCommands: readonly SystemCommand[] = [
  // Containers and small images have no udev.
  run('udevadm control --reload', { lack: 'rules' }),
  run(`udevadm trigger --action=add ${subsystems.map((name) => `--subsystem-match=${name}`).join(' ')}`, {
    lack: 'trigger',
  }),
];

/** Run after all files are in place. `owners`: whether files of the site belong to the service's group. */
export const installCommands = (owners: boolean): readonly SystemCommand[] => [
  run(`systemd-sysusers ${places.user}`),
  ...(owners ? [run(`systemd-tmpfiles --create ${places.owners}`)] : []),
  // It fails where the kernel lacks one of the modules, as the kernels of virtual machines do.
  run('systemctl restart systemd-modules-load', { lack: 'modules' }),
  ...rulesCommands,
  run('systemctl restart systemd-journald', { lack: 'log-size' }),
  run('systemctl daemon-reload'),
  restart,
];

/** Run after those of the installation: the hall runs without new versions. */
export const updatesCommands: readonly SystemCommand[] = [
  run('which unattended-upgrade', { lack: 'updates-program' }),
  run('systemctl restart apt-daily-upgrade.timer', { lack: 'updates-timer' }),
];

/** Goes back to the version of the package that is kept. dpkg starts the hall anew. */
export const takeBack = run(`${places.kept}/usr/lib/loket/bin/take-back now`, { limitS: packageS });

/** systemctl's exit status for a missing unit, as after a partial installation. */
const notInstalled = 5;

export const stop = run('systemctl stop loket', { limitS: serviceS, lack: 'stop', fine: [notInstalled] });

/** Run after those of the installation: the hall runs without its board. */
export const kioskCommands: readonly SystemCommand[] = [
  run(`systemd-sysusers ${places.kioskUser}`, { lack: 'kiosk' }),
  run('which cage Xwayland seatd chromium', { lack: 'kiosk-programs' }),
  run('systemctl restart loket-kiosk', { limitS: serviceS, lack: 'kiosk' }),
];

export const stopKiosk = run('systemctl stop loket-kiosk', {
  ...{ limitS: serviceS, lack: 'stop-kiosk', fine: [notInstalled] },
});

/** Run after all files were removed: whatever fails, there is no way back. */
export const uninstallCommands: readonly SystemCommand[] = [
  run('udevadm control --reload', { lack: 'trigger' }),
  run('systemctl daemon-reload', { lack: 'unit' }),
];

/** Runs it. Returns the reason for a failure, in words; undefined: it succeeded. */
export function whyNotDone({ command, limitS, fine = [] }: SystemCommand): string | undefined {
  const [program = '', ...args] = command;
  const said = command.join(' ');
  const { status, signal, error } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: limitS * 1_000,
    killSignal: 'SIGKILL',
  });
  const code = error !== undefined && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `${said}: there is no program ${program}`;
  if (code === 'ETIMEDOUT') return `${said} did not end within ${limitS} s`;
  if (error !== undefined) return `${said}: ${error.message}`;
  return status === 0 || (status !== null && fine.includes(status))
    ? undefined
    : `${said} ended with ${signal ?? status}`;
}
