/**
 * The lines of the log that have no code of the fault catalogue, in Indonesian; in the log itself they are English, for
 * whoever searches it. A test fails when a line is written that has no words here.
 */
export const logTexts: Readonly<Record<string, string>> = {
  online: 'bekerja',
  'the board is served now': 'papan untuk pengunjung sekarang tersedia',
  'the pages are served now': 'halaman balai sekarang tersedia',
  'the MQTT port is open now': 'port MQTT sekarang terbuka',
  'records of old days were removed': 'catatan hari-hari lama dihapus',
  'the journal is not the one whose ratings were counted: counting goes on at its end':
    'jurnal ini bukan yang penilaiannya sudah dihitung: hitungan dilanjutkan dari akhirnya',
  'systemd was not told': 'systemd tidak diberi tahu',
  'what the process waits for': 'yang ditunggu program',
  'the process was held up': 'program tertahan',
  'the watchdog is not fed': 'program macet: pengawas tidak diberi kabar',
  'a command was refused': 'perintah ditolak',
  'a command failed': 'perintah gagal',
  'an MQTT client was refused': 'klien MQTT ditolak',
  'a browser was refused': 'peramban ditolak',
  'the journal has failed: no more tickets are issued until a restart':
    'jurnal gagal: nomor baru dihentikan sampai dinyalakan ulang',
  'the edited site file is in force': 'berkas situs yang diubah sudah berlaku',
  'too much input at once: dropped': 'terlalu banyak masukan sekaligus: diabaikan',
};
