import { counterState } from '../mqtt/messages/hall-messages.ts';
import { conditionFrom, counted, type Entities, inSeconds, problem, sensorFrom } from './entity.ts';

const service = sensorFrom('service/{id}/state');
const ofService = conditionFrom('service/{id}/state');
const counter = sensorFrom('counter/{id}/state');

/** A ticket's number is on the board for everybody; whoever wants it in a history switches it on. */
const number = { hidden: true } as const;

/** What is read of a queue. */
export const serviceEntities = {
  open: ofService(['Pengambilan nomor', 'Tickets are given'], 'value_json.open', {
    deviceClass: 'opening',
    attributes: "{{ {'reason': value_json.reason} | tojson }}",
  }),
  waiting: service(['Menunggu', 'Waiting'], 'value_json.waiting', counted),
  waiting_priority: service(
    ['Menunggu prioritas', 'Waiting, priority'],
    'value_json.waiting_priority',
    counted,
  ),
  longest_wait: service(['Tunggu terlama', 'Longest wait'], 'value_json.longest_wait_s', inSeconds),
  estimate: service(['Perkiraan tunggu', 'Expected wait'], 'value_json.estimate_s', inSeconds),
  surge: ofService(['Lonjakan', 'Surge'], 'value_json.surge', problem),
  issued: service(['Tiket hari ini', 'Tickets today'], 'value_json.issued', {
    stateClass: 'total_increasing',
  }),
  quota_left: service(['Sisa kuota', 'Quota left'], 'value_json.quota_left', counted),
  unconfirmed: service(['Cetak tidak pasti', 'Prints in doubt'], 'value_json.unconfirmed', {
    ...counted,
    diagnostic: true,
  }),
  last_called: service(['Panggilan terakhir', 'Called last'], "value_json.last_called or '-'", number),
} as const satisfies Entities;

/** What is read of a counter. */
export const counterEntities = {
  state: counter(['Keadaan', 'State'], 'value_json.state', {
    deviceClass: 'enum',
    options: counterState.shape.state.options,
  }),
  waiting: counter(['Menunggu di loket', 'Waiting for it'], 'value_json.waiting', counted),
  parked: counter(['Ditunda', 'Parked'], 'value_json.parked', counted),
  ticket: counter(['Nomor', 'Number'], "value_json.ticket or '-'", number),
} as const satisfies Entities;
