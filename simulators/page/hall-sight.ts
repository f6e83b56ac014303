import { counterOf, deviceNamed, type Site } from '../../config/site.ts';
import type { Clock } from '../../devices/ports.ts';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import type { Content } from '../../firmware-host/web/web-server.ts';
import type { Controls } from '../controls.ts';
import type { PrintedTicket } from '../escpos-printer/ticket.ts';
import type { ShellCommand } from '../shell-line.ts';
import type { SimulatedDevice } from '../simulator.ts';
import { createDayPoints, type PastEvent } from './day-points.ts';
import { createDeviceSights } from './device-sights.ts';
import { mqttOnPage } from './mqtt-on-page.ts';
import { keepNewest } from './newest.ts';
import { createPaceMeter } from './pace-meter.ts';
import type { PageMessage, PlaySight, TimedPress } from './page-messages.ts';
import { createStopwatch } from './stopwatch.ts';
import { createTicketAlbum } from './ticket-album.ts';

const eventsKept = 200;
const pressesKept = 500;

/** Everything a page shows of a simulated hall except its layout; changes are sent to the pages. */
export interface HallSight {
  /** The complete current state. `retained`: the last message of each retained MQTT topic. */
  now(retained: Iterable<FeedMessage>): Iterable<PageMessage>;
  /** The hall has published a message over MQTT. */
  heard(message: FeedMessage): void;
  /** A command is about to be carried out. */
  begins(command: ShellCommand): void;
  did(command: ShellCommand): void;
  /** A display was written to. */
  changed(display: string): void;
  printed(printer: string, ticket: PrintedTicket): void;
  /** Checks what changes by itself: hardware, the clock, the course of the day. */
  look(): void;
  /** The picture of a ticket, by its path. */
  picture(path: string): Content | undefined;
}

interface Parts {
  readonly site: () => Site;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  readonly controls: Controls;
  /** The hall's clock, which may run faster than the machine's. */
  readonly clock: Pick<Clock, 'now'>;
  /** The business day until now, as the journal has it. */
  readonly recovered: readonly PastEvent[];
  /** The machine's clock: it times the presses. */
  readonly machine: Clock;
  /** Minutes since local midnight, as the hall's clock has it. */
  readonly minute: () => number;
  readonly play: () => PlaySight | undefined;
  readonly tell: (message: PageMessage) => void;
}

export function createHallSight(of: Parts): HallSight {
  const { devices, tell } = of;
  const events = keepNewest<FeedMessage>(eventsKept);
  const presses = keepNewest<TimedPress>(pressesKept);
  const tickets = createTicketAlbum();
  const figures = createDayPoints();
  figures.remember(of.recovered);
  const pace = createPaceMeter(of.clock, of.machine);
  const counterAt = (id: string) => counterOfNamed(of.site(), id);
  const shown = new Map<string, string>();
  const sights = createDeviceSights(devices, (id, sight) => tell({ type: 'device', id, ...sight }));
  const watch = createStopwatch(of.machine, (press) => {
    presses.add(press);
    tell({ type: 'press', press });
  });
  const day = (): PageMessage => ({ type: 'day', day: { ...figures.read(), play: of.play() } });
  const settings = (): PageMessage => {
    const asked = of.controls.settings();
    return { type: 'settings', settings: { ...asked, trueSpeed: pace.read(asked.speed) } };
  };

  return {
    *now(retained) {
      for (const [id, sight] of sights.all()) yield { type: 'device', id, ...sight };
      for (const message of [...retained, ...events.all()]) yield mqttOnPage(message);
      for (const ticket of tickets.sights()) yield { type: 'ticket', ticket };
      for (const press of presses.all()) yield { type: 'press', press };
      yield settings();
      yield day();
    },
    heard(message) {
      figures.take(message, of.minute());
      const counter = /^counter\/([^/]+)\/state$/.exec(message.address)?.[1];
      if (counter !== undefined) watch.said(counter);
      if (message.address.startsWith('event/')) events.add(message);
      tell(mqttOnPage(message));
    },
    begins(command) {
      if (command.type === 'press' || command.type === 'hold')
        watch.pressed(command.device, command.key, counterAt(command.device));
    },
    did(command) {
      sights.did(command);
      tell(settings());
    },
    changed(display) {
      // Displays are also redrawn without a change: compare what is lit.
      const device = devices.get(display);
      const lit = (device?.dots?.() ?? device?.segments?.())?.join() ?? '';
      if (shown.get(display) === lit) return;
      shown.set(display, lit);
      const counter = counterAt(display);
      if (counter !== undefined) watch.shown(counter);
      sights.changed(display);
    },
    printed: (printer, ticket) => tell({ type: 'ticket', ticket: tickets.add(printer, ticket) }),
    look() {
      sights.look();
      tell(settings());
      tell(day());
    },
    picture: tickets.picture,
  };
}

function counterOfNamed(site: Site, id: string): string | undefined {
  const device = deviceNamed(site, id);
  return device && counterOf(device);
}
