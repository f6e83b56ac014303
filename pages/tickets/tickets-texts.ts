/** The days of a week by their ISO number, 1 = Monday. */
type DayName = (weekday: number) => string;

const dayNames = (names: readonly string[]): DayName => {
  return (weekday) => names[weekday - 1] ?? '';
};

/** `08.00` or `08:00`, from minutes since midnight. */
const clock = (mark: string) => (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => (part < 10 ? `0${part}` : String(part))).join(mark);

/** What the ticket machine on a screen says. `what` is why something is not possible, `todo` what helps. */
export const ticketsTexts = {
  id: {
    name: 'Bahasa Indonesia',
    title: 'Ambil nomor antrean',
    services: 'Layanan',
    touch: 'Sentuh layanan yang Anda perlukan.',
    priority: 'Prioritas',
    priorityOf: (service: string) => `Prioritas: ${service}`,
    whoHasPriority:
      'Prioritas: lansia 60 tahun ke atas, penyandang disabilitas, ibu hamil, anak balita, orang sakit.',
    waiting: (count: number) => (count === 0 ? 'Tidak ada antrean' : `${count} menunggu`),
    left: (count: number) => `Sisa ${count} nomor hari ini`,
    hours: (spans: string) => `Buka ${spans}`,
    hoursUntil: (spans: string, until: string) => `Buka ${spans}, nomor sampai ${until}`,
    always: 'Buka 24 jam',
    closedToday: 'Hari ini tutup',
    holidayToday: 'Hari ini libur',
    clock: clock('.'),
    today: (time: string) => `pukul ${time}`,
    tomorrow: (time: string) => `besok pukul ${time}`,
    onDay: (day: string, time: string) => `${day} pukul ${time}`,
    onDate: (day: string, date: number, month: string, time: string) =>
      `${day} ${date} ${month} pukul ${time}`,
    day: dayNames(['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu']),
    page: (at: number, all: number) => `Halaman ${at} dari ${all}`,
    before: 'Sebelumnya',
    after: 'Berikutnya',
    done: 'Selesai',
    back: 'Kembali',
    away: 'Mesin tiket sedang tidak tersambung.',
    awayTodo: 'Silakan ambil nomor pada petugas.',
    asked: 'Nomor Anda sedang diambil.',
    printing: 'Tiket Anda sedang dicetak.',
    moment: 'Tunggu sebentar.',
    slow: 'Tunggu; bila tiket tidak keluar, panggil petugas.',
    unanswered: 'Belum ada jawaban.',
    yourNumber: 'Nomor Anda',
    ahead: (count: number) =>
      count === 0 ? 'Tidak ada orang di depan Anda' : `Di depan Anda: ${count} orang`,
    estimate: (wait: string) => `Perkiraan menunggu ${wait}`,
    takePaper: 'Ambil tiket Anda dari printer.',
    noPaper: 'Tidak ada tiket kertas: ingat atau catat nomor ini.',
    doubtful: 'Tiket ini belum pasti tercetak.',
    doubtfulTodo: 'Nomornya belum masuk antrean. Tiket keluar atau tidak, panggil petugas.',
    voided: 'Tiket tidak tercetak, dan nomornya dibatalkan.',
    voidedTodo: 'Coba lagi. Bila gagal lagi, panggil petugas.',
    paperOut: 'Kertas habis: panggil petugas.',
    coverOpen: 'Penutup printer terbuka: panggil petugas.',
    printerGone: 'Printer terputus: panggil petugas.',
    printerNotReady: 'Printer belum siap: panggil petugas.',
    callStaff: 'Panggil petugas.',
    comeBack: (opens: string) => `Silakan kembali ${opens}.`,
    refusal: {
      closed: (opens: string | undefined) => (opens === undefined ? 'Tutup.' : `Tutup. Buka ${opens}.`),
      forced: 'Tutup sementara.',
      forcedTodo: 'Tanyakan kepada petugas.',
      pause: (opens: string | undefined) =>
        opens === undefined ? 'Sedang istirahat.' : `Istirahat. Buka lagi ${opens}.`,
      holiday: (opens: string | undefined) =>
        opens === undefined ? 'Hari ini libur.' : `Hari ini libur. Buka ${opens}.`,
      cutoff: 'Pengambilan nomor hari ini sudah ditutup.',
      cutoffTodo: 'Nomor yang sudah diambil tetap dilayani.',
      quota: 'Kuota hari ini sudah habis.',
      quotaButPriority: 'Kuota hari ini sudah habis, kecuali prioritas.',
      priorityQuota: 'Kuota prioritas hari ini sudah habis.',
      priorityQuotaTodo: 'Ambil nomor biasa, atau tanyakan kepada petugas.',
      numbers: 'Nomor hari ini sudah habis.',
      notStored: 'Nomor tidak dapat diberikan sekarang.',
      busy: 'Mesin sedang sibuk.',
      again: 'Tunggu sebentar, lalu coba lagi.',
      unknown: 'Layanan ini sudah tidak ada.',
      other: 'Nomor tidak diberikan.',
    },
  },
  en: {
    name: 'English',
    title: 'Take a ticket',
    services: 'Services',
    touch: 'Touch the service that you need.',
    priority: 'Priority',
    priorityOf: (service: string) => `Priority: ${service}`,
    whoHasPriority:
      'Priority: people of 60 and over, with a disability, pregnant, with a child under 5, or ill.',
    waiting: (count: number) => (count === 0 ? 'Nobody is waiting' : `${count} waiting`),
    left: (count: number) => (count === 1 ? '1 ticket left today' : `${count} tickets left today`),
    hours: (spans: string) => `Open ${spans}`,
    hoursUntil: (spans: string, until: string) => `Open ${spans}, tickets until ${until}`,
    always: 'Open 24 hours',
    closedToday: 'Closed today',
    holidayToday: 'Closed today: a holiday',
    clock: clock(':'),
    today: (time: string) => `at ${time}`,
    tomorrow: (time: string) => `tomorrow at ${time}`,
    onDay: (day: string, time: string) => `on ${day} at ${time}`,
    onDate: (day: string, date: number, month: string, time: string) =>
      `on ${day} ${date} ${month} at ${time}`,
    day: dayNames(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']),
    page: (at: number, all: number) => `Page ${at} of ${all}`,
    before: 'Previous',
    after: 'Next',
    done: 'Done',
    back: 'Back',
    away: 'The ticket machine is not connected.',
    awayTodo: 'Please take a number from the staff.',
    asked: 'Your number is being taken.',
    printing: 'Your ticket is being printed.',
    moment: 'One moment.',
    slow: 'Please wait; if no ticket comes out, call the staff.',
    unanswered: 'There is no answer yet.',
    yourNumber: 'Your number',
    ahead: (count: number) =>
      count === 0
        ? 'Nobody is ahead of you'
        : count === 1
          ? '1 person is ahead of you'
          : `${count} people are ahead of you`,
    estimate: (wait: string) => `Expected wait ${wait}`,
    takePaper: 'Take your ticket from the printer.',
    noPaper: 'There is no paper ticket: remember this number or write it down.',
    doubtful: 'This ticket may not have been printed.',
    doubtfulTodo: 'Its number is not in the queue yet. Whether it came out or not, call the staff.',
    voided: 'The ticket was not printed, and its number is void.',
    voidedTodo: 'Try again. If it fails again, call the staff.',
    paperOut: 'Paper is out: call the staff.',
    coverOpen: 'The cover of the printer is open: call the staff.',
    printerGone: 'The printer is disconnected: call the staff.',
    printerNotReady: 'The printer is not ready: call the staff.',
    callStaff: 'Call the staff.',
    comeBack: (opens: string) => `Please come back ${opens}.`,
    refusal: {
      closed: (opens: string | undefined) => (opens === undefined ? 'Closed.' : `Closed. Opens ${opens}.`),
      forced: 'Closed for now.',
      forcedTodo: 'Ask the staff.',
      pause: (opens: string | undefined) =>
        opens === undefined ? 'On a break.' : `Break. Open again ${opens}.`,
      holiday: (opens: string | undefined) =>
        opens === undefined ? 'Closed today: a holiday.' : `Closed today: a holiday. Opens ${opens}.`,
      cutoff: 'No more tickets are given today.',
      cutoffTodo: 'Tickets already taken are still served.',
      quota: 'No tickets are left for today.',
      quotaButPriority: 'Only priority tickets are left for today.',
      priorityQuota: 'No priority tickets are left for today.',
      priorityQuotaTodo: 'Take an ordinary ticket, or ask the staff.',
      numbers: 'No numbers are left for today.',
      notStored: 'No tickets can be given just now.',
      busy: 'The machine is busy.',
      again: 'Wait a moment, then try again.',
      unknown: 'This service is no longer there.',
      other: 'No ticket was given.',
    },
  },
} as const;

export type TicketLanguage = keyof typeof ticketsTexts;
