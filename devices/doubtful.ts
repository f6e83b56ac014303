import type { FaultCode } from './fault-catalogue.ts';

/** Faults after which nobody knows whether the ticket came out. After any other fault, nothing of it was printed. */
export const doubtful: ReadonlySet<FaultCode> = new Set(['job.unconfirmed', 'link.timeout', 'driver.error']);
