import type { Service, Site } from '../../config/site.ts';
import type { TicketMachine } from './hall-page-messages.ts';

/** What is told to the ticket machine on a screen. */
export function ticketMachine(site: Site): TicketMachine {
  const { title, zone, language, services, hall } = site;
  return {
    ...{ title, zone, language, holidays: [...hall.holidays] },
    services: [...services.values()].map((service) => ({
      ...{ id: service.id, title: service.title },
      hours: service.rules.hours === undefined ? 'always' : Object.fromEntries(service.rules.hours),
      cutoffMinutes: service.rules.cutoffMinutes,
      printers: printersFor(site, service),
    })),
  };
}

/** The printer that `issue-ticket` chooses for a service, and the one that prints while that one cannot. */
function printersFor({ devices }: Site, { printer }: Service): readonly string[] {
  const printers = devices.filter((device) => device.role === 'printer');
  const first = printers.find(({ enabled }) => enabled)?.id;
  const chosen = printers.find(({ id }) => id === (printer ?? first));
  return [chosen?.id, chosen?.instead].flatMap((id) => id ?? []);
}
