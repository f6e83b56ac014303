import type { Language } from '../../../config/site.ts';
import { type Said, shown, type Words } from '../../../config/texts/words.ts';
import type { QuestionName } from './questions.ts';

export type SectionName =
  | ('site' | 'hours' | 'mqtt' | 'board' | 'web' | 'voice')
  | ('services' | 'counters' | 'devices');

export const sectionTitles: Readonly<Record<SectionName, Said>> = {
  site: { id: 'Tempat layanan', en: 'The place' },
  hours: { id: 'Jam buka', en: 'Opening hours' },
  mqtt: { id: 'MQTT', en: 'MQTT' },
  board: { id: 'Papan antrean', en: 'The board' },
  web: { id: 'Halaman balai', en: 'Pages of the hall' },
  voice: { id: 'Suara', en: 'Voice' },
  services: { id: 'Layanan', en: 'Services' },
  counters: { id: 'Loket', en: 'Counters' },
  devices: { id: 'Perangkat', en: 'Devices' },
};

interface QuestionTexts {
  /** The question at the terminal. */
  readonly ask: Said;
  /** The option in `loket init --help`. */
  readonly option: Said;
  /** What each choice means. */
  readonly choices?: Readonly<Record<string, Said>>;
}

const none = { id: 'tidak ada', en: 'none' };

export const questionTexts: Readonly<Record<QuestionName, QuestionTexts>> = {
  title: {
    ask: { id: 'Nama tempat layanan', en: 'Name of the place' },
    option: { id: 'nama tempat layanan', en: 'name of the place' },
  },
  id: {
    ask: {
      id: 'Id situs, untuk MQTT; sesudah dipakai jangan diganti',
      en: 'Id of the site, for MQTT; once in use it stays',
    },
    option: { id: 'id situs; biasanya dari namanya', en: 'id of the site; usually made of its name' },
  },
  language: {
    ask: { id: 'Bahasa layar dan tiket', en: 'Language of displays and tickets' },
    option: { id: 'bahasa layar dan tiket', en: 'language of displays and tickets' },
    choices: { id: { id: 'Indonesia', en: 'Indonesian' }, en: { id: 'Inggris', en: 'English' } },
  },
  zone: {
    ask: { id: 'Zona waktu', en: 'Time zone' },
    option: { id: 'zona waktu, juga seperti Asia/Jakarta', en: 'time zone, also such as Asia/Jakarta' },
    choices: {
      WIB: { id: 'WIB: Sumatra, Jawa, Kalimantan Barat dan Tengah', en: 'WIB: UTC+7, Sumatra, Java' },
      WITA: { id: 'WITA: Bali, Sulawesi, Nusa Tenggara', en: 'WITA: UTC+8, Bali, Sulawesi' },
      WIT: { id: 'WIT: Maluku, Papua', en: 'WIT: UTC+9, Maluku, Papua' },
    },
  },
  days: {
    ask: { id: 'Hari buka', en: 'Open on' },
    option: { id: 'hari buka, juga seperti sen-kam', en: 'days open, also such as tue-sat' },
    choices: {
      'mon-fri': { id: 'Senin sampai Jumat', en: 'Monday to Friday' },
      'mon-sat': { id: 'Senin sampai Sabtu', en: 'Monday to Saturday' },
      'mon-sun': { id: 'setiap hari', en: 'every day' },
    },
  },
  hours: {
    ask: {
      id: 'Jam buka, seperti 08.00-15.00 atau 08.00-11.30, 13.00-15.00, atau selalu',
      en: 'Hours, such as 08.00-15.00 or 08.00-11.30, 13.00-15.00, or always',
    },
    option: { id: 'jam buka, seperti 08.00-15.00, atau selalu', en: 'hours, such as 08.00-15.00, or always' },
  },
  services: {
    ask: { id: 'Layanan, dipisah koma', en: 'Services, with commas between them' },
    option: { id: 'layanan, seperti "Paspor, Izin Tinggal"', en: 'such as "Paspor, Izin Tinggal"' },
  },
  counters: {
    ask: { id: 'Jumlah loket', en: 'Number of counters' },
    option: { id: 'jumlah loket', en: 'how many counters there are' },
  },
  keys: {
    ask: { id: 'Tombol petugas', en: 'Keys of the officers' },
    option: { id: 'tombol petugas', en: 'keys of the officers' },
    choices: {
      board: { id: 'empat tombol pada papan Arduino', en: 'four keys on an Arduino board' },
      gpio: { id: 'satu tombol pada GPIO', en: 'one key on GPIO' },
      numpad: { id: 'papan tombol angka USB', en: 'USB number pad' },
      none,
    },
  },
  display: {
    ask: { id: 'Papan angka di loket', en: 'Number display at a counter' },
    option: { id: 'papan angka di loket', en: 'number display at a counter' },
    choices: {
      max7219: { id: 'MAX7219 pada papan Arduino', en: 'MAX7219 on an Arduino board' },
      serial: { id: 'lewat jalur serial RS485', en: 'on a serial line (RS485)' },
      none,
    },
  },
  machine: {
    ask: { id: 'Tombol pengunjung untuk mengambil nomor', en: 'Keys of the visitors to take a ticket' },
    option: { id: 'tombol pengunjung', en: 'keys of the visitors' },
    choices: {
      gpio: { id: 'pada GPIO', en: 'on GPIO' },
      board: { id: 'pada papan Arduino', en: 'on an Arduino board' },
      none,
    },
  },
  printer: {
    ask: { id: 'Printer tiket', en: 'Ticket printer' },
    option: { id: 'printer tiket', en: 'ticket printer' },
    choices: {
      network: { id: 'lewat jaringan', en: 'on the network' },
      usb: { id: 'lewat USB', en: 'on USB' },
      none,
    },
  },
  scanner: {
    ask: { id: 'Pemindai di loket', en: 'Scanner at a counter' },
    option: { id: 'pemindai di loket', en: 'scanner at a counter' },
    choices: {
      none,
      serial: { id: 'lewat jalur serial', en: 'on a serial line' },
      usb: { id: 'lewat USB', en: 'on USB' },
    },
  },
  board: {
    ask: { id: 'Papan antrean untuk TV', en: 'Board for televisions' },
    option: { id: 'papan antrean untuk TV', en: 'board for televisions' },
    choices: {
      network: { id: 'TV di jaringan', en: 'televisions of the network' },
      here: { id: 'layar mesin ini saja', en: 'the screen of this machine alone' },
      none,
    },
  },
  web: {
    ask: {
      id: 'Halaman untuk teknisi, petugas dan mesin tiket layar sentuh',
      en: 'Pages for technicians, officers and a touch screen for tickets',
    },
    option: { id: 'halaman balai di peramban', en: 'pages of the hall in a browser' },
    choices: {
      here: {
        id: 'di mesin ini; untuk jaringan perlu akun, lihat docs/pages.md',
        en: 'on this machine; the network needs accounts, see docs/pages.md',
      },
      none,
    },
  },
  voice: {
    ask: { id: 'Pengeras suara', en: 'Speaker' },
    option: { id: 'pengeras suara', en: 'speaker' },
    choices: {
      none,
      card: { id: 'colokan audio mesin ini', en: 'the audio socket of this machine' },
      board: { id: 'TV dengan papan antrean', en: 'the television with the board' },
    },
  },
  mqtt: {
    ask: { id: 'Broker MQTT', en: 'MQTT broker' },
    option: { id: 'broker MQTT, atau mqtt://HOST:1883', en: 'MQTT broker, or mqtt://HOST:1883' },
    choices: { embedded: { id: 'milik Loket, di mesin ini', en: "Loket's own, on this machine" } },
  },
};

/** What no single setting shows to be wrong. */
export const initMistakes = {
  services: (most: number): Words => ({
    id: `tulis 1 sampai ${most} layanan, dipisah koma`,
    en: `write 1 to ${most} services, with commas between them`,
  }),
  noId: (title: string): Words => ({
    id: `dari '${shown(title)}' tidak dapat dibuat id`,
    en: `no id can be made of '${shown(title)}'`,
    hint: {
      id: 'Pakai kata dengan huruf a-z, tidak lebih dari 40.',
      en: 'Use words of the letters a-z, of 40 at most.',
    },
  }),
  twice: (title: string): Words => ({
    id: `'${shown(title)}' atau yang mirip sudah ada`,
    en: `'${shown(title)}', or one like it, is there twice`,
  }),
  counters: (found: string, most: number): Words => ({
    id: `'${shown(found)}' bukan jumlah loket: tulis 1 sampai ${most}`,
    en: `'${shown(found)}' is not a number of counters: write 1 to ${most}`,
  }),
  linesBeyond: (needed: number, free: number): Words => ({
    id: `perlu ${needed} jalur GPIO, sedangkan Raspberry Pi punya ${free}: pakai papan Arduino`,
    en: `this takes ${needed} GPIO lines, and a Raspberry Pi has ${free} free ones: use boards`,
  }),
  pinsBeyond: (needed: number, free: number): Words => ({
    id: `perlu ${needed} pin, sedangkan papan Arduino punya ${free}: kurangi layanan, atau pakai GPIO`,
    en: `this takes ${needed} pins, and a board has ${free} free ones: fewer services, or GPIO`,
  }),
} as const;

interface SessionTexts {
  readonly intro: (file: string) => string;
  readonly keys: string;
  readonly other: string;
  readonly exists: (file: string) => string;
  readonly refuses: (file: string) => string;
  readonly overwrite: string;
  readonly keep: string;
  readonly summary: string;
  readonly next: string;
  readonly write: string;
  readonly change: (section: string) => string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly together: string;
  readonly done: (file: string) => string;
}

export const sessionTexts: Readonly<Record<Language, SessionTexts>> = {
  id: {
    intro: (file) => `Berkas situs pertama: ${file}`,
    keys: 'Panah memilih, Enter menjawab, Ctrl-C membatalkan. Di akhir semuanya dapat diubah.',
    other: 'lainnya, diketik',
    exists: (file) => `${file} sudah ada. Timpa?`,
    refuses: (file) => `${file} sudah ada dan tidak ditimpa: pilih nama lain, atau jalankan di terminal`,
    overwrite: 'Timpa',
    keep: 'Jangan',
    summary: 'Jawaban',
    next: 'Selanjutnya',
    write: 'Tulis berkasnya',
    change: (section) => `Ubah: ${section}`,
    cancel: 'Batal',
    cancelled: 'Dibatalkan; tidak ada yang ditulis.',
    together: 'jawaban-jawaban ini tidak cocok satu sama lain',
    done: (file) =>
      `${file} ditulis. Selanjutnya:\n  loket check ${file}\n  loket simulate ${file}    mencobanya tanpa perangkat keras\n  loket discover    alamat perangkat keras, untuk ditulis di dalamnya`,
  },
  en: {
    intro: (file) => `A first site file: ${file}`,
    keys: 'Arrows choose, Enter answers, Ctrl-C cancels. All can be changed at the end.',
    other: 'another one, to be typed',
    exists: (file) => `${file} is there already. Overwrite it?`,
    refuses: (file) =>
      `${file} is there already and is not overwritten: give another name, or run this at a terminal`,
    overwrite: 'Overwrite it',
    keep: 'No',
    summary: 'Answers',
    next: 'Next',
    write: 'Write the file',
    change: (section) => `Change: ${section}`,
    cancel: 'Cancel',
    cancelled: 'Cancelled; nothing was written.',
    together: 'these answers do not go together',
    done: (file) =>
      `${file} is written. Next:\n  loket check ${file}\n  loket simulate ${file}    tries it without hardware\n  loket discover    the addresses of the hardware, to be put into it`,
  },
};
