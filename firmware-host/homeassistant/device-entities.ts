import type { Role } from '../../devices/roles.ts';
import { deviceState } from '../mqtt/messages/device-messages.ts';
import { conditionFrom, type Entities, problem, sensorFrom, seriousReasons } from './entity.ts';

const address = 'device/{id}/state';
/** Nothing is known of a device that was not opened yet, is switched off, or has proved nothing for a while. */
const connected = conditionFrom(address, "value_json.state in ['online', 'degraded', 'offline']");
const state = conditionFrom(address);
const paper = conditionFrom(address, "value_json.state in ['online', 'degraded']");
const counts = sensorFrom('device/{id}/health');

const hasReason = (code: string) =>
  `'${code}' in (value_json.reasons | default([]) | map(attribute='code') | list)`;
const printers: readonly Role[] = ['printer'];
const total = { stateClass: 'total_increasing', diagnostic: true } as const;

/** What is read of a device. In maintenance it has no problem: somebody is at it. */
export const deviceEntities = {
  connected: connected(['Tersambung', 'Connected'], "value_json.state != 'offline'", {
    deviceClass: 'connectivity',
  }),
  problem: state(['Masalah', 'Problem'], `value_json.admin == 'enabled' and ${seriousReasons}`, {
    ...problem,
    attributes:
      "{{ {'reason': value_json.reason, 'text': value_json.text, 'usable': value_json.usable, " +
      "'admin': value_json.admin} | tojson }}",
  }),
  state: sensorFrom(address)(['Keadaan', 'State'], 'value_json.state', {
    ...{ deviceClass: 'enum', options: deviceState.shape.state.options },
    ...{ diagnostic: true, hidden: true },
  }),
  paper_out: paper(['Kertas habis', 'Out of paper'], hasReason('paper.out'), { ...problem, roles: printers }),
  paper_low: paper(['Kertas hampir habis', 'Paper low'], hasReason('paper.low'), {
    ...problem,
    roles: printers,
  }),
  paper_used: counts(['Kertas terpakai', 'Paper used'], 'value_json.total_paper_mm', {
    ...{ deviceClass: 'distance', unit: 'mm', roles: printers },
    ...total,
  }),
  tickets: counts(['Tiket terkirim', 'Tickets sent'], 'value_json.total_tickets_requested', {
    ...total,
    roles: printers,
  }),
  presses: counts(['Tekanan tombol', 'Key presses'], 'value_json.total_presses_accepted', {
    ...total,
    ...{ hidden: true, roles: ['keys'] },
  }),
  scans: counts(['Pindaian', 'Scans'], 'value_json.total_scans_accepted', {
    ...total,
    ...{ hidden: true, roles: ['scanner'] },
  }),
} as const satisfies Entities;
