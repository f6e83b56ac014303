import { type Action, type CounterAction, counterOf, type Device, type Site } from '../../config/site.ts';
import type { SimulatedDevice } from '../simulator.ts';

/** A press of a key that triggers one of its functions. */
export interface KeyPress {
  readonly device: SimulatedDevice;
  readonly key: string;
  readonly how: 'short' | 'long' | 'double';
}

/** A counter as its officer sees and uses it. */
export interface Desk {
  readonly counter: string;
  /** The number on its display, such as `A-012`; undefined when there is none. */
  sees(): string | undefined;
  /** The press that triggers `action` at this counter; undefined: no key does. */
  key(action: CounterAction): KeyPress | undefined;
  /** Scans a ticket with the counter's scanner; undefined: it has none. */
  readonly scan: ((ticket: string) => void) | undefined;
}

/** The presses that print tickets, by service and class. */
export type TicketKeys = ReadonlyMap<string, KeyPress>;

const ways = ['short', 'long', 'double'] as const;
/** A ticket number as a display shows it; the dash is missing when there is no room for it. */
const number = /^([A-Za-z0-9]{1,3}?)-?(\d{2,4})$/;

/** `ticketAt`: the ticket called at a counter that has no display. */
export function desksOf(
  site: Site,
  devices: ReadonlyMap<string, SimulatedDevice>,
  ticketAt: (counter: string) => string | undefined,
): readonly Desk[] {
  return [...site.counters.keys()].map((counter) => {
    const here = site.devices.filter((device) => counterOf(device) === counter && device.enabled);
    const simulated = here.flatMap(({ id }) => devices.get(id) ?? []);
    const display = simulated.find(({ reads }) => reads !== undefined);
    const scanner = simulated.find(({ scan }) => scan !== undefined);
    return {
      counter,
      sees() {
        if (display === undefined) return ticketAt(counter);
        const [, prefix, digits] = number.exec(display.reads?.() ?? '') ?? [];
        return prefix === undefined ? undefined : `${prefix.toUpperCase()}-${digits}`;
      },
      key: (action) => firstOf(here, devices, (does) => does.do === action),
      scan: scanner && ((ticket) => void scanner.scan?.(ticket)),
    };
  });
}

/** The keys that print tickets: `SERVICE CLASS` -> key. */
export function ticketKeysOf(site: Site, devices: ReadonlyMap<string, SimulatedDevice>): TicketKeys {
  const found = new Map<string, KeyPress>();
  for (const service of site.services.keys()) {
    for (const kind of ['regular', 'priority'] as const) {
      const press = firstOf(site.devices, devices, (does) => {
        return does.do === 'ticket' && does.service === service && does.class === kind;
      });
      if (press !== undefined) found.set(`${service} ${kind}`, press);
    }
  }
  return found;
}

function firstOf(
  devices: readonly Device[],
  simulated: ReadonlyMap<string, SimulatedDevice>,
  wanted: (does: Action) => boolean,
): KeyPress | undefined {
  for (const described of devices) {
    const device = simulated.get(described.id);
    if (described.role !== 'keys' || device?.press === undefined) continue;
    for (const [key, actions] of described.keys) {
      const how = ways.find((way) => {
        const does = actions[way];
        return does !== undefined && wanted(does);
      });
      if (how !== undefined) return { device, key, how };
    }
  }
  return undefined;
}
