import type { KeptEvent } from '../store/kept-event.ts';

/** An event of a site as far as reports need it; `time` is Unix ms of the site's clock. */
export interface ReportedEvent extends Pick<KeptEvent, 'sequence' | 'boot' | 'type' | 'time'> {
  readonly data: Readonly<Record<string, unknown>>;
}
