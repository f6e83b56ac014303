import { entry } from './fault-entry.ts';

/**
 * Faults of brokers outside the process: features they lack, a second controller with our id. Part of the catalogue.
 */
export const lineFaults = {
  'broker.duplicate': entry(
    'error',
    'technician',
    'Pengendali lain memakai id situs ini (kartu SD disalin?): keduanya bergantian diputus dari broker. Matikan salah satu, atau beri `site.id` lain.',
    'Another controller uses the id of this site (a copied SD card?): each disconnects the other from the broker. Turn one of them off, or give it another `site.id`.',
  ),
  'uplink.duplicate': entry(
    'error',
    'technician',
    'Pengendali lain memakai id situs ini (kartu SD disalin?) pada kantor pusat; kejadian tetap tersimpan. Matikan salah satu, atau beri `site.id` lain.',
    'Another controller uses the id of this site (a copied SD card?) at the central office; events are kept. Turn one of them off, or give it another `site.id`.',
  ),
  'broker.no_retain': entry(
    'error',
    'technician',
    'Broker MQTT tidak menyimpan pesan retained, yang dibutuhkan setiap papan: aktifkan (mosquitto: retain_available true), atau pakai broker lain.',
    'The MQTT broker keeps no retained messages, which every board needs: allow them (mosquitto: retain_available true), or use another broker.',
  ),
  'uplink.no_retain': entry(
    'error',
    'technician',
    'Broker kantor pusat tidak menyimpan pesan retained: aktifkan (mosquitto: retain_available true). Kejadian tetap tersimpan.',
    'The central broker keeps no retained messages: allow them (mosquitto: retain_available true). Events are kept.',
  ),
  'broker.limited': entry(
    'error',
    'technician',
    'Batas broker MQTT terlalu rendah: perlu QoS 1 dan paket 1.024 byte atau lebih (mosquitto: max_qos, max_packet_size).',
    'The limits of the MQTT broker are too low: QoS 1 and packets of 1,024 bytes or more are needed (mosquitto: max_qos, max_packet_size).',
  ),
  'uplink.limited': entry(
    'error',
    'technician',
    'Batas broker kantor pusat terlalu rendah: perlu QoS 1 dan paket 1.024 byte atau lebih (mosquitto: max_qos, max_packet_size).',
    'The limits of the central broker are too low: QoS 1 and packets of 1,024 bytes or more are needed (mosquitto: max_qos, max_packet_size).',
  ),
  'broker.old_protocol': entry(
    'error',
    'technician',
    'Broker MQTT tidak mengenal MQTT 3.1.1 maupun 5: perbarui broker itu.',
    'The MQTT broker supports neither MQTT 3.1.1 nor 5: update it.',
  ),
  'uplink.old_protocol': entry(
    'error',
    'technician',
    'Broker kantor pusat tidak mengenal MQTT 3.1.1 maupun 5: perbarui broker itu. Kejadian tetap tersimpan.',
    'The central broker supports neither MQTT 3.1.1 nor 5: update it. Events are kept.',
  ),
} as const;
