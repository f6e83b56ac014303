import type { Week } from '../../config/values/hours.ts';

/** What reports have to know of a site beside its records. Undefined: not known. */
export interface SiteFacts {
  readonly id: string;
  readonly title: string | undefined;
  readonly region: string | undefined;
  /** An IANA name. */
  readonly zone: string | undefined;
  readonly hours: SiteHours | undefined;
  readonly devices: readonly DeviceFacts[];
  readonly services: readonly { readonly id: string; readonly title: string | undefined }[];
  /** Unix ms of its last live word: what it did until then is known. */
  readonly heardAt: number | undefined;
}

export interface DeviceFacts {
  readonly id: string;
  readonly title: string | undefined;
  readonly role: string | undefined;
  readonly kind: string | undefined;
  readonly model: string | undefined;
}

/** When a site is open. */
export interface SiteHours {
  readonly week: Week | 'always';
  /** Dates (`YYYY-MM-DD`) on which it is closed. */
  readonly holidays: ReadonlySet<string>;
  /** Who says so: the site, or the file of the office for sites that do not. */
  readonly from: HoursSource;
}

export type HoursSource = 'site' | 'office';
