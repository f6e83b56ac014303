/** What the page of a counter says by itself. Why something was refused is said by the hall. */
export const counterTexts = {
  counter: { id: 'Loket', en: 'Counter' },
  gone: {
    id: 'Loket ini tidak ada lagi di berkas situs.',
    en: 'The site file has no such counter any more.',
  },
  otherPages: { id: 'Halaman lain dan keluar', en: 'Other pages and log out' },
  nobody: { id: 'Belum ada nomor', en: 'No ticket' },
  now: { id: 'Sekarang di loket', en: 'At the counter now' },
  lastKnown: { id: 'Terakhir diketahui', en: 'Last known' },
  since: { id: 'sejak', en: 'since' },
  notKnown: { id: 'tidak diketahui', en: 'not known' },
  answer: { id: 'Jawaban', en: 'Answer' },
  away: {
    id: 'Pengendali tidak tersambung: tombol di halaman ini mati. Menyambung kembali ...',
    en: 'The controller is not connected: the keys of this page are off. Trying again ...',
  },
  unsent: {
    id: 'Tidak dikirim: pengendali tidak tersambung. Tekan lagi setelah tersambung.',
    en: 'Not sent: the controller is not connected. Press again once it is.',
  },
  unknown: {
    id: 'Jawabannya tidak datang, jadi belum tentu terjadi. Lihat nomor di atas sebelum menekan lagi.',
    en: 'No answer came, so it may or may not have happened. Look at the ticket above before you press again.',
  },
  waitingForAnswer: { id: 'Menunggu jawaban pengendali ...', en: 'Waiting for the controller to answer ...' },
  noBroker: {
    id: 'Broker MQTT terputus: tombol tetap bekerja, tetapi nomor dan antrean di halaman ini bisa tertinggal.',
    en: 'The MQTT broker is away: the keys work, but the ticket and the queues on this page may be out of date.',
  },
  atKeypad: { id: 'Dari tombol atau pemindai', en: 'At the keypad or scanner' },
  ownKeys: { id: 'Tombol loket ini', en: 'Keys of this counter' },
  otherKeys: { id: 'Fungsi lain', en: 'More functions' },
  typeNumber: { id: 'Ketik nomor', en: 'Type a number' },
  typed: { id: 'Diketik', en: 'Typed' },
  sendOn: { id: 'Pindahkan pengunjung', en: 'Send the visitor on' },
  target: { id: 'Tujuan', en: 'To' },
  chooseTarget: { id: 'Pilih tujuan', en: 'Choose where to' },
  chooseFirst: { id: 'Pilih tujuannya dahulu.', en: 'Choose where to first.' },
  sendLast: { id: 'Pindahkan', en: 'Send on' },
  sendFirst: { id: 'Pindahkan, didahulukan', en: 'Send on, as the first' },
  services: { id: 'Layanan', en: 'Services' },
  counters: { id: 'Loket', en: 'Counters' },
  queue: { id: 'Antrean loket ini', en: 'The queue of this counter' },
  service: { id: 'Layanan', en: 'Service' },
  waiting: { id: 'Menunggu', en: 'Waiting' },
  priority: { id: 'Prioritas', en: 'Priority' },
  longest: { id: 'Terlama', en: 'Longest' },
  minutes: { id: 'mnt', en: 'min' },
  sentHere: { id: 'Dipindahkan ke loket ini', en: 'Sent on to this counter' },
  parked: { id: 'Ditunda loket ini', en: 'Parked by this counter' },
  keypad: { id: 'Tombol di meja', en: 'Keys on the desk' },
  noKeypad: { id: 'Loket ini tidak punya tombol.', en: 'This counter has no keys.' },
  keypadWell: { id: 'Tombol di meja bekerja', en: 'The keys on the desk work' },
  keypadDead: { id: 'Tombol di meja tidak bekerja', en: 'The keys on the desk do not work' },
  keypadImpaired: { id: 'Tombol di meja terganggu', en: 'The keys on the desk have a fault' },
  keypadOff: { id: 'Tombol di meja dimatikan', en: 'The keys on the desk are switched off' },
  keypadUnknown: { id: 'Tombol di meja tidak diketahui', en: 'The keys on the desk are not known' },
  useThisPage: {
    id: 'Layani pengunjung dengan halaman ini sampai tombolnya diperbaiki.',
    en: 'Serve visitors with this page until the keys are mended.',
  },
  mends: { id: 'Yang memperbaiki', en: 'Who mends it' },
  shortcuts: { id: 'Pintasan papan ketik', en: 'Keyboard shortcuts' },
  shortcutsOn: { id: 'Pintasan: menyala', en: 'Shortcuts: on' },
  shortcutsOff: { id: 'Pintasan: mati', en: 'Shortcuts: off' },
  shortcutsHow: {
    id: 'Huruf atau angka pada tombol menekan tombol itu. Ditahan, ia tetap menekan sekali. Saat sebuah pilihan dibuka atau diketik, huruf tidak menekan apa pun.',
    en: 'The letter or digit on a key presses that key. Held down, it still presses once. While you choose from a list or type in a field, letters press nothing.',
  },
} as const;

/** The states of a counter. */
export const stateWords = {
  closed: { id: 'Tutup', en: 'Closed' },
  idle: { id: 'Buka, kosong', en: 'Open, free' },
  armed: { id: 'Siap menerima nomor berikutnya', en: 'Waits for the next ticket' },
  called: { id: 'Memanggil', en: 'Calls' },
  serving: { id: 'Melayani', en: 'Serves' },
  break: { id: 'Istirahat', en: 'On a break' },
} as const;

/** What came of a press, by the last of its events that has a name here. */
export const doneWords: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  'ticket.called': { id: 'dipanggil', en: 'is called' },
  'ticket.recalled': { id: 'dipanggil ulang', en: 'is called again' },
  'ticket.arrived': { id: 'sudah di loket', en: 'is at the counter' },
  'ticket.served': { id: 'selesai dilayani', en: 'is served' },
  'ticket.no-show': { id: 'dicatat tidak hadir', en: 'is noted as a no-show' },
  'ticket.returned': { id: 'kembali ke antrean', en: 'is back in the queue' },
  'ticket.parked': { id: 'ditunda', en: 'is parked' },
  'ticket.transferred': { id: 'dipindahkan', en: 'is sent on' },
  'counter.opened': { id: 'Loket dibuka', en: 'The counter is open' },
  'counter.closed': { id: 'Loket ditutup', en: 'The counter is closed' },
  'counter.break': { id: 'Loket istirahat', en: 'The counter has a break' },
  'counter.armed': {
    id: 'Loket siap menerima nomor berikutnya',
    en: 'The counter waits for the next ticket',
  },
};

/** Without one of these events: it was done, and nothing more is known of it. */
export const done = { id: 'Sudah dilakukan', en: 'Done' } as const;
