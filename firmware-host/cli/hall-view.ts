import type { Language, Site } from '../../config/site.ts';
import { type PanelView, panel } from '../../simulators/panel-view.ts';
import type { ShellHall } from '../../simulators/shell.ts';
import type { SimulatedDevice } from '../../simulators/simulator.ts';
import type { Host } from '../host.ts';
import type { Outcome } from '../outcome.ts';
import { language } from '../process/site-file.ts';
import { refusals } from '../queue/refusals.ts';

const eventsMax = 50;

/** A simulated hall as the console shows it. */
export function hallView(
  site: () => Site,
  devices: ReadonlyMap<string, SimulatedDevice>,
  host: Host,
  control: ShellHall['control'],
) {
  const events: string[] = [];
  const { counters, services, troubles, unconfirmed } = linesOf(site, host);

  const shell: ShellHall = {
    devices,
    services: () => [...site().services.keys()],
    counters: () => [...counters(), ...services()],
    troubles,
    unconfirmed,
    control,
    ...asksOf(host, () => language(site().language)),
  };
  return {
    shell,
    happened(line: string) {
      events.push(line);
      if (events.length > eventsMax) events.shift();
    },
    panel(mqttPort: number): readonly string[] {
      const tickets = [...devices].flatMap(([id, device]) =>
        (device.tickets?.() ?? []).slice(-2).map((ticket) => `${id}: ${ticket.code ?? '?'}`),
      );
      const view: PanelView = {
        title: site().title,
        mqttPort,
        devices,
        counters: counters(),
        services: services(),
        troubles: [...unconfirmed(), ...troubles()],
        tickets,
        events,
      };
      return panel(view, process.stdout.columns || 80);
    },
  };
}

/** How the hall stands, as lines. */
function linesOf(site: () => Site, host: Host) {
  const troubles = () =>
    site().devices.flatMap(({ id }) => {
      const status = host.status(id);
      if (status === undefined || status.state === 'online') return [];
      const [reason] = status.reasons;
      return [
        `device ${id}: ${status.state}${reason === undefined ? '' : ` (${reason.code}: ${reason.text})`}`,
      ];
    });
  const counters = () =>
    [...site().counters.keys()].map((id) => {
      const view = host.counter(id);
      return `counter ${id}: ${view?.state}${view?.ticket === undefined ? '' : ` ${view.ticket}`}`;
    });
  const services = () =>
    [...site().services.keys()].map((id) => {
      const view = host.service(id);
      return `service ${id}: ${view?.waiting} waiting, next ${view?.next_number ?? 'none'}`;
    });

  const unconfirmed = () =>
    host
      .tickets()
      .filter(({ state }) => state === 'unconfirmed')
      .map(
        ({ ticket }) => `ticket ${ticket} may not have been printed: reprint ${ticket}, or void ${ticket}`,
      );
  return { troubles, counters, services, unconfirmed };
}

/** What the console asks of the hall, and what came of it in words. */
function asksOf(
  host: Host,
  language: () => Language,
): Pick<ShellHall, 'ticket' | 'reprint' | 'believeClock' | 'openDay' | 'void'> {
  const cameOf = (outcome: Outcome, done: string): string => {
    if (outcome.ok) return done;
    if ('failed' in outcome) return `failed: ${outcome.failed.message}`;
    return `refused: ${refusals[outcome.refused][language()]}`;
  };
  return {
    async ticket(service, priority) {
      const outcome = await host.issue(service, priority ? 'priority' : 'regular');
      const reserved = outcome.ok && outcome.events.find((event) => event.type === 'ticket.reserved');
      return cameOf(outcome, reserved ? `${reserved.ticket} for ${service}` : 'nothing came of it');
    },
    reprint: async (ticket) => cameOf(await host.reprint(ticket), `${ticket} is printed again`),
    believeClock() {
      const byMs = host.believeClock();
      return byMs === undefined ? 'the clock is believed already' : 'the clock is followed';
    },
    openDay: async (date) =>
      cameOf(await host.ask({ type: 'open-day', date }, 'console'), `the day is ${date}`),
    async void(ticket) {
      const outcome = await host.ask({ type: 'void', ticket, reason: 'console' }, 'console');
      return cameOf(outcome, `${ticket} is void`);
    },
  };
}
