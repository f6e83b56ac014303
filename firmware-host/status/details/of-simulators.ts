/** What simulated hardware says in place of the edge; see detail-words.ts for the holes. */
export const ofSimulators: Readonly<Record<string, string>> = {
  'the device was unplugged': 'perangkat dicabut',
  'the device is unplugged': 'perangkat tercabut',
  'the device has no such feature report': 'perangkat tidak punya laporan fitur itu',
  'the device is open already': 'perangkat sudah terbuka',
  '{place} was unplugged': '{place} dicabut',
  '{place} is gone': '{place} hilang',
  '{place} is in use': '{place} sedang dipakai',
  '{place} is open already': '{place} sudah terbuka',
  '{place} is used by another program': '{place} dipakai program lain',
  '{place} refuses connections': '{place} menolak sambungan',
  '{place} did not end': '{place} tidak kunjung selesai',
  'nothing is plugged in at {text}': 'tidak ada yang terpasang di {text}',
  'there is no GPIO {n}': 'tidak ada GPIO {n}',
  'the line to the broker was pulled': 'kabel ke broker dicabut',
};
