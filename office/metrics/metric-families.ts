/** `info`: a gauge of 1 whose labels are what it says. */
type FamilyType = 'gauge' | 'counter' | 'info';

/** A family of series. The name is without the suffix `_total` or `_info` of its samples; a unit is the last of it. */
export interface MetricFamily {
  readonly name: string;
  readonly type: FamilyType;
  readonly unit?: 'seconds' | 'bytes';
  readonly help: string;
}

const gauge = (name: string, help: string): MetricFamily => ({ name, type: 'gauge', help });
const seconds = (name: string, help: string): MetricFamily => ({ ...gauge(name, help), unit: 'seconds' });
const counter = (name: string, help: string): MetricFamily => ({ name, type: 'counter', help });
const info = (name: string, help: string): MetricFamily => ({ name, type: 'info', help });

/** Everything that `/metrics` says, in the order in which it says it. */
export const metricFamilies = {
  incident: gauge(
    'loket_incident',
    'An incident that people are to know of: open, not in maintenance, not explained by another one.',
  ),
  incidentHidden: gauge(
    'loket_incident_hidden',
    'An open incident that is explained by another one, or is in maintenance.',
  ),
  siteVerdict: gauge('loket_site_verdict', 'What is said of a site now; 1 for that verdict alone.'),
  site: info('loket_site', 'What a site is called, and what it runs.'),
  heardAge: seconds('loket_site_heard_age_seconds', 'Time since the last live word of a site.'),
  devices: gauge('loket_site_devices', 'Devices of a site, by what is said of them; none while it is away.'),
  deviceUnwell: gauge('loket_device_unwell', 'A device that is not well, with the first of its reasons.'),
  waiting: gauge('loket_site_tickets_waiting', 'Tickets that wait, of all services of a site that is heard.'),
  longestWait: seconds('loket_site_longest_wait_seconds', 'The longest that a ticket there has waited.'),
  issued: gauge('loket_site_tickets_issued_today', 'Tickets of the business day, of all services of a site.'),
  servicesOpen: gauge('loket_site_services_open', 'Services of a site that are open.'),
  surging: gauge('loket_site_services_surging', 'Services of a site that have more visitors than usual.'),
  build: info('loket_office_build', 'The version of the office and of Node.'),
  listening: gauge('loket_office_listening', '1 while the office has a line to its broker.'),
  eventsApplied: counter('loket_office_events_applied', 'Events that were written to the store.'),
  waitingBytes: gauge(
    'loket_office_waiting_bytes',
    'Size of the events that were heard and are not written yet.',
  ),
  replaysAsked: counter('loket_office_replays_asked', 'Requests to sites to send events again.'),
  lag: seconds('loket_office_lag_seconds', 'For how long events have waited and none was written.'),
  storeThere: gauge('loket_office_store_there', '1 while the store does what it is asked.'),
  storeFaults: counter(
    'loket_office_store_faults',
    'Calls to the store that failed, by the code of the fault.',
  ),
  sharesHeld: gauge('loket_office_shares_held', 'Shares of the sites whose events this worker writes.'),
  leftOut: gauge(
    'loket_office_series_left_out',
    'Series, and sites, that were left out since there are too many.',
  ),
  loopDelay: seconds(
    'loket_office_loop_delay_seconds',
    'The longest that the process was held up since this was asked last.',
  ),
  residentMemory: {
    ...{ name: 'process_resident_memory_bytes', type: 'gauge', unit: 'bytes' },
    help: 'Resident memory of the process.',
  },
  cpu: { ...counter('process_cpu_seconds', 'Processor time of the process.'), unit: 'seconds' },
  startTime: seconds('process_start_time_seconds', 'Unix time at which the process was started.'),
} as const satisfies Readonly<Record<string, MetricFamily>>;

export type FamilyName = keyof typeof metricFamilies;
