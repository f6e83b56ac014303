import type { Language } from '../../../config/site.ts';

/** What a machine lacks when one of the lesser commands fails there. */
export type Lack =
  | 'modules'
  | 'rules'
  | 'trigger'
  | 'log-size'
  | 'kiosk-programs'
  | 'kiosk'
  | 'updates-program'
  | 'updates-timer'
  | 'stop'
  | 'stop-kiosk'
  | 'unit';

/** A command that failed although the installation went on, and why. */
export interface NotDone {
  readonly lack: Lack;
  readonly why: string;
}

/** The meaning of each, and the remedy. */
const words: Readonly<Record<Language, Readonly<Record<Lack, string>>>> = {
  id: {
    modules:
      'modul kernel untuk perangkat mungkin belum dimuat. Periksa `journalctl -u systemd-modules-load`, atau nyalakan ulang mesinnya',
    rules:
      'udev belum membaca aturan perangkat, sehingga perangkat mungkin tidak boleh dibuka. Bila mesin ini memang tanpa udev (kontainer), abaikan; bila tidak, `sudo apt install udev`, lalu pasang lagi atau nyalakan ulang',
    trigger:
      'aturan perangkat baru berlaku setelah perangkat dicabut dan dipasang lagi, atau mesin dinyalakan ulang',
    'log-size': 'batas ukuran log berlaku setelah mesin dinyalakan ulang',
    'kiosk-programs':
      'layar belum dapat menampilkan papan: `sudo apt install --no-install-recommends cage xwayland seatd chromium`, lalu `sudo systemctl restart loket-kiosk`',
    kiosk: 'papan belum tampil di layar mesin ini. Lihat `journalctl -u loket-kiosk -n 50`',
    'updates-program': 'versi baru belum dipasang sendiri: `sudo apt install unattended-upgrades`',
    'updates-timer':
      'waktu pemasangan versi baru belum berlaku. Lihat `systemctl status apt-daily-upgrade.timer`; bila zona waktunya tidak dikenal: `sudo apt install tzdata`, lalu pasang lagi',
    'stop-kiosk': 'papan mungkin masih tampil. Hentikan dengan `sudo systemctl stop loket-kiosk`',
    stop: 'layanan mungkin masih berjalan. Hentikan dengan `sudo systemctl stop loket`',
    unit: 'systemd masih mengingat layanannya sampai `sudo systemctl daemon-reload`',
  },
  en: {
    modules:
      'kernel modules for the devices may not be loaded. See `journalctl -u systemd-modules-load`, or restart the machine',
    rules:
      'udev has not read the rules, so devices may be closed to the service. Where a machine has no udev (a container) that is as it is; elsewhere `sudo apt install udev`, then install again or restart the machine',
    trigger: 'the rules count for a device once it is plugged in again, or the machine is restarted',
    'log-size': 'the size of the log is limited once the machine is restarted',
    'kiosk-programs':
      'the screen cannot show the board yet: `sudo apt install --no-install-recommends cage xwayland seatd chromium`, then `sudo systemctl restart loket-kiosk`',
    kiosk: 'the screen of this machine does not show the board yet. See `journalctl -u loket-kiosk -n 50`',
    'updates-program': 'new versions do not come by themselves yet: `sudo apt install unattended-upgrades`',
    'updates-timer':
      'the time of new versions does not count yet. See `systemctl status apt-daily-upgrade.timer`; where the time zone is not known: `sudo apt install tzdata`, then install again',
    'stop-kiosk': 'the board may still be shown. Stop it with `sudo systemctl stop loket-kiosk`',
    stop: 'the service may still run. Stop it with `sudo systemctl stop loket`',
    unit: 'systemd remembers the service until `sudo systemctl daemon-reload`',
  },
};

const notDone: Readonly<Record<Language, string>> = { id: 'Tidak dilakukan', en: 'Not done' };

/** The failed commands and their remedies, two lines each. */
export const saidOfLacks = (lacks: readonly NotDone[], speak: Language): readonly string[] =>
  lacks.flatMap(({ lack, why }) => [`${notDone[speak]}: ${why}`, `  -> ${words[speak][lack]}.`]);
