import type { Title } from '../messages/event-table.ts';

/**
 * Why a command was not accepted, besides the queue's refusals and the fault codes. Codes are stable: clients depend on
 * them. A command answered with one of these has changed nothing, except for `outcome-unknown`.
 */
export const commandErrors = {
  'not-json': {
    id: 'Bukan objek JSON dalam UTF-8.',
    en: 'Not a JSON object in UTF-8.',
  },
  'too-long': {
    id: 'Perintah terlalu panjang: paling banyak 64 KiB.',
    en: 'The command is too long: 64 KiB at most.',
  },
  'too-deep': {
    id: 'Perintah bersarang terlalu dalam.',
    en: 'The command is nested too deeply.',
  },
  'not-text': {
    id: 'Ada teks yang bukan Unicode yang utuh.',
    en: 'A text in it is not well-formed Unicode.',
  },
  'bad-id': {
    id: 'Field id harus ada: 1 sampai 64 karakter ASCII tanpa spasi, berbeda untuk setiap perintah.',
    en: 'The field id is needed: 1 to 64 ASCII characters without spaces, a different one for each command.',
  },
  'id-reused': {
    id: 'Id ini sudah dipakai untuk perintah lain.',
    en: 'This id was used for another command.',
  },
  'unknown-command': {
    id: 'Perintah ini tidak ada.',
    en: 'There is no such command.',
  },
  'unknown-field': {
    id: 'Perintah ini tidak punya field itu',
    en: 'The command has no such field',
  },
  'bad-field': {
    id: 'Isi field ini salah atau belum ada',
    en: 'This field is missing or invalid',
  },
  expired: {
    id: 'Perintah datang terlambat: tidak dijalankan.',
    en: 'The command came too late and was not carried out.',
  },
  retained: {
    id: 'Perintah tidak boleh retained: kirim tanpa retain.',
    en: 'A command must not be retained: send it without the retain flag.',
  },
  busy: {
    id: 'Terlalu banyak perintah sekaligus: coba lagi sebentar.',
    en: 'Too many commands at once: try again in a moment.',
  },
  'outcome-unknown': {
    id: 'Belum ada hasil: lihat keadaan sebelum mencoba lagi.',
    en: 'The outcome is not known yet: check the states before trying again.',
  },
  'unknown-device': {
    id: 'Perangkat tidak dikenal.',
    en: 'There is no such device.',
  },
  'not-testable': {
    id: 'Perangkat ini tidak bisa diuji dari jauh: tekan tombolnya atau pindai sesuatu.',
    en: 'This device cannot be tested remotely: press one of its keys, or scan something.',
  },
  'no-voice': {
    id: 'Situs ini tidak bersuara: belum ada bagian voice atau pengeras suara di berkas situs.',
    en: 'This site has no voice: its site file has no part voice, or no speakers.',
  },
  'no-speaker': {
    id: 'Zona ini tidak punya pengeras suara.',
    en: 'This zone has no speaker.',
  },
  'unknown-text': {
    id: 'Teks ini tidak ada di voice.texts pada berkas situs.',
    en: 'There is no such text in voice.texts of the site file.',
  },
  'unknown-zone': {
    id: 'Zona ini tidak ada di berkas situs.',
    en: 'There is no such zone in the site file.',
  },
  'quiet-hours': {
    id: 'Sekarang jam tenang (voice.quiet): tidak ada yang diumumkan.',
    en: 'These are quiet hours (voice.quiet): nothing is announced.',
  },
  'nothing-to-replay': {
    id: 'Tidak ada catatan dengan nomor itu.',
    en: 'There are no records with these numbers.',
  },
  'no-log-level': {
    id: 'Tingkat log tidak bisa diubah di sini.',
    en: 'The log level cannot be changed here.',
  },
  failed: {
    id: 'Perintah gagal. Laporkan dengan catatan lognya.',
    en: 'The command failed. Report it with the log line.',
  },
} as const satisfies { readonly [code: string]: Title };

export type CommandErrorCode = keyof typeof commandErrors;
