import type { Device, KeysDevice, ScannerDevice, Site } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { KeyEvent, ScanEvent } from '../../devices/roles.ts';
import type { Bookings } from '../bookings/bookings.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { Now } from '../queue/hall.ts';
import type { Refused } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import { knownCounters } from './action-command.ts';
import { type CheckInWindow, checkIn } from './check-in.ts';
import { DigitEntry } from './entry.ts';
import { createKeyRouter, type KeyRouter } from './key-router.ts';

/** Turns the events of all keys and scanners into commands of their counter or ticket machine. */
export interface InputRouter {
  key(device: KeysDevice, event: KeyEvent, at: Millis): void;
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
  const { site, state, clock } = of;
  const keypads = new WeakMap<KeysDevice, KeyRouter>();

  /** Kept while the device's entry is unchanged: a press under way continues when the site file is reloaded. */
  function keypadOf(device: KeysDevice): KeyRouter {
    const known = keypads.get(device);
    if (known !== undefined) return known;
    const place = {
      counter: device.counter,
      printerFor: (service: string) => of.printerFor(service, device.printer),
      ...knownCounters(site, state),
      entry: new DigitEntry(clock),
    };
    const keypad = createKeyRouter({
      actions: device.keys,
      place,
      clock,
      post: (command, at) => of.post(command, 'key', at, device.id),
      refuse: (code) =>
        of.refuse({ asked: 'transfer', code, cause: 'key', device: device.id, counter: device.counter }),
      warn: (code, text) => of.device(device.id)?.warn(code, text),
    });
    keypads.set(device, keypad);
    return keypad;
  }

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
    key: (device, event, at) => keypadOf(device).event(event, at),
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
    gone(device) {
      if (device.role === 'keys') keypads.get(device)?.forget();
    },
  };
}
