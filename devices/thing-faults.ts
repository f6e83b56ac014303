import { entry, type FaultEntry } from './fault-entry.ts';

/** Faults of devices that speak MQTT. Part of the catalogue. */
export const thingFaults = {
  'thing.battery': entry(
    'warn',
    'clerk',
    'Baterai alat hampir habis: ganti baterainya.',
    'The battery of the device is nearly empty: replace it.',
  ),
  'thing.late': entry(
    'warn',
    'technician',
    'Tekanan tombol datang terlambat atau disimpan broker, jadi tidak dihitung: matikan retain pada alat, samakan jamnya, periksa Wi-Fi-nya.',
    'A press came late or was kept by the broker, so it did not count: switch retain off at the device, set its clock, check its Wi-Fi.',
  ),
  'thing.silent': entry(
    'warn',
    'technician',
    'Alat tidak berkabar lebih lama daripada silent_s: periksa dayanya dan Wi-Fi atau Zigbee-nya.',
    'The device has been silent for longer than silent_s: check its power, and its Wi-Fi or Zigbee.',
  ),
  'thing.unreadable': entry(
    'warn',
    'technician',
    'Pesan alat tidak seperti modelnya: periksa model: dan topic: di berkas situs, dan pengaturan alat.',
    'A message of the device is not as its model speaks: check model: and topic: in the site file, and the settings of the device.',
  ),
} as const satisfies Record<string, FaultEntry>;
