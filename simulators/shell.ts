import type { Language } from '../config/site.ts';
import { shown } from '../config/texts/words.ts';
import type { PrintedTicket } from './escpos-printer/ticket.ts';
import { scannerHabits } from './scanner-habits.ts';
import { helpLines, helpTopics } from './shell-help.ts';
import type { ControlCommand, DeviceCommand, ShellCommand } from './shell-line.ts';
import { type Cannot, type Missing, shellTexts } from './shell-texts.ts';
import type { SimulatedDevice } from './simulator.ts';

/** The parts of a hall that the console commands need. */
export interface ShellHall {
  /** The language of what is answered. */
  speak(): Language;
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

/** Carries out one command; resolves with the lines to print. The caller handles `quit`. */
export async function shell(hall: ShellHall, command: ShellCommand): Promise<readonly string[]> {
  switch (command.type) {
    case 'help':
      return help(command.topic, hall.speak());
    case 'quit':
      return [];
    case 'show':
      return showLines(hall);
    case 'ticket':
      if (!hall.services().includes(command.service))
        return [unknown('service', command.service, hall.services(), hall.speak())];
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
      if (device === undefined)
        return [unknown('device', command.device, [...hall.devices.keys()], hall.speak())];
      return handle(device, command, hall.speak());
    }
  }
}

/** Carries out a command on one device; returns a sentence when that is not possible. */
function handle(device: SimulatedDevice, command: DeviceCommand, speak: Language): readonly string[] {
  const say = shellTexts[speak];
  const cannot = (what: Cannot) => [say.cannot[what](command.device)];
  const printer = device.printer ?? device.starPrinter;
  switch (command.type) {
    case 'press':
    case 'pulse': {
      const { keys, [command.type]: move } = device;
      if (keys === undefined) return cannot('keys');
      if (move === undefined) return cannot('wires');
      if (!keys.includes(command.key)) return [unknown('key', command.key, keys, speak)];
      move(command.key, command.ms);
      return [];
    }
    case 'hold':
    case 'release': {
      const { keys, [command.type]: move } = device;
      if (keys === undefined || move === undefined) return cannot('keys');
      if (!keys.includes(command.key)) return [unknown('key', command.key, keys, speak)];
      move(command.key);
      return [];
    }
    case 'scan': {
      if (device.scan === undefined) return cannot('scan');
      const wrong = device.scan(command.text);
      return wrong === undefined ? [] : [wrong[speak]];
    }
    case 'scanner':
      if (device.habits === undefined) return cannot('scan');
      device.habits(scannerHabits[command.state]);
      return [];
    case 'paper':
      if (device.paper === undefined) return cannot('paper');
      device.paper(command.state);
      return [];
    case 'cover':
      if (printer === undefined) return cannot('cover');
      printer.set({ cover: command.state });
      return [];
    case 'hang':
      if (printer === undefined) return cannot('hang');
      printer.set({ hung: command.state === 'on' });
      return [];
    case 'unplug':
    case 'plug': {
      device.cable[command.type]();
      const shared = device.cable.of === command.device ? '' : say.sharedCable(device.cable.of);
      const done = command.type === 'plug' ? say.plugged : say.unplugged;
      return [`${done(command.device)}${shared}`];
    }
  }
}

function help(topic: string | undefined, speak: Language): readonly string[] {
  const names = helpTopics.map(({ names }) => (speak === 'id' ? names.at(-1) : names[0]) ?? '');
  if (topic === undefined || helpTopics.some((one) => one.names.includes(topic)))
    return helpLines(topic, speak);
  return [unknown('topic', topic, names, speak)];
}

function unknown(what: Missing, name: string, there: readonly string[], speak: Language): string {
  return shellTexts[speak].noSuch(what, shown(name), there.join(', '));
}

/**
 * The output of `show`: the last ticket of each printer, on lines of its own; displays, counters, the last words of
 * each speaker, unconfirmed tickets, and troubles.
 */
function showLines(hall: ShellHall): readonly string[] {
  const say = shellTexts[hall.speak()];
  const seen: string[] = [];
  const tickets: string[] = [];
  for (const [id, device] of hall.devices) {
    if (device.reads !== undefined) seen.push(say.display(id, device.reads()));
    const said = device.heard?.().at(-1);
    if (said !== undefined) seen.push(say.speaker(id, said.words.join(' ')));
    const ticket = device.tickets?.().at(-1);
    if (ticket !== undefined) tickets.push(say.ticket(id), ...ticketLines(ticket));
  }
  return [...tickets, ...seen, ...hall.counters(), ...hall.unconfirmed(), ...hall.troubles()];
}

const ticketLines = ({ text }: PrintedTicket): readonly string[] =>
  text.filter((line) => line.trim() !== '').map((line) => `  | ${line}`);
