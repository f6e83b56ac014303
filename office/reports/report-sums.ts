import { addedSums, type DeviceSums, noDeviceSums, sumsOfDevice } from './device-sums.ts';
import { addedTickets, noTickets, type TicketSums } from './service-report.ts';
import type { DeviceReport, SiteReport } from './site-report.ts';

const hourMs = 3_600_000;
/** A model that was watched for less than this is not ranked: chance would do it. */
const ratedFromHours = 200;

/** How devices of one kind and model did. */
export interface ModelSums extends DeviceSums {
  readonly kind: string | undefined;
  readonly model: string | undefined;
}

/** The devices' own failures in 1,000 hours of use; undefined: they were not watched for long enough. */
export function failureRate({ upMs, ownFailures }: DeviceSums): number | undefined {
  const hours = upMs / hourMs;
  return hours < ratedFromHours ? undefined : (ownFailures * 1_000) / hours;
}

export interface NamedSite {
  readonly site: Pick<SiteReport, 'id' | 'title' | 'region'>;
}

/** What all sites of a report make together. */
export interface ReportSums {
  readonly devices: DeviceSums;
  /** Those that were down, the worst first. */
  readonly worstDevices: readonly (DeviceReport & NamedSite)[];
  /** The worst first, then those that cannot be rated. */
  readonly models: readonly ModelSums[];
  readonly tickets: TicketSums;
  /** By the id of the service, the most tickets first. */
  readonly services: readonly (TicketSums & { readonly id: string; readonly title: string | undefined })[];
}

/** Adds up the reports of sites, one after the other; `most`: how many of the worst devices are kept. */
export function createReportSums(most: number): { add(site: SiteReport): void; sums(): ReportSums } {
  let devices = noDeviceSums;
  let tickets = noTickets;
  let worst: (DeviceReport & NamedSite)[] = [];
  const models = new Map<string, ModelSums>();
  const services = new Map<string, ReportSums['services'][number]>();
  const keepWorst = (): void => {
    worst = worst.sort(worseFirst).slice(0, most);
  };

  function addDevice(site: SiteReport, device: DeviceReport): void {
    const sums = sumsOfDevice(device.availability);
    devices = addedSums(devices, sums);
    const { kind, model } = device;
    const key = JSON.stringify([kind, model]);
    models.set(key, { kind, model, ...addedSums(models.get(key) ?? noDeviceSums, sums) });
    if (sums.downMs > 0) worst.push({ ...device, site });
    // Not each time: sorting costs more than a few more of them.
    if (worst.length > 10 * most) keepWorst();
  }

  return {
    add(site) {
      for (const device of site.devices) addDevice(site, device);
      for (const service of site.services) {
        if (service.tickets === undefined) continue;
        tickets = addedTickets(tickets, service.tickets);
        const before = services.get(service.id);
        const { id, title } = before ?? service;
        services.set(id, { id, title, ...addedTickets(before ?? noTickets, service.tickets) });
      }
    },
    sums() {
      keepWorst();
      return {
        ...{ devices, tickets, worstDevices: worst },
        models: [...models.values()].sort(worseModelFirst),
        services: [...services.values()].sort((a, b) => b.issued - a.issued),
      };
    },
  };
}

function worseFirst({ availability: one }: DeviceReport, { availability: other }: DeviceReport): number {
  return (one?.share ?? 1) - (other?.share ?? 1) || (other?.failures ?? 0) - (one?.failures ?? 0);
}

function worseModelFirst(one: ModelSums, other: ModelSums): number {
  return (failureRate(other) ?? -1) - (failureRate(one) ?? -1) || other.upMs - one.upMs;
}
