import type { FaultCode } from './fault-catalogue.ts';

/** Faults after which nobody knows whether the paper came out. All others mean that nothing of it was printed. */
export const doubtful: ReadonlySet<FaultCode> = new Set(['job.unconfirmed', 'link.timeout', 'driver.error']);
