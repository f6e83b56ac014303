import type { Said } from '../../../config/texts/words.ts';
import { questionTexts } from '../init/init-texts.ts';
import { choices, type QuestionName } from '../init/questions.ts';
import { type HelpCatalogue, siteArgument } from './command-help.ts';

const root = {
  id: 'pasang ke folder ini, misalnya sebuah image, tanpa menjalankan perintah apa pun',
  en: 'install into this folder, such as an image, and run no command',
};
const dryRun = {
  id: 'cetak setiap berkas dan perintah, tanpa mengubah apa pun',
  en: 'print every file and every command, and change nothing',
};
const dataFolder = { id: 'folder data', en: 'the data folder' };
const exits = {
  id: 'Kode keluar: 0 tidak ada gangguan, 1 ada gangguan.',
  en: 'Exit codes: 0 no fault was found, 1 a fault.',
};

/** An option of `init`, with what may be chosen. */
function initOption(name: QuestionName): Said {
  const { option } = questionTexts[name];
  const among: Partial<Record<QuestionName, readonly string[]>> = choices;
  const list = among[name]?.join(', ');
  return list === undefined ? option : { id: `${option.id}: ${list}`, en: `${option.en}: ${list}` };
}

/** The commands with which a technician gets from an empty Pi to a running hall. */
export const technicianHelp: HelpCatalogue = {
  init: {
    summary: {
      id: 'tulis berkas situs pertama, dengan bertanya; berkas yang sudah ada tidak ditimpa begitu saja',
      en: 'write a first site file; asks for what no option gives, and overwrites nothing unasked',
    },
    arguments: { file: { id: 'berkas situs yang ditulis', en: 'the site file to write' } },
    options: Object.fromEntries(
      (Object.keys(questionTexts) as QuestionName[]).map((name) => [`--${name}`, initOption(name)]),
    ),
    notes: [
      {
        id: 'Setiap jawaban diperiksa seperti oleh `loket check`. Opsi yang salah disebut, dan tidak ada yang ditulis (kode keluar 1).',
        en: 'Each answer is checked as `loket check` does. A wrong option is named, and nothing is written (exit code 1).',
      },
    ],
  },
  discover: {
    summary: {
      id: 'sebut perangkat keras yang terpasang, dan cara menulisnya di berkas situs',
      en: 'list the hardware that is plugged in, with the YAML for a site file',
    },
    options: {
      '--probe': {
        id: 'buka setiap jalur serial dan tanyakan Firmata; papan Arduino mulai ulang',
        en: 'open every serial line and ask for Firmata; restarts Arduino boards',
      },
      '--listen': {
        id: 'dengarkan tombol radio 433 MHz lewat penerima di jalur serial ini selama satu menit, dan sebut kodenya',
        en: 'listen for 433 MHz radio buttons on this serial line for a minute, and show their codes',
      },
      '--root': { id: 'folder yang sys dan dev-nya dibaca', en: 'the folder whose sys and dev are read' },
    },
    notes: [
      {
        id: 'Baris dengan # menyebut kemungkinan lain dari alat itu: salin satu saja. Alat tanpa nomor seri sendiri, dan dua yang sama, ditulis sebagai /dev/loket/NAMA; perintah pemasangannya ada di baris terakhir.',
        en: 'Lines with # are what else the thing may be: copy one of them. Things without a serial number of their own, and two alike, are written as /dev/loket/NAME; the last line says what to install them with.',
      },
    ],
  },
  'test-device': {
    summary: {
      id: 'uji perangkat: lampu, tiket uji, setiap tombol, pindaian; sistem tidak boleh sedang berjalan',
      en: 'try a device: lamp test, test ticket, every key, a scan; the hall must not run meanwhile',
    },
    arguments: { site: siteArgument, device: { id: 'perangkat yang diuji', en: 'the device to try' } },
    options: {
      '--all': { id: 'semua perangkat, loket demi loket', en: 'all devices, counter by counter' },
      '--sheet': {
        id: 'tulis lembar uji: teks, atau HTML untuk BERKAS.html',
        en: 'write a commissioning sheet: text, or HTML for FILE.html',
      },
      '--data': {
        id: 'folder data, dengan klip yang diucapkan pengeras suara',
        en: 'the data folder, with the clips that speakers say',
      },
      '--simulated': {
        id: 'berlatih dengan perangkat simulasi, yang bergerak sendiri',
        en: 'rehearse on simulated devices, which act by themselves',
      },
    },
    notes: [exits],
  },
  doctor: {
    summary: {
      id: 'sebut apa yang dapat menghalangi Loket di mesin ini, beserta perbaikannya',
      en: 'list what may keep a hall from running on this machine, with what to do about it',
    },
    arguments: {
      site: {
        id: 'berkas situs (biasanya yang terpasang, bila ada)',
        en: 'the site file (usually the installed one, where there is one)',
      },
    },
    options: {
      '--data': dataFolder,
      '--root': { id: 'folder yang berkas-berkasnya diperiksa', en: 'the folder whose files are examined' },
    },
    notes: [exits],
  },
  status: {
    summary: {
      id: 'tunjukkan apa yang bekerja dan apa yang tidak, siapa yang memperbaikinya dan bagaimana',
      en: 'show what of a running hall works and what does not, who mends it and how, worst first',
    },
    arguments: {
      site: {
        id: 'berkas situs (biasanya yang terpasang)',
        en: 'the site file (usually the installed one)',
      },
    },
    options: {
      '--watch': { id: 'perbarui setiap detik, sampai Ctrl-C', en: 'show it anew each second, until Ctrl-C' },
      '--json': {
        id: 'satu objek JSON; dengan --watch satu baris setiap ada perubahan',
        en: 'one JSON object; with --watch a line at each change',
      },
      '--broker': {
        id: 'alamat lain broker balai, misalnya mqtt://10.0.0.9:1883',
        en: "another address of the hall's broker, such as mqtt://10.0.0.9:1883",
      },
      '--username': {
        id: 'akun dari `mqtt.users`; kata sandinya ditanyakan',
        en: 'an account of `mqtt.users`; its password is asked for',
      },
      '--password-file': { id: 'berkas kata sandinya', en: 'a file with its password' },
      '--ca': {
        id: 'otoritas yang menandatangani sertifikat broker (PEM)',
        en: 'the authority that signed the certificate of the broker (PEM)',
      },
      '--data': {
        id: 'folder data, tempat kejadian terakhir dibaca',
        en: 'the data folder, where the last events are read',
      },
    },
    notes: [
      {
        id: 'Kode keluar: 0 tidak ada yang perlu diperbaiki, 1 ada, atau sistemnya tidak terdengar.',
        en: 'Exit codes: 0 nothing has to be mended, 1 something has, or the hall is not heard.',
      },
    ],
  },
  logs: {
    summary: {
      id: 'ubah baris catatan (log) menjadi kalimat',
      en: 'turn the lines of the log into sentences',
    },
    arguments: {
      file: {
        id: 'berkas catatan; - adalah masukan standar (biasanya catatan layanan)',
        en: 'a file of log lines; - is standard input (usually the log of the service)',
      },
    },
    options: {
      '--follow': {
        id: 'lanjutkan dengan baris baru, sampai Ctrl-C',
        en: 'go on with new lines, until Ctrl-C',
      },
      '--lines': {
        id: 'berapa baris terakhir dari layanan',
        en: 'how many of the last lines of the service',
      },
    },
  },
  install: {
    summary: {
      id: 'pasang program sebagai layanan systemd, dengan aturan udev untuk perangkat di berkas situs',
      en: 'install the program as a service of systemd, with udev rules for the devices of the site file',
    },
    arguments: { site: siteArgument },
    options: {
      '--dry-run': dryRun,
      '--root': root,
      '--usb-port': {
        id: 'colokan USB yang dimaksud /dev/loket/NAMA; boleh berulang',
        en: 'which USB port /dev/loket/NAME stands for; may be repeated',
      },
      '--node': { id: 'Node yang menjalankan layanan', en: 'the Node that runs the service' },
      '--kiosk': {
        id: 'tampilkan papan antrean di layar mesin ini, atau PAGE: /board?zone=utara, /tickets, /rating/loket-1',
        en: 'show the board on the screen of this machine, or PAGE: /board?zone=utara, /tickets, /rating/loket-1',
      },
      '--no-kiosk': { id: 'jangan tampilkan lagi di sana', en: 'show it there no longer' },
      '--rollback': {
        id: 'kembali ke versi yang berjalan sebelum pemasangan terakhir',
        en: 'go back to the version that ran before the last installation',
      },
    },
    notes: [
      {
        id:
          'Semuanya disiapkan di samping versi yang berjalan, lalu layanan mulai ulang; memasang dua kali aman. Program tetap ' +
          'di tempat paketnya, dan hanya tanpa paket ada di /opt/loket/versions; pengaturan di /etc/loket, data di /var/lib/loket. Colokan USB dan --kiosk diingat untuk ' +
          'pemasangan berikutnya.',
        en:
          'Everything is prepared beside the running version, then the service restarts; installing twice is safe. The ' +
          'program stays where its package has it, and is in /opt/loket/versions only without the package; the settings are in /etc/loket, the data in /var/lib/loket. USB ports and --kiosk ' +
          'are remembered for the next time.',
      },
      {
        id:
          'Versi paket yang tidak siap dalam satu menit ditarik kembali sendiri, dan --rollback melakukannya dengan tangan: ' +
          'versi itu tidak dipasang lagi sendiri. Dari mana versi baru datang: updates di berkas situs (docs/updates.md).',
        en:
          'A version of the package that is not ready within a minute is taken back by itself, and --rollback does so by ' +
          'hand: that version is not installed again by itself. Where new ones come from: updates in the site file ' +
          '(docs/updates.md).',
      },
    ],
  },
  kiosk: {
    summary: {
      id: 'tampilkan papan antrean di layar mesin ini: dijalankan oleh loket-kiosk.service',
      en: 'show the board on the screen of this machine: run by loket-kiosk.service',
    },
    arguments: { address: { id: 'alamat papan antrean', en: 'the address of the board' } },
    options: {
      '--profile': {
        id: 'tempat peramban menyimpan berkasnya; sebaiknya di memori',
        en: 'where the browser keeps its files; best in memory',
      },
    },
  },
  uninstall: {
    summary: {
      id: 'lepaskan layanan, aturan dan programnya dari mesin ini; pengaturan dan data dibiarkan',
      en: 'remove the service, its rules and the program from this machine; settings and data stay',
    },
    options: { '--dry-run': dryRun, '--root': root },
  },
};
