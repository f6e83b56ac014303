import { signal } from '@preact/signals';

type Text = readonly [id: string, en: string];

/** The page's own texts. */
const texts = {
  noConnection: [
    'Aula tidak tersambung. Menyambung kembali ...',
    'The hall is not connected. Trying again ...',
  ],
  simulated: ['Aula simulasi', 'Simulated hall'],
  board: ['Papan TV', 'TV board'],
  clock: ['Jam aula', 'Clock of the hall'],
  moved: ['digeser', 'moved by'],
  right: ['Tepatkan', 'Put right'],
  back: ['Mundur satu jam', 'One hour back'],
  ahead: ['Maju satu jam', 'One hour ahead'],
  nextDay: ['Maju satu hari', 'One day ahead'],
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
  lamp: ['Lampu atau bel', 'Lamp or buzzer'],
  lampOff: ['padam', 'off'],
  lampOn: ['menyala', 'on'],
  lampFlashes: ['berkedip', 'flashing'],
  speakers: ['Pengeras suara', 'Speakers'],
  soundOn: ['Suara menyala', 'Sound is on'],
  soundOff: ['Dengarkan', 'Listen'],
  nothingSaid: ['Belum ada pengumuman', 'Nothing has been said yet'],
  heardOnBoard: ['Terdengar di papan TV', 'Heard on the TV board'],
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
  breakIt: ['Ganggu', 'Break'],
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
  happened: ['Yang terjadi', 'What happened'],
  nothing: ['Belum ada kejadian', 'Nothing has happened yet'],
  latency: ['Kecepatan tekanan', 'Speed of a press'],
  lastPress: ['Tekanan terakhir', 'Last press'],
  toLed: ['sampai angka LED', 'to the LED digits'],
  toMqtt: ['sampai MQTT', 'to MQTT'],
  presses: ['tekanan', 'presses'],
  median: ['median', 'median'],
  noPress: ['Tekan tombol loket untuk mengukurnya.', 'Press a key of a counter to measure it.'],
  onlyRealTime: ['diukur dengan jam mesin ini', "measured with this machine's clock"],
  day: ['Putar satu hari', 'Play a day'],
  seed: ['Benih', 'Seed'],
  play: ['Putar', 'Play'],
  stop: ['Hentikan', 'Stop'],
  pause: ['Jeda', 'Pause'],
  step: ['Satu menit', 'One minute'],
  speed: ['Kecepatan waktu', 'Speed of time'],
  visitors: ['pengunjung datang', 'visitors have come'],
  over: ['Hari selesai', 'The day is over'],
  issued: ['Tiket', 'Tickets'],
  called: ['Panggilan', 'Calls'],
  served: ['Terlayani', 'Served'],
  noShow: ['Tidak hadir', 'No-show'],
  waitingNow: ['menunggu', 'waiting'],
  callsPer: ['panggilan per 5 menit', 'calls in 5 minutes'],
  dayHint: [
    'Pengunjung dan petugas bermain sendiri, dari jam buka sampai tutup. Benih yang sama, hari yang sama.',
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
  'call-entered': ['Panggil', 'Call'],
  'transfer-entered': ['Pindah', 'Transfer'],
  clear: ['Hapus', 'Clear'],
  regular: ['', ''],
  priority: ['Prioritas', 'Priority'],
};

export type Language = 'id' | 'en';

const kept = 'loket-language';

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

export type StateWord = 'online' | 'degraded' | 'offline' | 'starting' | 'disabled';
