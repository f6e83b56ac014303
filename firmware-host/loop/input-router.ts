import type { Device, KeysDevice, RatingDevice, ScannerDevice, Site } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { KeyEvent, ScanEvent } from '../../devices/roles.ts';
import type { Bookings } from '../bookings/bookings.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { Now } from '../queue/hall.ts';
import type { Refused } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import { type CheckInWindow, checkIn } from './check-in.ts';
import { createKeyRouters } from './key-routers.ts';

/** Turns the events of all keys and scanners into commands of their counter or ticket machine. */
export interface InputRouter {
  key(device: KeysDevice | RatingDevice, event: KeyEvent, at: Millis): void;
  scan(device: ScannerDevice, event: ScanEvent, at: Millis): void;
  /** The device went away. */
  gone(device: Device): void;
}

export function createInputRouter(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly now: () => Now;
  /** Undefined: the site takes no bookings. */
  readonly checkIn: { readonly bookings: Bookings; readonly window: CheckInWindow } | undefined;
  readonly printerFor: (service: string, own: string | undefined) => string | null;
  readonly device: (id: string) => { warn(code: FaultCode, text: string | undefined): void } | undefined;
  readonly post: (command: Command, cause: Cause, at: Millis, device: string) => void;
  readonly refuse: (refused: Refused) => void;
}): InputRouter {
  const { state } = of;
  const keys = createKeyRouters(of);

  /** The scanned text is not passed on: only the hash of a booking's code is kept. */
  const atTicketMachine = (device: ScannerDevice, code: string, at: Millis) => {
    const printerFor = (service: string) => of.printerFor(service, device.printer);
    const command =
      of.checkIn === undefined
        ? 'booking-unknown'
        : checkIn(code, { ...of.checkIn, state, now: of.now(), printerFor });
    if (typeof command !== 'string') return of.post(command, 'scan', at, device.id);
    of.refuse({ asked: 'check-in', code: command, cause: 'scan', device: device.id, counter: undefined });
  };

  return {
    key: keys.event,
    scan(device, event, at) {
      if (event.type === 'refused') {
        of.device(device.id)?.warn('scan.rejected', `the last scan was refused: ${event.reason}`);
        return;
      }
      of.device(device.id)?.warn('scan.rejected', undefined);
      const { counter } = device;
      if (counter === undefined) atTicketMachine(device, event.text, at);
      else of.post({ type: 'arrive', counter, ticket: event.text }, 'scan', at, device.id);
    },
    gone: keys.gone,
  };
}
