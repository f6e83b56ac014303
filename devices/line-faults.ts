import { entry } from './fault-entry.ts';

/**
 * Faults of brokers outside the process: features they lack, a second controller with our id. Part of the catalogue.
 */
export const lineFaults = {
  'broker.duplicate': entry(
    'error',
    'technician',
    'Pengendali lain memakai id situs ini (kartu SD disalin?): keduanya bergantian diputus dari broker. Matikan salah satu, atau beri `site.id` lain.',
    'Another controller uses the id of this site (a copied SD card?): each puts the other off the broker. Turn one of them off, or give it another `site.id`.',
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
    'Broker MQTT menerima terlalu sedikit: perlu QoS 1 dan paket 1.024 byte atau lebih (mosquitto: max_qos, max_packet_size).',
    'The MQTT broker takes too little: QoS 1 and packets of 1,024 bytes or more are needed (mosquitto: max_qos, max_packet_size).',
  ),
  'uplink.limited': entry(
    'error',
    'technician',
    'Broker kantor pusat menerima terlalu sedikit: perlu QoS 1 dan paket 1.024 byte atau lebih (mosquitto: max_qos, max_packet_size).',
    'The central broker takes too little: QoS 1 and packets of 1,024 bytes or more are needed (mosquitto: max_qos, max_packet_size).',
  ),
  'broker.old_protocol': entry(
    'error',
    'technician',
    'Broker MQTT tidak mengenal MQTT 3.1.1 maupun 5: perbarui broker itu.',
    'The MQTT broker knows neither MQTT 3.1.1 nor 5: bring it up to date.',
  ),
  'uplink.old_protocol': entry(
    'error',
    'technician',
    'Broker kantor pusat tidak mengenal MQTT 3.1.1 maupun 5: perbarui broker itu. Kejadian tetap tersimpan.',
    'The central broker knows neither MQTT 3.1.1 nor 5: bring it up to date. Events are kept.',
  ),
} as const;
