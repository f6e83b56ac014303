import type { Site } from '../../config/site.ts';
import type { Clock } from '../../devices/ports.ts';
import { repeat } from '../../firmware-host/async/interval.ts';
import { builtPage } from '../../firmware-host/web/built-pages.ts';
import type { Feed } from '../../firmware-host/web/feed.ts';
import type { WebVisitor } from '../../firmware-host/web/page-sockets.ts';
import type { Content } from '../../firmware-host/web/web-server.ts';
import type { Controls } from '../controls.ts';
import type { PrintedTicket } from '../escpos-printer/ticket.ts';
import { type ShellHall, shell } from '../shell.ts';
import type { ShellCommand } from '../shell-line.ts';
import type { PastEvent } from './day-points.ts';
import { serveGuest } from './guest.ts';
import { createHallSight } from './hall-sight.ts';
import { soundAt } from './heard-sounds.ts';
import { layoutOf } from './page-layout.ts';
import type { PageMessage, PlaySight } from './page-messages.ts';

/** How often pages receive what changes by itself: the clock, the course of the day. */
const beatMs = 250;

export const hallSocket = '/hall';

/**
 * The server's side of the page of a simulated hall. The page acts on simulated hardware through console commands, and
 * shows only what the simulated hardware and MQTT report.
 */
export function hallPage(of: {
  readonly site: () => Site;
  readonly shell: ShellHall;
  readonly controls: Controls;
  readonly feed: Feed;
  readonly mqttPort: number;
  /** The hall's clock, which may run faster than the machine's. */
  readonly clock: Pick<Clock, 'now'>;
  /** The business day until this start, as the journal has it. */
  readonly recovered: readonly PastEvent[];
  /** The machine's clock: pages receive updates at its pace, however fast the hall's time runs. */
  readonly machine: Clock;
  /** Minutes since local midnight, as the hall's clock has it. */
  readonly minute: () => number;
  readonly play: () => PlaySight | undefined;
}) {
  const { site, feed, machine } = of;
  const { devices } = of.shell;
  const files = builtPage('hall');
  const page = files.get('hall.html');
  const paths = new Map([...files].map(([name, content]) => [`/${name}`, content]));
  const visitors = new Set<WebVisitor>();
  const tell = (message: PageMessage) => {
    for (const visitor of visitors) visitor.tell(message);
  };
  const sight = createHallSight({ ...of, devices, tell });
  const stopListening = feed.listen(sight.heard);
  const look = () => {
    if (visitors.size > 0) sight.look();
  };
  const stopBeat = repeat(machine, beatMs, look, 'page: beat');

  async function perform(command: ShellCommand): Promise<readonly string[]> {
    sight.begins(command);
    const lines = await shell(of.shell, command);
    sight.did(command);
    return lines;
  }

  return {
    content: (path: string): Content | undefined =>
      path === '/' ? page : (sight.picture(path) ?? soundAt(path, devices) ?? paths.get(path)),
    greet(visitor: WebVisitor): void {
      const layout: PageMessage = { type: 'layout', layout: layoutOf(site(), devices, of.mqttPort) };
      for (const message of [layout, ...sight.now(feed.retained())]) visitor.tell(message);
      visitors.add(visitor);
      visitor.onGone(() => visitors.delete(visitor));
      serveGuest(visitor, machine, perform, of.shell.speak);
    },
    /** Carries out a command typed at the console; returns the lines to print. */
    perform,
    /** A display was written to. */
    changed(display: string): void {
      sight.changed(display);
    },
    printed(printer: string, ticket: PrintedTicket): void {
      sight.printed(printer, ticket);
    },
    close(): void {
      stopListening();
      stopBeat();
    },
  };
}
