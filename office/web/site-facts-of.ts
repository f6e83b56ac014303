import type { Week } from '../../config/values/hours.ts';
import type { OfficeSettings } from '../config/office-settings.ts';
import type { SiteSeen } from '../fleet/fleet-view.ts';
import type { SiteFacts } from '../reports/site-facts.ts';

/** What the file of the office says of sites that do not say it themselves. */
export interface UsualHours {
  /** An IANA name. */
  readonly zone: string | undefined;
  readonly hours: Week | 'always' | undefined;
  readonly holidays: ReadonlySet<string>;
}

export const noUsualHours: UsualHours = { zone: undefined, hours: undefined, holidays: new Set() };

export const usualHours = ({ zone, hours, holidays }: OfficeSettings['reports']): UsualHours => ({
  ...{ zone, hours, holidays: new Set(holidays) },
});

/** What reports have to know of a site, from what it said last. */
export function siteFactsOf(site: SiteSeen, usual: UsualHours): SiteFacts {
  const { id, title, region, heardAt, devices, services } = site;
  return {
    ...{ id, title, region, heardAt, zone: site.zone ?? usual.zone },
    hours: site.hours === undefined ? ofOffice(usual) : { ...site.hours, from: 'site' },
    devices: [...devices.values()].map((device) => ({
      ...{ id: device.id, title: device.title, role: device.role, kind: device.kind, model: device.model },
    })),
    services: [...services.values()].map((service) => ({ id: service.id, title: service.title })),
  };
}

const ofOffice = ({ hours, holidays }: UsualHours): SiteFacts['hours'] =>
  hours && { week: hours, holidays, from: 'office' };
