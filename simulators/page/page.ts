import type { Site } from '../../config/site.ts';
import type { Clock } from '../../devices/ports.ts';
import { builtPage } from '../../firmware-host/web/built-pages.ts';
import type { Feed } from '../../firmware-host/web/feed.ts';
import type { FeedMessage } from '../../firmware-host/web/messages.ts';
import type { Content, Visitor } from '../../firmware-host/web/server.ts';
import type { Controls } from '../controls.ts';
import type { PrintedTicket } from '../escpos-printer/ticket.ts';
import { type ShellHall, shell } from '../shell.ts';
import { type ShellCommand, shellLine } from '../shell-line.ts';
import { dayFigures } from './day-figures.ts';
import { deviceSights } from './device-sights.ts';
import { type Finger, openFinger } from './finger.ts';
import { layoutOf } from './layout.ts';
import type { PageMessage, PlaySight, TicketSight, TimedPress } from './messages.ts';
import { stopwatch } from './stopwatch.ts';

/** How often what moves by itself is told: the clock, the course of the day. */
const beatMs = 250;
const eventsKept = 200;
const ticketsKept = 60;
const pressesKept = 500;
/** Lines of one page that may be under way; a person does not get there. */
const linesMost = 64;

export const hallSocket = '/hall';

/**
 * The page of a simulated hall. It acts on simulated hardware with the lines that can be typed at the hall, and shows
 * what simulated hardware and MQTT say: there is nothing else behind it.
 */
export function hallPage(of: {
  readonly site: Site;
  readonly shell: ShellHall;
  readonly controls: Controls;
  readonly feed: Feed;
  readonly mqttPort: number;
  /** The machine's clock: pages are told things at its pace, however fast the hall's time runs. */
  readonly machine: Clock;
  /** Minutes since local midnight, as the hall's clock has it. */
  readonly minute: () => number;
  readonly play: () => PlaySight | undefined;
}) {
  const { site, feed, machine, controls } = of;
  const { devices } = of.shell;
  const files = builtPage('hall');
  const page = files.get('hall.html');
  const paths = new Map([...files].map(([name, content]) => [`/${name}`, content]));
  const visitors = new Set<Visitor>();
  const events: FeedMessage[] = [];
  const tickets: { readonly sight: TicketSight; readonly ticket: PrintedTicket }[] = [];
  const presses: TimedPress[] = [];
  const figures = dayFigures();
  const counterOf = new Map(site.devices.map(({ id, counter }) => [id, counter]));
  const shown = new Map<string, string>();
  let printed = 0;

  const tell = (message: PageMessage) => {
    for (const visitor of visitors) visitor.tell(message);
  };
  const sights = deviceSights(devices, (id, sight) => tell({ type: 'device', id, ...sight }));
  const watch = stopwatch(machine, (press) => {
    presses.push(press);
    if (presses.length > pressesKept) presses.shift();
    tell({ type: 'press', press });
  });
  const day = (): PageMessage => ({ type: 'day', day: { ...figures.read(), play: of.play() } });
  const settings = (): PageMessage => ({ type: 'settings', settings: controls.settings() });

  const stopListening = feed.listen((message) => {
    figures.take(message, of.minute());
    const counter = /^counter\/([^/]+)\/state$/.exec(message.address)?.[1];
    if (counter !== undefined) watch.said(counter);
    if (message.address.startsWith('event/')) {
      events.push(message);
      if (events.length > eventsKept) events.shift();
    }
    tell({ type: 'mqtt', ...message });
  });
  let beat = machine.after(beatMs, function again() {
    beat = machine.after(beatMs, again);
    if (visitors.size === 0) return;
    sights.look();
    tell(settings());
    tell(day());
  });

  function greet(visitor: Visitor): void {
    visitor.tell({ type: 'layout', layout: layoutOf(site, devices, of.mqttPort) } satisfies PageMessage);
    for (const [id, sight] of sights.all())
      visitor.tell({ type: 'device', id, ...sight } satisfies PageMessage);
    for (const message of [...feed.retained(), ...events]) visitor.tell({ type: 'mqtt', ...message });
    for (const { sight } of tickets) visitor.tell({ type: 'ticket', ticket: sight } satisfies PageMessage);
    for (const press of presses) visitor.tell({ type: 'press', press } satisfies PageMessage);
    visitor.tell(settings());
    visitor.tell(day());
    visitors.add(visitor);
    const holds = new Map<string, ShellCommand>();
    const finger = openFinger(machine);
    visitor.onGone(() => {
      visitors.delete(visitor);
      // Whoever goes away lets go of what they hold.
      for (const release of holds.values()) void perform(release);
    });
    let underWay = 0;
    visitor.onLine((line) => {
      if (underWay >= linesMost) return;
      underWay++;
      void carryOut(line, holds, finger).then((lines) => {
        underWay--;
        if (lines.length > 0) visitor.tell({ type: 'said', lines } satisfies PageMessage);
      });
    });
  }

  async function carryOut(
    line: string,
    holds: Map<string, ShellCommand>,
    finger: Finger,
  ): Promise<readonly string[]> {
    const command = shellLine(line);
    if (command === undefined) return [];
    if ('wrong' in command) return [command.wrong];
    // Whoever runs the hall ends it, where it was started.
    if (command.type === 'quit') return ["The hall is closed where it was started: type 'quit' there."];
    if (command.type === 'hold' || command.type === 'release') {
      const { device, key } = command;
      const name = `${device} ${key}`;
      holds.delete(name);
      if (command.type === 'hold') holds.set(name, { type: 'release', device, key });
      await (command.type === 'hold' ? finger.down(name) : finger.up(name));
    }
    return perform(command);
  }

  async function perform(command: ShellCommand): Promise<readonly string[]> {
    if (command.type === 'press' || command.type === 'hold')
      watch.pressed(command.device, command.key, counterOf.get(command.device));
    const lines = await shell(of.shell, command);
    sights.did(command);
    tell(settings());
    return lines;
  }

  return {
    content(path: string): Content | undefined {
      if (path === '/') return page;
      const number = /^\/tickets\/(\d{1,9})\.png$/.exec(path)?.[1];
      if (number === undefined) return paths.get(path);
      const found = tickets.find(({ sight }) => sight.number === Number(number));
      return found && { type: 'image/png', body: found.ticket.png() };
    },
    greet,
    /** Carries out what somebody typed at the hall; the lines to print. */
    perform,
    /** A display was written to. */
    changed(display: string): void {
      // Displays are redrawn now and then; only other segments are news.
      const lit = devices.get(display)?.segments?.().join() ?? '';
      if (shown.get(display) === lit) return;
      shown.set(display, lit);
      const counter = counterOf.get(display);
      if (counter !== undefined) watch.shown(counter);
      sights.changed(display);
    },
    printed(printer: string, ticket: PrintedTicket): void {
      printed++;
      const { code, text, complete } = ticket;
      const sight = { printer, number: printed, code, text, complete, picture: `/tickets/${printed}.png` };
      tickets.push({ sight, ticket });
      if (tickets.length > ticketsKept) tickets.shift();
      tell({ type: 'ticket', ticket: sight });
    },
    close(): void {
      stopListening();
      beat();
    },
  };
}
