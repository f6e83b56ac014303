import { type Entry, entry } from './entry.ts';

/** What can be wrong with the line to the central office. */
export const uplinkFaults = {
  'uplink.tls': entry(
    'error',
    'technician',
    'Sambungan aman ke kantor pusat gagal: periksa sertifikat, nama server dan jam pengendali.',
    'No secure connection to the central office: check the certificates, the server name and the clock.',
  ),
  'uplink.auth': entry(
    'error',
    'technician',
    'Kantor pusat menolak nama atau sandi pengendali ini: periksa bagian uplink di berkas situs.',
    'The central office refuses the name or password of this controller: check uplink in the site file.',
  ),
  'uplink.refused': entry(
    'error',
    'technician',
    'Broker kantor pusat menolak pesan; kejadian tetap tersimpan. Izinkan baca dan tulis loket/v1/SITUS/# untuk pengendali ini.',
    'The central broker refuses messages; events stay in the journal. Allow this controller to read and write loket/v1/SITE/#.',
  ),
  'backlog.high': entry(
    'warn',
    'technician',
    'Banyak kejadian belum terkirim ke kantor pusat: periksa jaringan.',
    'Many events have not reached the central office yet: check the network.',
  ),
} as const satisfies Record<string, Entry>;
