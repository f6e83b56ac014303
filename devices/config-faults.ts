import { entry, type FaultEntry } from './fault-entry.ts';

/** Faults of the site file while the hall runs: a part of the fault catalogue. */
export const configFaults = {
  'config.invalid': entry(
    'error',
    'technician',
    'Berkas situs masih memuat kesalahan. Perbaiki baris yang disebut.',
    'The site file has errors. Fix the lines listed.',
  ),
  'config.invalid_kept_old': entry(
    'warn',
    'technician',
    'Berkas situs yang baru memuat kesalahan; yang lama tetap berlaku. Perbaiki baris yang disebut (`loket check`).',
    'The new site file has errors; the old one stays in force. Fix the lines listed (`loket check`).',
  ),
  'config.needs_restart': entry(
    'warn',
    'technician',
    'Perubahan ini perlu mulai ulang pengendali; sampai itu berkas lama tetap berlaku.',
    'This change needs a restart of the controller; until then the old site file stays in force.',
  ),
  'config.in_use': entry(
    'warn',
    'technician',
    'Loket atau layanan yang dihapus masih dipakai: tutup loketnya dan layani pengunjungnya, lalu muat ulang.',
    'A counter or service that was removed is still in use: close it and serve its visitors, then reload.',
  ),
  'board.logo': entry(
    'warn',
    'technician',
    'Logo papan tidak dapat dipakai; papan berjalan tanpa logo. `loket check` menyebut sebabnya.',
    'The logo of the board cannot be used; the board runs without it. `loket check` says why.',
  ),
  'ticket.logo': entry(
    'warn',
    'technician',
    'Logo tiket tidak dapat dipakai; tiket tercetak tanpa logo. `loket check` menyebut sebabnya.',
    'The logo of the tickets cannot be used; tickets print without it. `loket check` says why.',
  ),
} as const satisfies Record<string, FaultEntry>;
