import type { Cause, Command } from './commands.ts';

/**
 * Why a command was not carried out, in words an officer understands, and as up to four glyphs that seven segments
 * can show. A refusal changes nothing.
 */
export const refusals = {
  'nobody-waiting': { glyphs: '----', id: 'Tidak ada yang menunggu.', en: 'Nobody is waiting.' },
  'nobody-parked': {
    glyphs: '----',
    id: 'Tidak ada nomor yang ditunda loket ini.',
    en: 'This counter has parked no ticket.',
  },
  'no-ticket-here': {
    glyphs: '----',
    id: 'Tidak ada nomor di loket ini.',
    en: 'There is no ticket at this counter.',
  },
  'ticket-still-open': {
    glyphs: 'End',
    id: 'Selesaikan dahulu nomor yang sedang dilayani.',
    en: 'End the ticket at the counter first.',
  },
  'visitor-arrived': {
    glyphs: 'End',
    id: 'Pengunjung sudah di loket: selesaikan nomornya.',
    en: 'The visitor is at the counter: end the ticket instead.',
  },
  'pressed-twice': {
    glyphs: '----',
    id: 'Tombol tertekan dua kali: hanya yang pertama berlaku.',
    en: 'Pressed twice: only the first press counts.',
  },
  'counter-closed': { glyphs: 'CLSd', id: 'Loket ini tutup.', en: 'This counter is closed.' },
  'no-counter-open': { glyphs: 'CLSd', id: 'Semua loket tutup.', en: 'All counters are closed.' },
  'unknown-counter': { glyphs: 'Err', id: 'Loket tidak dikenal.', en: 'There is no such counter.' },
  'unknown-service': { glyphs: 'Err', id: 'Layanan tidak dikenal.', en: 'There is no such service.' },
  'unknown-ticket': { glyphs: 'Err', id: 'Nomor tidak dikenal.', en: 'There is no such ticket.' },
  'ambiguous-ticket': {
    glyphs: 'Err',
    id: 'Lebih dari satu nomor cocok: ketik nomor lengkap.',
    en: 'More than one ticket fits: give the whole number.',
  },
  'ticket-elsewhere': {
    glyphs: 'Err',
    id: 'Nomor itu sedang dilayani di loket lain.',
    en: 'That ticket is at another counter.',
  },
  'ticket-ended': { glyphs: 'Err', id: 'Nomor itu sudah selesai.', en: 'That ticket has ended.' },
  'wrong-ticket': {
    glyphs: 'Err',
    id: 'Bukan nomor yang dipanggil loket ini.',
    en: 'Not the ticket this counter called.',
  },
  'ticket-other-day': {
    glyphs: 'Err',
    id: 'Tiket ini dari hari lain: ambil nomor baru.',
    en: 'This ticket is of another day: take a new one.',
  },
  'not-printed-yet': {
    glyphs: 'Prnt',
    id: 'Nomor itu belum selesai dicetak.',
    en: 'That ticket is still being printed.',
  },
  'printed-already': {
    glyphs: 'Err',
    id: 'Nomor itu sudah dicetak: batalkan saja bila tidak dipakai.',
    en: 'That ticket is printed: cancel it if it is not wanted.',
  },
  'recall-too-soon': {
    glyphs: '----',
    id: 'Tunggu sebentar sebelum memanggil ulang.',
    en: 'Wait a moment before calling again.',
  },
  'recall-used-up': {
    glyphs: 'Full',
    id: 'Sudah dipanggil ulang sebanyak yang diizinkan.',
    en: 'Called again as often as allowed.',
  },
  'service-closed': { glyphs: 'CLSd', id: 'Layanan ini tutup.', en: 'This service is closed.' },
  'service-break': { glyphs: 'CLSd', id: 'Layanan ini sedang istirahat.', en: 'This service has a break.' },
  holiday: { glyphs: 'CLSd', id: 'Hari ini libur.', en: 'The hall is closed today: a holiday.' },
  'past-cutoff': {
    glyphs: 'CLSd',
    id: 'Pengambilan nomor hari ini sudah ditutup.',
    en: 'No more tickets are given today.',
  },
  'quota-used-up': { glyphs: 'Full', id: 'Kuota hari ini sudah habis.', en: "Today's quota is used up." },
  'numbers-used-up': {
    glyphs: 'Full',
    id: 'Nomor hari ini sudah habis.',
    en: "Today's numbers are used up.",
  },
  'printer-not-ready': {
    glyphs: 'Prnt',
    id: 'Printer belum siap: periksa kertas dan kabelnya.',
    en: 'The printer is not ready: see to its paper and cable.',
  },
  'journal-slow': {
    glyphs: 'Err',
    id: 'Penyimpanan sedang lambat: coba lagi sebentar.',
    en: 'The storage is slow just now: try again in a moment.',
  },
  'journal-failed': {
    glyphs: 'Err',
    id: 'Data tidak dapat disimpan: nomor baru tidak diberikan. Panggil teknisi.',
    en: 'Nothing can be stored: no new numbers are given. Call a technician.',
  },
  'restored-copy': {
    glyphs: 'Err',
    id: 'Pengendali ini dipulihkan dari cadangan dan belum boleh melayani. Panggil teknisi.',
    en: 'This controller was restored from a backup and may not serve yet. Call a technician.',
  },
  'booking-unknown': {
    glyphs: 'Err',
    id: 'Kode pendaftaran tidak dikenal.',
    en: 'This booking code is not known.',
  },
  'bookings-unavailable': {
    glyphs: 'Err',
    id: 'Pendaftaran tidak dapat diperiksa sekarang: hubungi petugas.',
    en: 'Bookings cannot be looked up just now: ask the staff.',
  },
  'booking-other-day': {
    glyphs: 'Err',
    id: 'Kode pendaftaran ini bukan untuk hari ini.',
    en: 'This booking is for another day.',
  },
  'booking-too-early': {
    glyphs: 'Err',
    id: 'Belum waktunya: datang kembali mendekati jam pendaftaran.',
    en: 'Too early: come back closer to the booked time.',
  },
  'booking-too-late': {
    glyphs: 'Err',
    id: 'Waktu pendaftaran sudah lewat: ambil nomor biasa.',
    en: 'The booked time has passed: take an ordinary ticket.',
  },
  'booking-used': {
    glyphs: 'Err',
    id: 'Kode pendaftaran ini sudah mendapat nomor hari ini.',
    en: 'This booking has its ticket for today already.',
  },
  'not-a-date': {
    glyphs: 'Err',
    id: 'Bukan tanggal: tulis seperti 2026-09-20.',
    en: 'Not a date: write it like 2026-09-20.',
  },
  'day-not-later': {
    glyphs: 'Err',
    id: 'Hari layanan hanya bisa maju, atau kembali ke tanggal jam bila hari itu mendahuluinya.',
    en: 'The business day only moves forward, or back to the date of the clock when it is ahead of that.',
  },
  'already-so': { glyphs: '----', id: 'Sudah demikian.', en: 'It is so already.' },
} as const;

export type RefusalCode = keyof typeof refusals;

/** A refusal, and the place of the refused press, scan or command. A check-in can be refused before it is a command. */
export interface Refused {
  readonly asked: Command['type'] | 'check-in';
  readonly code: RefusalCode;
  readonly cause: Cause;
  readonly device: string | undefined;
  readonly counter: string | undefined;
}
