import type { Said } from '../../config/texts/words.ts';
import type { Fixer } from '../../devices/fault-catalogue.ts';
import type { StatePayload } from '../mqtt/messages/message-table.ts';
import { both } from './said-span.ts';
import type { Fact, HallState } from './status-types.ts';

type DeviceState = StatePayload<'device/{id}/state'>;

/** The words of a hall's status. What is wrong with a device is in the catalogue of faults. */
export const statusTexts = {
  halls: {
    online: both('Sistem antrean berjalan.', 'The queue system runs.'),
    stopped: both(
      'Sistem antrean dihentikan oleh orang atau oleh mesinnya. Nyalakan: sudo systemctl start loket',
      'The queue system was stopped by a person or by its machine. Start it: sudo systemctl start loket',
    ),
    lost: both(
      'Sistem antrean tidak terdengar: listrik, program atau jaringannya terputus. Keadaan perangkat tidak diketahui.',
      'The queue system is not heard: its power, program or network is gone. How its devices are is not known.',
    ),
    silent: both(
      'Sistem antrean diam lebih lama daripada biasanya. Keadaan perangkat tidak diketahui.',
      'The queue system has been silent for longer than it ever is. How its devices are is not known.',
    ),
    unreachable: both(
      'Broker MQTT tidak menjawab: keadaan sistem antrean tidak diketahui.',
      'The MQTT broker does not answer: how the queue system is, is not known.',
    ),
    unheard: both(
      'Belum ada kabar dari sistem antrean di situs ini.',
      'Nothing has been heard from the queue system of this site.',
    ),
  } satisfies Readonly<Record<HallState, Said>>,
  fixers: {
    auto: both('sistem sendiri', 'itself'),
    clerk: both('petugas', 'officer'),
    technician: both('teknisi', 'technician'),
    vendor: both('pembuat', 'maker'),
  } satisfies Readonly<Record<Fixer, Said>>,
  devices: {
    starting: both('sedang dibuka', 'is being opened'),
    online: both('bekerja', 'works'),
    degraded: both('bekerja dengan gangguan', 'works with a fault'),
    offline: both('tidak tersambung', 'is not connected'),
    disabled: both('dimatikan di berkas situs', 'is switched off in the site file'),
    unknown: both('tidak menjawab; belum tentu rusak', 'does not answer; it may be well'),
  } satisfies Readonly<Record<DeviceState['state'], Said>>,
  maintenance: both('sedang dirawat: diukur, tidak dipakai', 'in maintenance: measured, not used'),
  unusable: both('tersambung, tetapi tidak dapat dipakai', 'is connected and cannot be used'),
  notHeard: both('tidak diketahui', 'not known'),
  counters: {
    closed: both('tutup', 'closed'),
    idle: both('kosong', 'free'),
    armed: both('siap menerima nomor berikutnya', 'waits for the next ticket'),
    called: both('memanggil', 'calls'),
    serving: both('melayani', 'serves'),
    break: both('istirahat', 'has a break'),
  } satisfies Readonly<Record<StatePayload<'counter/{id}/state'>['state'], Said>>,
  open: both('buka', 'open'),
  facts: {
    clock: both('Jam', 'Clock'),
    disk: both('Penyimpanan', 'Disk'),
    power: both('Listrik', 'Power'),
    broker: both('Broker MQTT', 'MQTT broker'),
    uplink: both('Sambungan ke pusat', 'Line to the central office'),
    'site-file': both('Berkas situs', 'Site file'),
  } satisfies Readonly<Record<Fact['name'], Said>>,
  /** Of a fact that no fault of the controller is about: what its figures say. */
  figures: {
    clock: both('jamnya diketahui benar', 'it is known to be right'),
    clockUnknown: both('belum diketahui benar', 'it is not known to be right'),
    power: both('tegangan cukup', 'the voltage is high enough'),
    unmeasured: both('tidak dapat diukur di mesin ini', 'cannot be measured on this machine'),
    free: (gb: string) => both(`sisa ruang ${gb} GB`, `${gb} GB are free`),
    broker: both('tersambung', 'connected'),
    noBroker: both('tidak tersambung', 'not connected'),
    uplink: both('kantor pusat sudah menerima semuanya', 'the central office has everything'),
    backlog: (count: number) =>
      both(`${count} kejadian belum terkirim`, `${count} events have not arrived there`),
    noUplink: both('situs ini tidak punya', 'this site has none'),
    siteFile: both('yang berlaku sama dengan berkasnya', 'what is in force is what the file says'),
  },
  evidence: {
    ack: both('mengakui setiap perintah', 'acknowledges each command'),
    poll: both('menjawab pertanyaan', 'answers questions'),
    enumeration: both('terdaftar di sistem', 'the system lists it'),
    none: both('tidak ada bukti: hanya diketahui bila dipakai', 'no evidence: it shows only when it is used'),
  } satisfies Readonly<Record<DeviceState['evidence'], Said>>,
  paper: {
    well: both('kertas ada', 'has paper'),
    low: both('kertas hampir habis', 'paper is low'),
    out: both('kertas habis', 'paper is out'),
    unknown: both('kertas tidak diketahui', 'paper is not known'),
  },
} as const;
