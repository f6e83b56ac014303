import type { PrinterDevice, Site } from '../../config/site.ts';
import type { DeviceStatus } from '../supervise/device-status.ts';
import type { TicketPrinter } from './print-ticket.ts';

/** A printer with what is known of it: a SupervisedDevice is one. */
export type WatchedPrinter = TicketPrinter & { status(): DeviceStatus };

/** The printers of the site in force. */
export interface SitePrinters {
  named(id: string): PrinterDevice | undefined;
  isUsable(id: string): boolean;
  /** See `TicketOffice`. */
  printerFor(service: string, own: string | undefined): string | null;
}

export function createSitePrinters(
  site: () => Site,
  printer: (id: string) => WatchedPrinter | undefined,
): SitePrinters {
  const all = () => site().devices.filter((device) => device.role === 'printer');
  const named = (name: string) => all().find(({ id }) => id === name);
  const isUsable = (id: string) => named(id) !== undefined && printer(id)?.status().usable === true;
  return {
    named,
    isUsable,
    printerFor(service, own) {
      const first = () => all().find(({ enabled }) => enabled)?.id;
      const chosen = own ?? site().services.get(service)?.printer ?? first();
      if (chosen === undefined) return null;
      const instead = named(chosen)?.instead;
      return instead !== undefined && !isUsable(chosen) && isUsable(instead) ? instead : chosen;
    },
  };
}
