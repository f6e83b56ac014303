import type { PrintedTicket } from './escpos-printer/ticket.ts';
import { scannerHabits } from './scanner-habits.ts';
import { type ControlCommand, type DeviceCommand, type ShellCommand, shellHelp } from './shell-line.ts';
import type { SimulatedDevice } from './simulator.ts';

/** The parts of a hall that the console commands need. */
export interface ShellHall {
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  services(): readonly string[];
  /** Takes a ticket, like a visitor at the ticket machine. Resolves with the outcome as a sentence. */
  ticket(service: string, priority: boolean): Promise<string>;
  /** Prints a copy of a ticket, or voids it. Resolves with the outcome as a sentence. */
  reprint(ticket: string): Promise<string>;
  void(ticket: string): Promise<string>;
  /** Accepts the time of a clock that jumped, or opens another business day. Returns the outcome as a sentence. */
  believeClock(): string;
  openDay(date: string): Promise<string>;
  /** Carries out a command for the whole hall, such as playing a day. Returns the lines to print. */
  control(command: ControlCommand): readonly string[];
  /** One line for each unconfirmed ticket. */
  unconfirmed(): readonly string[];
  /** One line for each counter, with its state. */
  counters(): readonly string[];
  /** One line for each device that is not online. */
  troubles(): readonly string[];
}

const tailMax = 3;

/** Carries out one command; resolves with the lines to print. The caller handles `quit`. */
export async function shell(hall: ShellHall, command: ShellCommand): Promise<readonly string[]> {
  switch (command.type) {
    case 'help':
      return helpLines();
    case 'quit':
      return [];
    case 'show':
      return showLines(hall);
    case 'ticket':
      if (!hall.services().includes(command.service))
        return unknown('service', command.service, hall.services());
      return [await hall.ticket(command.service, command.class === 'priority')];
    case 'reprint':
    case 'void':
      return [await hall[command.type](command.ticket)];
    case 'believe-clock':
      return [hall.believeClock()];
    case 'open-day':
      return [await hall.openDay(command.date)];
    case 'broker':
    case 'disk':
    case 'contacts':
    case 'clock':
    case 'speed':
    case 'step':
    case 'day':
      return hall.control(command);
    default: {
      const device = hall.devices.get(command.device);
      if (device === undefined) return unknown('device', command.device, [...hall.devices.keys()]);
      return handle(device, command);
    }
  }
}

/** Carries out a command on one device; returns a sentence when that is not possible. */
function handle(device: SimulatedDevice, command: DeviceCommand): readonly string[] {
  const can = (what: string, like: string) => [`${command.device} ${what}. Try it on ${like}.`];
  switch (command.type) {
    case 'press':
    case 'pulse': {
      const { keys, [command.type]: move } = device;
      if (keys === undefined) return can('has no keys', 'a keypad');
      if (move === undefined) return can('has no wires to its keys', 'a keypad');
      if (!keys.includes(command.key)) return unknown(`key of ${command.device}`, command.key, keys);
      move(command.key, command.ms);
      return [];
    }
    case 'hold':
    case 'release': {
      const { keys, [command.type]: move } = device;
      if (keys === undefined || move === undefined) return can('has no keys', 'a keypad');
      if (!keys.includes(command.key)) return unknown(`key of ${command.device}`, command.key, keys);
      move(command.key);
      return [];
    }
    case 'scan': {
      if (device.scan === undefined) return can('scans nothing', 'a scanner');
      const wrong = device.scan(command.text);
      return wrong === undefined ? [] : [wrong];
    }
    case 'scanner':
      if (device.habits === undefined) return can('scans nothing', 'a scanner');
      device.habits(scannerHabits[command.state]);
      return [];
    case 'paper':
      if (device.paper === undefined) return can('has no paper', 'a printer');
      device.paper(command.state);
      return [];
    case 'cover':
      if (device.printer === undefined) return can('has no cover', 'a printer');
      device.printer.set({ cover: command.state });
      return [];
    case 'hang':
      if (device.printer === undefined) return can('cannot hang', 'a printer');
      device.printer.set({ hung: command.state === 'on' });
      return [];
    case 'unplug':
    case 'plug': {
      device.cable[command.type]();
      const shared = device.cable.of === command.device ? '' : `: its cable is that of ${device.cable.of}`;
      return [`${command.device} ${command.type}ged${shared}`];
    }
  }
}

function helpLines(): readonly string[] {
  const width = Math.max(...shellHelp.map(([usage]) => usage.length));
  return shellHelp.map(([usage, what]) => `${usage.padEnd(width)}  ${what}`);
}

function unknown(what: string, name: string, there: readonly string[]): readonly string[] {
  return [`There is no ${what} '${name}'. There are: ${there.join(', ')}`];
}

/**
 * The output of `show`: displays, counters, the last tickets of each printer and words of each speaker, unconfirmed
 * tickets, and troubles.
 */
function showLines(hall: ShellHall): readonly string[] {
  const displays: string[] = [];
  const tickets: string[] = [];
  for (const [id, device] of hall.devices) {
    if (device.reads !== undefined) displays.push(`display ${id}: [${device.reads()}]`);
    const said = device.heard?.().at(-1);
    if (said !== undefined) tickets.push(`speaker ${id}: ${said.words.join(' ')}`);
    for (const ticket of device.tickets?.().slice(-tailMax) ?? [])
      tickets.push(`ticket ${id}: ${oneLine(ticket)}`);
  }
  return [...displays, ...hall.counters(), ...tickets, ...hall.unconfirmed(), ...hall.troubles()];
}

function oneLine(ticket: PrintedTicket): string {
  return ticket.text
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' | ');
}
