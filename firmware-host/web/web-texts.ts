import type { Said } from '../../config/texts/words.ts';

/** What the server of the pages says by itself: its login page, and why it refuses something. */
export const webTexts = {
  title: { id: 'Masuk', en: 'Log in' },
  pages: { id: 'Halaman balai', en: 'The pages of this hall' },
  name: { id: 'Nama', en: 'Name' },
  password: { id: 'Kata sandi', en: 'Password' },
  enter: { id: 'Masuk', en: 'Log in' },
  leave: { id: 'Keluar', en: 'Log out' },
  wrong: { id: 'Nama atau kata sandi salah.', en: 'The name or the password is wrong.' },
  'too-many': {
    id: 'Terlalu banyak percobaan: tunggu sebentar, lalu coba lagi.',
    en: 'Too many attempts: wait a little, then try again.',
  },
  'bad-request': { id: 'Permintaan ini tidak dapat dibaca.', en: 'This request cannot be read.' },
  'too-long': { id: 'Permintaan ini terlalu panjang.', en: 'This request is too long.' },
  role: { id: 'Akun ini tidak boleh membuka halaman itu.', en: 'This account may not open that page.' },
  noAccounts: {
    id: 'Situs ini belum punya pengguna: halamannya hanya terbuka di mesin pengendali sendiri. Tulis users di mqtt pada berkas situs.',
    en: 'This site has no users: its pages open only on the controller itself. Write users under mqtt in the site file.',
  },
  noLogin: {
    id: 'Balai ini disimulasikan: di mesin ini semua halamannya terbuka tanpa masuk.',
    en: 'This hall is simulated: on this machine all its pages open without a login.',
  },
  unknown: { id: 'Halaman ini tidak ada.', en: 'There is no such page.' },
  failed: {
    id: 'Tidak berhasil: coba lagi sebentar.',
    en: 'That did not work: try again in a moment.',
  },
  simulation: { id: 'Balai simulasi', en: 'Simulated hall' },
  board: { id: 'Papan antrean', en: 'Board' },
  status: { id: 'Keadaan balai', en: 'State of the hall' },
  counter: { id: 'Loket', en: 'Counter' },
  tickets: { id: 'Ambil nomor', en: 'Take a ticket' },
  rating: { id: 'Papan penilaian', en: 'Rating pad' },
} as const satisfies Readonly<Record<string, Said>>;

/** Why an order of a page goes no further than the page's server. */
export const orderRefusals = {
  role: { id: 'Akun ini tidak boleh melakukannya.', en: 'This account may not do that.' },
  'not-here': {
    id: 'Itu tidak dapat dilakukan dari halaman ini.',
    en: 'That cannot be done from this page.',
  },
  'too-often': {
    id: 'Terlalu cepat: tunggu sebentar, lalu coba lagi.',
    en: 'Too fast: wait a moment, then try again.',
  },
  'bad-line': { id: 'Permintaan ini tidak dapat dibaca.', en: 'This request cannot be read.' },
} as const satisfies Readonly<Record<string, Said>>;
