import type { DisplayDevice, Site } from '../../config/site.ts';
import { roomOf } from '../../devices/display/display-room.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { atMost } from '../async/time-limit.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import { shownReasons, visitorReason } from '../queue/visitor-refusals.ts';
import { type Display, DisplaysOfCounter } from './displays-of-counter.ts';

/** How long a visitor can read why there is no ticket, or which number was given. */
const refusedMs: Millis = 3_000;
const issuedMs: Millis = 5_000;

/**
 * The displays of ticket machines. Each shows for a moment what came of a press or a scan at its machine: the number
 * whose paper has come out, or why there is none. Then it is dark again.
 */
export interface MachineDisplays {
  /** Takes up what became of a ticket. `device`: where somebody pressed or scanned for it. */
  see(event: QueueEvent, device: string | undefined): void;
  refused(machine: string, code: RefusalCode): void;
  /** Makes the displays dark that show nothing now: after a start, and when the site file has changed. */
  showAll(): void;
  /** Makes all dark before the end; resolves when they have taken it or after `ms`. */
  dark(ms: Millis): Promise<void>;
}

export function createMachineDisplays(of: {
  readonly site: () => Pick<Site, 'devices' | 'language'>;
  readonly clock: Clock;
  readonly device: (id: string) => Display | undefined;
}): MachineDisplays {
  const shows = new Map<string, DisplaysOfCounter>();
  /** The machine at which each ticket was asked for whose paper is still to come. */
  const asked = new Map<string, string>();
  const all = () => of.site().devices.filter(isMachineDisplay);

  function displayOf({ id }: DisplayDevice): DisplaysOfCounter {
    const known = shows.get(id);
    if (known !== undefined) return known;
    const one = () => {
      const display = of.device(id);
      return display === undefined ? [] : [display];
    };
    const made = new DisplaysOfCounter(one, of.clock);
    shows.set(id, made);
    return made;
  }

  function flash(machine: string, ms: Millis, text: (display: DisplayDevice) => string): void {
    for (const display of all())
      if (display.ticketMachine === machine) displayOf(display).notice(text(display), () => undefined, ms);
  }

  function refused(machine: string, code: RefusalCode): void {
    const words = shownReasons[visitorReason(code)];
    const word = words[of.site().language];
    flash(machine, refusedMs, (display) => (fits(word, display) ? word : words.glyphs));
  }

  return {
    see(event, device) {
      if (event.type === 'day.opened') asked.clear();
      if (event.type === 'ticket.reserved' && device !== undefined) asked.set(event.ticket, device);
      if (
        event.type !== 'ticket.issued' &&
        event.type !== 'ticket.voided' &&
        event.type !== 'ticket.unconfirmed'
      )
        return;
      const machine = asked.get(event.ticket);
      asked.delete(event.ticket);
      if (machine === undefined) return;
      if (event.type === 'ticket.issued') flash(machine, issuedMs, () => event.ticket);
      else refused(machine, 'printer-not-ready');
    },
    refused,
    showAll() {
      const displays = all();
      for (const id of shows.keys()) if (!displays.some((display) => display.id === id)) shows.delete(id);
      for (const display of displays) if (!displayOf(display).isPassing) displayOf(display).show('');
    },
    async dark(ms) {
      const taken = all().map((display) => new Promise<void>((taken) => displayOf(display).show('', taken)));
      await atMost(of.clock, ms, Promise.all(taken), 'stop: displays of ticket machines');
    },
  };
}

const isMachineDisplay = (device: Site['devices'][number]): device is DisplayDevice =>
  device.role === 'display' && device.ticketMachine !== undefined;

/** A display of which the width is not known is taken for a narrow one. */
const fits = (word: string, { kind, options }: DisplayDevice): boolean =>
  word.length <= (roomOf(kind, options)?.characters ?? 0);
