import type { IkmReport } from '../../satisfaction/ikm-report.ts';

/** A report, and what its groups are called. */
export interface NamedReport {
  readonly report: IkmReport;
  readonly site: { readonly id: string; readonly title: string };
  readonly nameOf: (service: string | undefined) => string;
}
