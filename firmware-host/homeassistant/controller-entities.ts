import { conditionFrom, counted, type Entities, problem, sensorFrom, seriousReasons } from './entity.ts';

const state = conditionFrom('controller/state');
const measured = sensorFrom('controller/health');
/** A fact of the machine: unknown where it cannot be measured. */
const fact = (field: string) => conditionFrom('controller/health', `value_json.${field} is defined`);

const diagnostic = { diagnostic: true, ages: true } as const;
/** The contract counts in 1,048,576 bytes. */
const megabytes = { deviceClass: 'data_size', stateClass: 'measurement', unit: 'MiB' } as const;

/** What is read of the controller itself. */
export const controllerEntities = {
  online: state(['Tersambung', 'Connected'], "value_json.state == 'online'", {
    deviceClass: 'connectivity',
    attributes: "{{ {'reason': value_json.reason, 'since': value_json.since} | tojson }}",
  }),
  problem: state(['Masalah', 'Problem'], seriousReasons, {
    ...problem,
    attributes: "{{ {'codes': value_json.reasons | default([]) | map(attribute='code') | list} | tojson }}",
  }),
  devices_online: measured(['Perangkat tersambung', 'Devices online'], 'value_json.devices_online', {
    ...counted,
    ages: true,
  }),
  devices_total: measured(['Jumlah perangkat', 'Devices'], 'value_json.devices_total', {
    ...counted,
    ...diagnostic,
    hidden: true,
  }),
  temperature: measured(['Suhu prosesor', 'Processor temperature'], 'value_json.cpu_c', {
    ...{ deviceClass: 'temperature', stateClass: 'measurement', unit: '°C' },
    ...diagnostic,
  }),
  disk_free: measured(['Sisa kartu SD', 'Free on the disk'], 'value_json.disk_free_mb', {
    ...megabytes,
    ...diagnostic,
  }),
  memory: measured(['Memori terpakai', 'Memory used'], 'value_json.rss_mb', {
    ...megabytes,
    ...diagnostic,
    hidden: true,
  }),
  uptime: measured(['Lama menyala', 'Time since the start'], 'value_json.uptime_s', {
    ...{ deviceClass: 'duration', unit: 's' },
    ...diagnostic,
    hidden: true,
  }),
  key_time: measured(
    ['Waktu respons tombol', 'Time from a key to its effect'],
    'value_json.dispatch_p99_ms',
    {
      ...{ deviceClass: 'duration', stateClass: 'measurement', unit: 'ms' },
      ...diagnostic,
      hidden: true,
    },
  ),
  clock: fact('clock_synced')(['Jam belum pasti', 'Clock in doubt'], 'not value_json.clock_synced', {
    ...problem,
    ...diagnostic,
  }),
  journal: fact('journal_ok')(['Catatan gagal ditulis', 'Journal fails'], 'not value_json.journal_ok', {
    ...problem,
    ...diagnostic,
  }),
  under_voltage: fact('under_voltage')(['Tegangan kurang', 'Undervoltage'], 'value_json.under_voltage', {
    ...problem,
    ...diagnostic,
  }),
  throttled: fact('throttled')(['Prosesor diperlambat', 'Processor slowed down'], 'value_json.throttled', {
    ...problem,
    ...diagnostic,
    hidden: true,
  }),
  disk_readonly: fact('disk_readonly')(['Kartu SD terkunci', 'Disk read-only'], 'value_json.disk_readonly', {
    ...problem,
    ...diagnostic,
  }),
  uplink: fact('uplink_ok')(['Sambungan ke kantor pusat', 'Line to the office'], 'value_json.uplink_ok', {
    ...{ deviceClass: 'connectivity' },
    ...diagnostic,
  }),
  uplink_backlog: measured(['Belum sampai di pusat', 'Not at the office yet'], 'value_json.uplink_backlog', {
    ...counted,
    ...diagnostic,
    hidden: true,
  }),
} as const satisfies Entities;
