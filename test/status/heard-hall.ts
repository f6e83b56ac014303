import { faultSaid } from '../../firmware-host/status/event-sentences.ts';
import { hallStatus } from '../../firmware-host/status/hall-status.ts';
import { createStatusBook } from '../../firmware-host/status/status-book.ts';

const since = '2026-11-30T01:00:00.000Z';

export const reason = (code: string, more: object = {}) => ({
  ...{ code, severity: 'error', fix: 'clerk', text: faultSaid(code).en, since, count: 1 },
  ...more,
});

const device = (role: string, more: object = {}) => ({
  ...{ kind: 'any', role, title: `a ${role}`, place: '/dev/ttyUSB0', counter: null, serial: null },
  ...more,
});

export const deviceState = (more: object = {}) => ({
  ...{ admin: 'enabled', state: 'online', usable: true, reason: null, text: null, since, attempts: 0 },
  ...{ evidence: 'poll', reasons: [] },
  ...more,
});

const serviceState = {
  ...{ open: true, reason: null, forced: 'schedule', forced_reason: null, waiting: 3, waiting_priority: 1 },
  ...{ longest_wait_s: 402, estimate_s: 900, surge: false, next_number: 'A-013', last_called: 'A-009' },
  ...{ quota_left: 7, quota_left_priority: null, issued: 12, unconfirmed: 0 },
};

const counterState = {
  ...{ state: 'serving', ticket: 'A-009', service: 'paspor', reason: null, waiting: 0, parked: 0 },
  ...{ refused: null, since },
};

export const health = {
  ...{
    at: since,
    every_s: 30,
    uptime_s: 60,
    rss_mb: 80,
    inbox_depth: 0,
    devices_online: 2,
    devices_total: 2,
  },
  ...{ clock_synced: true, journal_ok: true, journal_waiting: 0, journal_commit_p99_ms: 3 },
  ...{ mqtt_clients: 2, disk_free_mb: 9000, under_voltage: false, throttled: false },
};

/** The retained messages of a hall, by address, with a printer, a keypad, a service and a counter. */
export const retained: Readonly<Record<string, object>> = {
  'controller/state': { state: 'online', reason: null, since, boot: 'a1', connection: 1, reasons: [] },
  'controller/info': {
    ...{ version: '0.2.0', title: 'MPP Contoh', zone: 'Asia/Jakarta', language: 'id', site_hash: 'ab' },
    ...{ node: 'v20', os: 'Linux', services: [{ id: 'paspor', title: 'Paspor Baru' }] },
    counters: [{ id: 'loket-1', number: 1, title: 'Loket Satu' }],
    ...{ devices: ['printer-1', 'loket-1-keypad'], kinds: ['any'] },
  },
  'controller/health': health,
  'device/printer-1/info': device('printer'),
  'device/printer-1/state': deviceState(),
  'device/loket-1-keypad/info': device('keys', {
    counter: 'loket-1',
    parent: { kind: 'board', id: 'board-1' },
  }),
  'device/loket-1-keypad/state': deviceState({ evidence: 'none' }),
  'service/paspor/state': serviceState,
  'counter/loket-1/state': counterState,
};

/** A hall that was heard at 0 ms, and more messages of it. */
export function heardHall(more: Readonly<Record<string, object | string>> = {}) {
  const book = createStatusBook();
  const hear = (address: string, payload: object | string, at = 0) =>
    book.hear({ address, payload: typeof payload === 'string' ? payload : JSON.stringify(payload), at });
  for (const [address, payload] of Object.entries({ ...retained, ...more })) hear(address, payload);
  return {
    ...{ book, hear },
    status: (now = 0, connected = true) => hallStatus(book, { site: 'mpp-contoh', connected, now }),
  };
}
