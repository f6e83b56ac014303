import type { DeviceSeen, ServiceSeen, SiteSeen } from '../fleet/fleet-view.ts';
import { isReached } from '../verdict/say-verdicts.ts';
import type { Verdict } from '../verdict/verdict-types.ts';
import type { Exposition } from './exposition.ts';
import { labelsText } from './label-text.ts';
import { metricsLimits } from './metrics-limits.ts';

/** Adds the series of one site, all in one go. Returns how many were left out. */
export function addSite(text: Exposition, site: SiteSeen, now: number): number {
  const { id, region = '', title = '', heardAt, judgement, inventory } = site;
  const labels = labelsText({ site: id, region });
  const { verdict } = judgement;
  text.add('siteVerdict', `${labels},verdict="${verdict}"`, 1);
  text.add('site', `${labels},${labelsText({ title, version: inventory.version ?? '' })}`, 1);
  text.add('heardAge', labels, heardAt === undefined ? undefined : Math.max(0, now - heardAt) / 1_000);
  // What a site said before it went is no figure of now.
  if (isReached(judgement)) addQueues(text, labels, [...site.services.values()]);
  return addDevices(text, labels, site.devices.values());
}

function addQueues(text: Exposition, labels: string, services: readonly ServiceSeen[]): void {
  const said = (figure: (service: ServiceSeen) => number | undefined): readonly number[] =>
    services.map(figure).filter((value) => value !== undefined);
  const sum = (values: readonly number[]): number | undefined =>
    values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0);
  const count = (flag: (service: ServiceSeen) => boolean | undefined): number | undefined =>
    sum(said((service) => (flag(service) === undefined ? undefined : Number(flag(service)))));
  const waits = said(({ longestWaitSeconds }) => longestWaitSeconds);
  text.add('waiting', labels, sum(said(({ waiting }) => waiting)));
  text.add('longestWait', labels, waits.length === 0 ? undefined : Math.max(...waits));
  text.add('issued', labels, sum(said(({ issuedToday }) => issuedToday)));
  text.add(
    'servicesOpen',
    labels,
    count(({ isOpen }) => isOpen),
  );
  text.add(
    'surging',
    labels,
    count(({ isSurging }) => isSurging),
  );
}

/** How many devices are what, and each that is not well. */
function addDevices(text: Exposition, labels: string, devices: Iterable<DeviceSeen>): number {
  const counts = new Map<Verdict, number>();
  let unwell = 0;
  for (const { id, judgement } of devices) {
    if (judgement === undefined) continue;
    const { verdict, fix, reasons } = judgement;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (verdict === 'well' || ++unwell > metricsLimits.unwellDevicesOfSiteMax) continue;
    const of = labelsText({ device: id, verdict, fix, reason: reasons[0]?.code ?? '' });
    text.add('deviceUnwell', `${labels},${of}`, 1);
  }
  for (const [verdict, count] of counts) text.add('devices', `${labels},verdict="${verdict}"`, count);
  return Math.max(0, unwell - metricsLimits.unwellDevicesOfSiteMax);
}
