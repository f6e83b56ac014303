import type { FaultCode } from '../../../devices/fault-catalogue.ts';

/** What to do about faults of the line to the broker: the catalogue speaks of a hall's own broker and site file. */
export const officeHints: Partial<Readonly<Record<FaultCode, string>>> = {
  'broker.down':
    'The central broker cannot be reached, or hangs up; it is tried again, and the sites keep their events. The log of the broker says why: perhaps it keeps no retained messages, or another office has the same account or --worker.',
  'broker.auth':
    'The central broker refuses this name or password: check `login` of `broker` in the file of the office, then restart the office.',
  'broker.tls':
    'No secure connection to the central broker: check `url` and `ca` of `broker` in the file of the office, and the clock.',
};
