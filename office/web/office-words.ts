import { type FaultCode, faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { Confidence, Fix, Verdict } from '../verdict/verdict-types.ts';
import type { AllWords, Bilingual } from './office-messages.ts';

/** The office's words in Indonesian and English. docs/office.md explains the verdicts further. */
const officeWords = {
  verdicts: {
    well: ['Baik', 'Well'],
    device: ['Perangkat bermasalah', 'Device trouble'],
    hub: ['Papan atau kabel bersama mati', 'Board or shared cable down'],
    'power-or-process': ['Dihentikan, atau listrik padam', 'Stopped, or without power'],
    network: ['Jaringan', 'Network'],
    hung: ['Proses macet', 'Process hung'],
    'site-unreachable': ['Tidak terjangkau', 'Unreachable'],
    region: ['Satu wilayah hilang', 'A region is gone'],
    broker: ['Broker pusat', 'Central broker'],
    office: ['Kantor sendiri', 'The office itself'],
    clock: ['Jam meleset', 'Clock is wrong'],
    maintenance: ['Sedang dirawat', 'In maintenance'],
    unknown: ['Belum diketahui', 'Not known'],
  },
  meanings: {
    well: ['Tidak ada masalah yang diketahui.', 'Nothing is known to be wrong.'],
    device: [
      'Satu perangkat, atau pengendali sendiri, bermasalah.',
      'One device, or the controller itself, has a fault.',
    ],
    hub: [
      'Satu papan, hub USB, kabel serial atau alat jaringan mati bersama semua perangkat padanya: satu penyebab.',
      'One board, USB hub, serial line or network device is gone with everything that hangs on it: one cause.',
    ],
    'power-or-process': [
      'Situs dihentikan orang atau sistem, atau listriknya padam.',
      'The site was stopped by a person or the system, or lost its power.',
    ],
    network: [
      'Sambungan situs putus-nyambung atau putus; prosesnya tetap berjalan.',
      "The site's connection comes and goes or was cut; its process runs on.",
    ],
    hung: ['Proses di situs macet.', 'The process at the site stood still.'],
    'site-unreachable': [
      'Listrik, proses atau jaringan: baru dapat dibedakan saat situs kembali. Perangkatnya tidak dinilai.',
      'Power, process or network: told apart when the site is back. Its devices are not judged.',
    ],
    region: [
      'Sebagian besar situs satu wilayah hilang bersamaan: satu penyebab.',
      'Most sites of a region went together: one cause.',
    ],
    broker: [
      'Broker pusat mati, atau hampir tidak ada situs yang mencapainya. Keadaan situs sendiri tidak diketahui.',
      'The central broker is away, or hardly any site reaches it. How the sites are is not known.',
    ],
    office: [
      'Jaringan atau jam kantor sendiri yang bermasalah. Keadaan situs tidak diketahui.',
      "The office's own network or clock has a fault. How the sites are is not known.",
    ],
    clock: ['Jam situs meleset lebih dari dua menit.', "The site's clock is off by more than two minutes."],
    maintenance: ['Diukur, tetapi tidak membunyikan alarm.', 'Measured, and not alarmed.'],
    unknown: ['Belum ada yang dapat dikatakan.', 'Nothing can be said yet.'],
  },
  confidences: {
    certain: ['pasti', 'certain'],
    likely: ['mungkin sekali', 'likely'],
    open: ['belum pasti', 'open'],
  },
  fixes: {
    clerk: ['petugas', 'officer'],
    technician: ['teknisi', 'technician'],
    vendor: ['pembuat', 'vendor'],
    network: ['jaringan', 'network'],
    nobody: ['-', '-'],
  },
} as const satisfies {
  readonly verdicts: Readonly<Record<Verdict, Bilingual>>;
  readonly meanings: Readonly<Record<Verdict, Bilingual>>;
  readonly confidences: Readonly<Record<Confidence, Bilingual>>;
  readonly fixes: Readonly<Record<Fix, Bilingual>>;
};

/** Reasons of the office itself. Codes with a dot are of the fault catalogue. */
export const officeReasons = {
  'not-heard-yet': [
    'Sejak kantor mendengarkan, situs ini belum berbicara.',
    'The site has not spoken since the office listens.',
  ],
  'never-heard': [
    'Sembilan puluh detik tanpa sepatah kata pun; yang tersimpan di broker tidak membuktikan apa-apa.',
    'Ninety seconds without a word; what the broker retains proves nothing.',
  ],
  'last-will': [
    'Broker mengumumkan bahwa sambungan situs ini putus.',
    "The broker said that the site's connection is gone.",
  ],
  silent: [
    'Situs diam lebih lama daripada jarak antara dua kabarnya.',
    'The site has been silent for longer than it ever is.',
  ],
  stopped: [
    'Situs pamit: dihentikan orang atau sistem.',
    'The site said goodbye: it was stopped by a person or the system.',
  ],
  'connection-flaps': [
    'Sambungan putus empat kali atau lebih dalam dua menit.',
    'The connection was lost four times or more within two minutes.',
  ],
  'two-controllers': [
    'Dua pengendali memakai nama situs yang sama.',
    'Two controllers use the id of this site.',
  ],
  'clock-ahead': ['Jam situs terlalu cepat.', "The site's clock is ahead."],
  'clock-behind': ['Jam situs terlambat.', "The site's clock is behind."],
  'own-clock': [
    'Hampir semua jam situs berbeda dari jam kantor: jam kantor yang salah.',
    "Nearly all clocks differ from the office's: the office's is wrong.",
  ],
  'wills-of-all': [
    'Broker pamit untuk semua situs, lalu putus.',
    'The broker said goodbye for all sites, and then went.',
  ],
  'line-refused': [
    'Mesin broker ada, tetapi menolak sambungan.',
    "The broker's machine is there and refuses the connection.",
  ],
  'no-network': ['Kantor sendiri tidak punya jaringan.', 'The office itself has no network.'],
  'line-lost': [
    'Sambungan kantor ke broker putus; sebabnya tidak diketahui.',
    "The office's line to its broker is lost; nothing says why.",
  ],
  'most-sites-at-once': ['Hampir semua situs hilang bersamaan.', 'Nearly all sites went at the same time.'],
  'region-at-once': [
    'Sebagian besar situs wilayah ini hilang bersamaan.',
    'Most sites of this region went at the same time.',
  ],
  'parent-down': ['Hilang bersama tempatnya tersambung.', 'Gone with what it hangs on.'],
  link: ['Perangkat tidak tersambung.', 'The device is not connected.'],
  unusable: ['Perangkat ada, tetapi tidak dapat dipakai.', 'The device is there and cannot be used.'],
  settling: ['Baru saja berubah; ditunggu tiga detik.', 'It has just changed; three seconds are waited.'],
  disabled: ['Dimatikan di berkas situs.', 'Switched off in the site file.'],
  starting: ['Perangkat sedang dibuka.', 'The device is being opened.'],
  unknown: [
    'Perangkat tidak membuktikan apa-apa selama sepuluh detik.',
    'The device has proved nothing for ten seconds.',
  ],
  'worked-on': [
    'Selama hilang, situs tetap bekerja: kejadiannya bertanggal waktu itu.',
    'The site worked on while it was away: it brought events of that time.',
  ],
  'tried-again': [
    'Situs berkali-kali mencoba menyambung, dan gagal.',
    'The site tried to connect again and again, and failed.',
  ],
  'line-noticed': [
    'Situs sendiri mencatat bahwa sambungannya putus.',
    'The site itself noted that its line was gone.',
  ],
  'never-noticed': [
    'Situs tidak menyadari apa pun selama hilang: prosesnya diam.',
    'The site noticed nothing while it was away: its process stood still.',
  ],
  'same-boot': [
    'Proses yang sama kembali; jaringan atau macet tidak dapat dibedakan.',
    'The same process is back; network and hung cannot be told apart.',
  ],
  'new-boot': ['Situs kembali sebagai proses baru.', 'The site came back as a new process.'],
  'stopped-unheard': [
    'Proses berakhir dengan tertib, tetapi pamitnya tidak sampai.',
    'The process ended in order, and its goodbye did not arrive.',
  ],
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What a reason says. A code of a newer site, for which there are no words yet, stays as it is. */
export function wordsOfReason(code: string): Bilingual {
  const own = officeReasons[code as keyof typeof officeReasons] as Bilingual | undefined;
  if (own !== undefined && Object.hasOwn(officeReasons, code)) return own;
  if (!Object.hasOwn(faultCatalogue, code)) return [code, code];
  const { id, en } = faultCatalogue[code as FaultCode];
  return [id, en];
}

/** All words that pages need. */
export function allWords(): AllWords {
  const codes = [...Object.keys(officeReasons), ...Object.keys(faultCatalogue)];
  return {
    ...officeWords,
    reasons: Object.fromEntries(codes.map((code) => [code, wordsOfReason(code)])),
  };
}
