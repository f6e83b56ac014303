import { notReckoned, reckon } from '../../office/reports/reckon.ts';
import type { ReportedEvent } from '../../office/reports/reported-event.ts';
import type { ReckonedStep, SiteRecords } from '../../office/store/report-store.ts';

/** What a store has of a site after these steps, without its days. */
export function recordsOf(steps: readonly ReckonedStep[]): Omit<SiteRecords, 'daily'> {
  const { run, open = [] } = steps.at(-1)?.next.state ?? {};
  return {
    runs: [...steps.flatMap(({ runs }) => runs), ...(run === undefined ? [] : [run])],
    outages: [
      ...steps.flatMap(({ outages }) => outages),
      ...open.map(({ device, code, from }) => ({ device, code, from, to: undefined })),
    ],
    queues: steps.flatMap(({ queues }) => queues),
  };
}

/** What is reckoned of the events of a site from its first one on. */
export const reckoned = (events: readonly ReportedEvent[]): Omit<SiteRecords, 'daily'> =>
  recordsOf([reckon(notReckoned('mpp-batam'), events)]);
