import { signal } from '@preact/signals';
import type { Bilingual } from '../../office/web/office-messages.ts';
import { reportTexts } from './report-texts.ts';
import { satisfactionTexts } from './satisfaction-texts.ts';

/** The page's own texts. Those of verdicts, reasons and faults come from the office. */
const texts = {
  office: ['Kantor Loket', 'Loket office'],
  skip: ['Langsung ke isi', 'Skip to the content'],
  overview: ['Ringkasan', 'Overview'],
  map: ['Peta', 'Map'],
  incidents: ['Insiden', 'Incidents'],
  inventory: ['Inventaris', 'Inventory'],
  windows: ['Perawatan', 'Maintenance'],
  logIn: ['Masuk', 'Log in'],
  logOut: ['Keluar', 'Log out'],
  name: ['Nama', 'Name'],
  password: ['Kata sandi', 'Password'],
  refusedLogin: ['Nama atau kata sandi salah.', 'The name or the password is wrong.'],
  tooMany: ['Terlalu banyak percobaan. Tunggu sebentar.', 'Too many attempts. Wait a moment.'],
  failed: [
    'Tidak berhasil; tidak ada yang berubah. Coba lagi.',
    'That did not work, and nothing has changed. Try again.',
  ],
  lost: [
    'Halaman ini kehilangan server-nya. Yang terlihat adalah keadaan pukul',
    'This page has lost its server. What is shown is how things were at',
  ],
  connecting: ['Menyambung ke kantor ...', 'Connecting to the office ...'],
  listening: ['Mendengarkan sejak', 'Listening since'],
  deaf: [
    'Kantor tidak tersambung ke broker: keadaan situs tidak diketahui.',
    'The office has no line to its broker: how the sites are is not known.',
  ],
  everywhere: ['semua wilayah', 'all regions'],
  language: ['Bahasa', 'Language'],
  sites: ['Situs', 'Sites'],
  site: ['Situs', 'Site'],
  search: ['Cari situs atau wilayah', 'Find a site or region'],
  all: ['Semua', 'All'],
  nothingFound: ['Tidak ada situs yang cocok.', 'No site matches.'],
  noSites: ['Belum ada situs yang terdengar.', 'No site has been heard yet.'],
  noIncidents: ['Tidak ada insiden terbuka.', 'No open incidents.'],
  openIncidents: ['Insiden terbuka', 'Open incidents'],
  pastIncidents: ['Insiden tujuh hari terakhir', 'Incidents of the last seven days'],
  newIncident: ['Insiden baru', 'New incident'],
  waiting: ['menunggu', 'waiting'],
  longest: ['terlama', 'longest'],
  surge: ['lonjakan', 'surge'],
  surging: ['situs dengan lonjakan', 'sites with a surge'],
  devices: ['Perangkat', 'Devices'],
  device: ['Perangkat', 'Device'],
  unwell: ['bermasalah', 'unwell'],
  since: ['sejak', 'since'],
  knownAt: ['diketahui', 'known'],
  until: ['Sampai', 'Until'],
  open: ['terbuka', 'open'],
  closed: ['selesai', 'over'],
  mends: ['Yang memperbaiki', 'Who mends it'],
  confidence: ['Keyakinan', 'Confidence'],
  mayBe: ['Mungkin', 'It may be'],
  otherwise: ['Tanpa perawatan', 'Without maintenance'],
  evidence: ['Bukti', 'Evidence'],
  notKnown: ['tidak diketahui', 'not known'],
  notJudged: ['tidak dinilai', 'not judged'],
  lastHeard: ['Terakhir terdengar', 'Last heard'],
  notHeard: ['tidak sejak kantor mendengarkan', 'not since the office listens'],
  history: ['Riwayat', 'History'],
  noHistory: [
    'Riwayat tidak dapat dibaca sekarang. Yang di atas tetap berlaku.',
    'The history cannot be read now. What stands above is still right.',
  ],
  day: ['24 jam', '24 hours'],
  week: ['7 hari', '7 days'],
  queues: ['Antrean', 'Queues'],
  service: ['Layanan', 'Service'],
  lastWord: [
    'Kabar terakhir situs ini; keadaan sekarang tidak diketahui.',
    'The last that this site said; how it is now is not known.',
  ],
  issued: ['dikeluarkan hari ini', 'issued today'],
  quotaLeft: ['sisa kuota', 'quota left'],
  noQuota: ['tanpa kuota', 'no quota'],
  counters: ['Loket', 'Counters'],
  countersOpen: ['buka', 'open'],
  shut: ['tutup', 'closed'],
  noQueues: ['Belum ada angka antrean.', 'No queue figures yet.'],
  noDevices: ['Belum ada perangkat yang terdengar.', 'No devices have been heard yet.'],
  version: ['Versi', 'Version'],
  versions: ['Versi yang dipakai', 'Versions in use'],
  siteHash: ['Berkas situs', 'Site file'],
  os: ['Sistem', 'System'],
  kinds: ['Jenis perangkat', 'Kinds of devices'],
  region: ['Wilayah', 'Region'],
  noRegion: ['tanpa wilayah', 'no region'],
  back: ['Kembali', 'Back'],
  unknownSite: ['Situs ini tidak dikenal.', 'There is no such site.'],
  flaps: ['kembali', 'came back'],
  times: ['kali', 'times'],
  quiet: ['tanpa alarm', 'no alarm'],
  below: ['dijelaskan oleh ini', 'explained by this'],
  turnedOut: ['Ternyata', 'It turned out to be'],
  acknowledge: ['Tangani', 'Acknowledge'],
  acknowledged: ['menangani', 'acknowledged'],
  comment: ['Komentar', 'Comment'],
  commentHint: ['Komentar (boleh kosong)', 'Comment (may be empty)'],
  send: ['Simpan', 'Save'],
  cancel: ['Batal', 'Cancel'],
  noPlace: ['situs tanpa koordinat', 'sites without coordinates'],
  mapWhy: [
    'Dari koordinat di berkas situs. Bentuk dan warna berarti sama.',
    'From the coordinates of the site files. Shape and colour mean the same.',
  ],
  planned: ['Direncanakan', 'Planned'],
  running: ['Berlangsung', 'Running'],
  past: ['Selesai', 'Over'],
  noWindows: ['Tidak ada jendela perawatan.', 'There are no maintenance windows.'],
  plan: ['Rencanakan perawatan', 'Plan maintenance'],
  planWhy: [
    'Selama perawatan, gangguan diukur tetapi tidak membunyikan alarm.',
    'During maintenance, faults are measured and not alarmed.',
  ],
  of: ['Untuk', 'Of'],
  from: ['Mulai', 'From'],
  why: ['Alasan', 'Reason'],
  end: ['Akhiri', 'End'],
  badField: ['Periksa isian ini: ada yang salah.', 'Check what was entered: something is wrong.'],
  noSuch: ['Situs atau wilayah itu tidak ada.', 'There is no such site or region.'],
  help: ['Tombol', 'Keys'],
  close: ['Tutup', 'Close'],
  keyRows: ['baris berikutnya, sebelumnya', 'next row, previous row'],
  keyOpen: ['buka situs', 'open the site'],
  keySearch: ['cari', 'search'],
  keyViews: ['pindah tampilan', 'change the view'],
  keyIncidents: ['ke insiden pertama', 'to the first incident'],
  keyAcknowledge: ['tangani insiden yang dipilih', 'acknowledge the selected incident'],
  keyBack: ['kembali, tutup, hapus pencarian', 'back, close, clear the search'],
  keyHelp: ['bantuan ini', 'this help'],
  more: ['lagi', 'more'],
  ...reportTexts,
  ...satisfactionTexts,
} as const satisfies Record<string, Bilingual>;

export type TextName = keyof typeof texts;
export type Language = 'id' | 'en';

const kept = 'loket-language';
const before = localStorage.getItem(kept);

export const language = signal<Language>(before === 'en' ? 'en' : 'id');

/** Changes the language, also for the next visit. */
export function setLanguage(to: Language): void {
  language.value = to;
  document.documentElement.lang = to;
  localStorage.setItem(kept, to);
}

document.documentElement.lang = language.value;

export function inLanguage(words: Bilingual): string {
  return words[language.value === 'id' ? 0 : 1];
}

export function say(name: TextName): string {
  return inLanguage(texts[name]);
}
