import { signal } from '@preact/signals';
import type { PageWords } from '../../simulators/page/page-messages.ts';

type Text = readonly [id: string, en: string];

/** The page's own texts. */
const texts = {
  noConnection: [
    'Balai tidak tersambung. Menyambung kembali ...',
    'The hall is not connected. Trying again ...',
  ],
  brokerAway: [
    'Broker MQTT tidak terhubung: keadaan loket, antrean dan perangkat tidak diketahui. LED, lampu dan tiket tetap benar.',
    'The MQTT broker is away: the state of counters, queues and devices is not known. LEDs, lamps and tickets are right.',
  ],
  pages: ['Halaman lain', 'Other pages'],
  pageOf: ['Halaman', 'Page of'],
  newTab: ['tab baru', 'new tab'],
  hourBack: ['−1 jam', '−1 h'],
  hourAhead: ['+1 jam', '+1 h'],
  dayAhead: ['+1 hari', '+1 day'],
  days: ['hari', 'd'],
  unknown: ['tidak diketahui', 'not known'],
  reason: ['Alasan', 'Reason'],
  cableOut: ['kabel dicabut', 'its cable is out'],
  cableOf: ['di kabel', 'on the cable of'],
  goWithIt: ['ikut tercabut', 'go with it'],
  simulated: ['Balai simulasi', 'Simulated hall'],
  clock: ['Jam balai', 'Clock of the hall'],
  moved: ['digeser', 'moved by'],
  right: ['Tepatkan', 'Put right'],
  back: ['Mundur satu jam', 'One hour back'],
  ahead: ['Maju satu jam', 'One hour ahead'],
  nextDay: ['Maju satu hari', 'One day ahead'],
  ratingPad: ['Papan penilaian', 'Rating pad'],
  entrance: ['Pintu masuk', 'Entrance'],
  ticketMachine: ['Mesin tiket', 'Ticket machine'],
  noTicketMachine: ['Tiket tanpa mesin', 'Tickets without a machine'],
  counters: ['Loket', 'Counters'],
  queues: ['Antrean', 'Queues'],
  waiting: ['menunggu', 'waiting'],
  longest: ['terlama', 'longest'],
  next: ['berikutnya', 'next'],
  pickUp: ['Ambil', 'Pick up'],
  inHand: ['Di tangan', 'In hand'],
  torn: ['terputus', 'torn off'],
  noTicket: ['Belum ada tiket', 'No ticket yet'],
  lamp: ['Lampu/bel', 'Lamp/buzzer'],
  lampOff: ['padam', 'off'],
  lampOn: ['menyala', 'on'],
  lampFlashes: ['berkedip', 'flashing'],
  speakers: ['Pengeras suara', 'Speakers'],
  soundOn: ['Suara menyala', 'Sound is on'],
  soundOff: ['Dengarkan', 'Listen'],
  nothingSaid: ['Belum ada pengumuman', 'Nothing has been said yet'],
  heardOnBoard: ['Terdengar di papan antrean', 'Heard on the board'],
  scanner: ['Pemindai', 'Scanner'],
  code: ['Kode tiket', 'Code of a ticket'],
  scan: ['Pindai', 'Scan'],
  dropHere: ['Seret tiket ke sini', 'Drag a ticket here'],
  faults: ['Perangkat dan gangguan', 'Devices and faults'],
  faultsWhy: [
    'Keadaan dan alasannya seperti yang dilihat kantor pusat lewat MQTT.',
    'State and reasons as the central office sees them over MQTT.',
  ],
  device: ['Perangkat', 'Device'],
  state: ['Keadaan', 'State'],
  breakIt: ['Buat gangguan', 'Make a fault'],
  cable: ['Kabel', 'Cable'],
  unplug: ['Cabut', 'Unplug'],
  plug: ['Pasang', 'Plug in'],
  paper: ['Kertas', 'Paper'],
  ok: ['penuh', 'full'],
  low: ['tipis', 'low'],
  out: ['habis', 'out'],
  coverOpen: ['Tutup terbuka', 'Cover open'],
  hangs: ['Macet', 'Hangs'],
  stuck: ['Tombol macet', 'Stuck key'],
  none: ['tidak ada', 'none'],
  broker: ['Broker MQTT hilang', 'MQTT broker away'],
  disk: ['Penyimpanan macet', 'Disk hangs'],
  contacts: ['Kontak tombol aus (memantul)', 'Worn contacts (bounce)'],
  happened: ['Kejadian', 'What happened'],
  nothing: ['Belum ada kejadian', 'Nothing has happened yet'],
  latency: ['Waktu respons tombol', 'Response time of keys'],
  lastPress: ['Tekanan terakhir', 'Last press'],
  toLed: ['sampai LED', 'to the LED digits'],
  toMqtt: ['sampai MQTT', 'to MQTT'],
  presses: ['tekanan', 'presses'],
  median: ['median', 'median'],
  noPress: ['Tekan tombol loket untuk mengukurnya.', 'Press a key of a counter to measure it.'],
  onlyRealTime: ['diukur dengan jam mesin ini', "measured with this machine's clock"],
  day: ['Putar satu hari', 'Play a day'],
  seed: ['Skenario', 'Seed'],
  play: ['Putar', 'Play'],
  stop: ['Hentikan', 'Stop'],
  pause: ['Jeda', 'Pause'],
  step: ['Satu menit', 'One minute'],
  speed: ['Kecepatan', 'Speed'],
  asked: ['diminta', 'asked'],
  measured: ['nyata', 'true'],
  calls: ['panggilan', 'calls'],
  carried: ['dari hari sebelumnya', 'from the day before'],
  sumServed: ['terlayani', 'served'],
  sumNoShow: ['tidak hadir', 'no-show'],
  sumReturned: ['dikembalikan', 'put back'],
  sumParked: ['ditunda', 'parked'],
  sumTransferred: ['dipindah', 'transferred'],
  sumCancelled: ['dibatalkan', 'cancelled'],
  sumMovedAway: ['dipanggil loket lain', 'called elsewhere'],
  sumAtCounter: ['masih di loket', 'still at a counter'],
  recalls: ['Panggilan ulang, tidak ikut dihitung', 'Recalls, not counted here'],
  visitors: ['pengunjung datang', 'visitors have come'],
  over: ['Hari selesai', 'The day is over'],
  issued: ['Tiket', 'Tickets'],
  called: ['Panggilan', 'Calls'],
  served: ['Terlayani', 'Served'],
  noShow: ['Tidak hadir', 'No-show'],
  waitingNow: ['menunggu', 'waiting'],
  callsPer: ['panggilan per 5 menit', 'calls in 5 minutes'],
  dayHint: [
    'Pengunjung dan petugas bermain sendiri, dari jam buka sampai tutup. Nomor skenario yang sama, hari yang sama.',
    'Visitors and officers play by themselves from opening to closing. The same seed, the same day.',
  ],
  long: ['lama', 'long'],
  double: ['2×', '2×'],
  refused: ['ditolak', 'refused'],
  controller: ['Pengendali', 'Controller'],
  online: ['siap', 'online'],
  degraded: ['terganggu', 'degraded'],
  offline: ['terputus', 'offline'],
  starting: ['memulai', 'starting'],
  disabled: ['dimatikan', 'disabled'],
  close: ['Tutup', 'Close'],
} as const satisfies Record<string, Text>;

/** Words for the states of counters and the functions of keys. */
const words: Readonly<Record<string, Text>> = {
  unknown: ['tidak diketahui', 'not known'],
  closed: ['tutup', 'closed'],
  idle: ['siap', 'idle'],
  armed: ['menunggu nomor', 'armed'],
  called: ['memanggil', 'called'],
  serving: ['melayani', 'serving'],
  break: ['istirahat', 'break'],
  next: ['Berikutnya', 'Next'],
  recall: ['Ulang', 'Recall'],
  arrive: ['Tiba', 'Arrived'],
  'no-show': ['Tidak hadir', 'No-show'],
  'put-back': ['Kembalikan', 'Put back'],
  park: ['Tunda', 'Park'],
  resume: ['Lanjutkan', 'Resume'],
  end: ['Selesai', 'End'],
  'walk-in': ['Tanpa nomor', 'Walk-in'],
  open: ['Buka', 'Open'],
  close: ['Tutup', 'Close'],
  'open-close': ['Buka/tutup', 'Open/close'],
  'sangat-puas': ['Sangat puas', 'Very satisfied'],
  puas: ['Puas', 'Satisfied'],
  kurang: ['Kurang', 'Not quite'],
  'tidak-puas': ['Tidak puas', 'Not satisfied'],
  pengaduan: ['Pengaduan', 'Complaint'],
  'call-entered': ['Panggil', 'Call'],
  'transfer-entered': ['Pindah', 'Transfer'],
  clear: ['Hapus', 'Clear'],
  regular: ['', ''],
  priority: ['Prioritas', 'Priority'],
};

export type Language = 'id' | 'en';

const kept = 'loket-language';

/** The hall's catalogues, once they have come. */
export const catalogues = signal<PageWords | undefined>(undefined);

/** The language of the page: the one chosen here before, else the site's. */
export const language = signal<Language>('id');

export function firstLanguage(ofSite: Language): void {
  const before = localStorage.getItem(kept);
  setLanguage(before === 'id' || before === 'en' ? before : ofSite);
}

/** Changes the language; `keep`: also for the next visit. */
export function setLanguage(to: Language, keep = false): void {
  language.value = to;
  document.documentElement.lang = to;
  if (keep) localStorage.setItem(kept, to);
}

const here = (text: Text): string => text[language.value === 'id' ? 0 : 1];

export const say = (name: keyof typeof texts): string => here(texts[name]);

/** Translates a word of the site file or of MQTT; an unknown word stays as it is. */
export function word(name: string): string {
  const text = words[name];
  return text === undefined ? name : here(text);
}

/** What a code in an MQTT message means, from the hall's catalogues; one that they do not have stays as it is. */
export function codeWords(of: keyof PageWords, code: string): string {
  return catalogues.value?.[of][code]?.[language.value] ?? code;
}
