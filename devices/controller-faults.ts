import { type Entry, entry } from './fault-entry.ts';

/** What can be wrong with the machine, the process and the journal: a part of the fault catalogue. */
export const controllerFaults = {
  'inbox.overflow': entry(
    'error',
    'vendor',
    'Terlalu banyak masukan sekaligus; sebagian tidak diproses.',
    'Too much input at once; some of it was not processed.',
  ),
  'disk.fsync_slow': entry(
    'warn',
    'technician',
    'Penyimpanan lambat: nomor baru ditunda sampai catatan tersimpan. Bila sering terjadi, ganti kartu SD.',
    'The disk is slow: new tickets wait until it has caught up. If this happens often, replace the SD card.',
  ),
  'disk.low': entry(
    'error',
    'technician',
    'Ruang penyimpanan hampir habis: hapus berkas yang tidak diperlukan.',
    'The disk is nearly full: delete files that are not needed.',
  ),
  'disk.io_error': entry(
    'error',
    'technician',
    'Penyimpanan gagal menulis: nomor baru dihentikan. Mulai ulang pengendali; bila terulang, ganti kartu SD.',
    'The disk failed to write: no new tickets. Restart the controller; if it happens again, replace the SD card.',
  ),
  'disk.readonly': entry(
    'error',
    'technician',
    'Penyimpanan tidak dapat ditulisi: nomor baru dihentikan. Periksa kartu SD dan izin map data.',
    'The disk cannot be written to: no new tickets. Check the SD card and the permissions of the data folder.',
  ),
  'power.undervoltage': entry(
    'error',
    'technician',
    'Tegangan pengendali terlalu rendah: ganti catu daya atau kabelnya.',
    'The supply voltage of the controller is too low: replace the power supply or its cable.',
  ),
  'thermal.throttled': entry(
    'warn',
    'technician',
    'Prosesor diperlambat karena panas atau tegangan: bersihkan debu dan beri ruang udara.',
    'The processor is slowed down by heat or low voltage: clean out dust and give it air.',
  ),
  'clock.unsynced': entry(
    'warn',
    'technician',
    'Jam pengendali belum dipastikan benar: periksa jaringan ke server waktu (NTP).',
    'The clock of the controller is not known to be right: check the way to a time server (NTP).',
  ),
  'clock.stepped': entry(
    'warn',
    'auto',
    'Jam pengendali baru saja melompat; nomor dan urutan tidak terpengaruh.',
    'The clock of the controller jumped just now; numbers and order are not affected.',
  ),
  'loop.lag': entry(
    'warn',
    'vendor',
    'Pengendali terlambat menanggapi: lihat proses lain di mesin ini, dan laporkan bila terulang.',
    'The controller is slow to respond: see what else runs on this machine, and report it if it happens again.',
  ),
  'restart.unclean': entry(
    'warn',
    'technician',
    'Pengendali mati tanpa dihentikan: periksa listrik situs. Antrean sudah kembali seperti semula.',
    'The controller went down without being stopped: check the power of the site. The queues are as they were.',
  ),
  'restart.watchdog': entry(
    'error',
    'vendor',
    'Pengendali macet dan dimulai ulang oleh sistem. Laporkan dengan catatan lognya.',
    'The controller hung and was restarted by the system. Report it with the log.',
  ),
  'journal.in_use': entry(
    'error',
    'technician',
    'Map data sedang dipakai proses Loket lain: hentikan proses itu dahulu.',
    'Another Loket process uses this data folder: stop it first.',
  ),
  'journal.missing': entry(
    'error',
    'technician',
    'Jurnal hilang dari map data: kembalikan berkasnya, atau mulai dengan map data baru.',
    'The journal is gone from the data folder: put the file back, or start with a new data folder.',
  ),
  'journal.replaced': entry(
    'error',
    'technician',
    'Jurnal ini salinan lama atau milik pengendali lain: kembalikan yang terbaru. Bila sudah hilang: `loket accept-journal`.',
    'This journal is an older copy or belongs to another controller: put the latest one back. If it is lost: `loket accept-journal`.',
  ),
  'journal.damaged': entry(
    'error',
    'technician',
    'Sebagian jurnal rusak: kembalikan salinan yang utuh, atau mulai dengan map data baru.',
    'Part of the journal is damaged: put a sound copy back, or start with a new data folder.',
  ),
  'journal.newer': entry(
    'error',
    'technician',
    'Jurnal ini dibuat oleh versi Loket yang lebih baru: pasang versi itu.',
    'This journal was made by a newer version of Loket: install that version.',
  ),
  'journal.older': entry(
    'error',
    'technician',
    'Jurnal ini dari versi Loket yang lebih lama: `loket run` memperbaruinya saat mulai.',
    'This journal was made by an older version of Loket: `loket run` brings it up to date when it starts.',
  ),
  'journal.other_site': entry(
    'error',
    'technician',
    'Map data ini milik situs lain: pilih map lain dengan --data, atau periksa `site.id` di berkas situs.',
    'This data folder belongs to another site: choose another one with --data, or check `site.id` in the site file.',
  ),
  'journal.unsafe': entry(
    'error',
    'vendor',
    'Basis data tidak menyimpan dengan aman, jadi pengendali menolak berjalan.',
    'The database does not store safely, so the controller refuses to run.',
  ),
  'journal.gap': entry(
    'error',
    'vendor',
    'Urutan catatan jurnal terputus. Laporkan dengan catatan lognya.',
    'The journal was given records out of sequence. Report it with the log line.',
  ),
  'journal.stopped': entry(
    'error',
    'auto',
    'Jurnal berhenti; pengendali harus dimulai ulang.',
    'The journal has stopped; the controller has to be restarted.',
  ),
} as const satisfies Record<string, Entry>;
