/**
 * Why a command was not carried out, in words an officer understands, and as up to four glyphs that seven segments
 * can show. A refusal changes nothing.
 */
export const refusals = {
  'nobody-waiting': { glyphs: '----', id: 'Tidak ada yang menunggu.', en: 'Nobody is waiting.' },
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
  'counter-closed': { glyphs: 'CLSd', id: 'Loket ini tutup.', en: 'This counter is closed.' },
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
  'not-printed-yet': {
    glyphs: 'Prnt',
    id: 'Nomor itu belum selesai dicetak.',
    en: 'That ticket is still being printed.',
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
  'no-day-yet': {
    glyphs: 'Err',
    id: 'Hari layanan belum dibuka.',
    en: 'The business day has not been opened.',
  },
  'day-not-later': {
    glyphs: 'Err',
    id: 'Hari layanan hanya bisa maju.',
    en: 'The business day only moves forward.',
  },
  'already-so': { glyphs: '----', id: 'Sudah demikian.', en: 'It is so already.' },
} as const;

export type RefusalCode = keyof typeof refusals;
