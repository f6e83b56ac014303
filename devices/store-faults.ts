import { entry, type FaultEntry } from './fault-entry.ts';

/** Faults of the store of the office, where events and history of all sites are kept: a part of the fault catalogue. */
export const storeFaults = {
  'store.away': entry(
    'error',
    'auto',
    'Penyimpanan kantor tidak terjangkau atau terlalu lambat; dicoba lagi, dan situs menyimpan kejadiannya. Periksa server PostgreSQL dan jaringan ke sana.',
    'The store of the office cannot be reached or is too slow; it is tried again, and the sites keep their events. Check the PostgreSQL server and the network to it.',
  ),
  'store.full': entry(
    'error',
    'technician',
    'Penyimpanan kantor penuh: tambah ruang, atau simpan kejadian lebih pendek. Situs menyimpan kejadiannya sampai ada ruang.',
    'The store of the office is full: give it more room, or keep events for fewer days. The sites keep their events until there is room.',
  ),
  'store.error': entry(
    'error',
    'technician',
    'Penyimpanan kantor menolak atau gagal: lakukan yang disebut pesan ini, lalu mulai ulang kantor.',
    'The store of the office refuses or fails: do what the message says, then restart the office.',
  ),
  'store.not-ours': entry(
    'warn',
    'auto',
    'Proses kantor lain sudah mengambil alih situs ini; tidak ada yang ditulis dua kali. Bila sering terjadi, mesin ini terlalu sibuk atau jaringannya putus-putus.',
    'Another process of the office has taken over these sites; nothing is written twice. If this happens often, this machine is too busy or its network comes and goes.',
  ),
} as const satisfies Record<string, FaultEntry>;
