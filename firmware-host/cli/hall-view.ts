import type { Language, Site } from '../../config/site.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { type PanelView, panel } from '../../simulators/panel-view.ts';
import type { ShellHall } from '../../simulators/shell.ts';
import type { SimulatedDevice } from '../../simulators/simulator.ts';
import type { Host } from '../host.ts';
import type { Outcome } from '../outcome.ts';
import { refusals } from '../queue/refusals.ts';
import { detailSaid } from '../status/detail-words.ts';
import { hallViewTexts } from './hall-view-texts.ts';

const eventsMax = 50;

/** The console view of a simulated hall. */
export function hallView(
  site: () => Site,
  devices: ReadonlyMap<string, SimulatedDevice>,
  host: Host,
  control: ShellHall['control'],
  speak: () => Language,
) {
  const events: string[] = [];
  const { counters, services, troubles, unconfirmed } = linesOf(site, host, speak);

  const shell: ShellHall = {
    devices,
    services: () => [...site().services.keys()],
    counters: () => [...counters(), ...services()],
    troubles,
    unconfirmed,
    control,
    speak,
    ...asksOf(host, speak),
  };
  return {
    shell,
    happened(line: string) {
      events.push(line);
      if (events.length > eventsMax) events.shift();
    },
    panel(mqttPort: number, rows: number): readonly string[] {
      const tickets = [...devices].flatMap(([id, device]) =>
        (device.tickets?.() ?? []).slice(-2).map((ticket) => `${id}: ${ticket.code ?? '?'}`),
      );
      const view: PanelView = {
        title: site().title,
        hint: hallViewTexts[speak()].hint,
        mqttPort,
        devices,
        counters: counters(),
        services: services(),
        troubles: [...unconfirmed(), ...troubles()],
        tickets,
        events,
      };
      return panel(view, process.stdout.columns || 80, rows);
    },
  };
}

/** The state of the hall, as lines. */
function linesOf(site: () => Site, host: Host, speak: () => Language) {
  const say = () => hallViewTexts[speak()];
  const troubles = () =>
    site().devices.flatMap(({ id }) => {
      const status = host.status(id);
      if (status === undefined || status.state === 'online') return [];
      const [reason] = status.reasons;
      const words = reason && `${faultCatalogue[reason.code][speak()]} (${reason.code})`;
      return [say().device(id, say().devices[status.state], words)];
    });
  const counters = () =>
    [...site().counters.keys()].map((id) => {
      const view = host.counter(id);
      const state = view === undefined ? '' : say().counters[view.state];
      return say().counter(id, state, view?.ticket ?? undefined);
    });
  const services = () =>
    [...site().services.keys()].map((id) => {
      const view = host.service(id);
      return say().service(id, view?.waiting ?? 0, view?.next_number);
    });

  const unconfirmed = () =>
    host
      .tickets()
      .filter(({ state }) => state === 'unconfirmed')
      .map(({ ticket }) => say().unconfirmed(ticket));
  return { troubles, counters, services, unconfirmed };
}

/** The requests of the console to the hall, with their results in words. */
function asksOf(
  host: Host,
  speak: () => Language,
): Pick<ShellHall, 'ticket' | 'reprint' | 'believeClock' | 'openDay' | 'void'> {
  const say = () => hallViewTexts[speak()];
  const cameOf = (outcome: Outcome, done: string): string => {
    if (outcome.ok) return done;
    if ('failed' in outcome) return say().failed(detailSaid(outcome.failed.message)[speak()]);
    return say().refused(refusals[outcome.refused][speak()]);
  };
  return {
    async ticket(service, priority) {
      const outcome = await host.issue(service, priority ? 'priority' : 'regular');
      const reserved = outcome.ok && outcome.events.find((event) => event.type === 'ticket.reserved');
      return cameOf(outcome, reserved ? say().ticketFor(reserved.ticket, service) : say().nothingCame);
    },
    reprint: async (ticket) => cameOf(await host.reprint(ticket), say().reprinted(ticket)),
    believeClock() {
      const byMs = host.believeClock();
      return byMs === undefined ? say().clockBelieved : say().clockFollowed;
    },
    openDay: async (date) => cameOf(await host.ask({ type: 'open-day', date }, 'console'), say().day(date)),
    async void(ticket) {
      const outcome = await host.ask({ type: 'void', ticket, reason: 'console' }, 'console');
      return cameOf(outcome, say().voided(ticket));
    },
  };
}
