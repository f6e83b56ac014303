import type { Device, Site } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { KeyEvent, ScanEvent } from '../../devices/roles.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { ReadState } from '../queue/state.ts';
import { Entry } from './entry.ts';
import { type Keys, keys } from './keys.ts';

/** Keys and scanners, wherever they stand: what they tell becomes commands of their counter or ticket machine. */
export interface Desks {
  key(device: Device, event: KeyEvent, at: Millis): void;
  scan(device: Device, event: ScanEvent, at: Millis): void;
  /** The device went away. */
  gone(device: Device): void;
}

export function desks(of: {
  readonly site: Site;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly printerFor: (service: string, own: string | undefined) => string | null;
  readonly device: (id: string) => { warn(code: FaultCode, text: string | undefined): void } | undefined;
  readonly post: (command: Command, cause: Cause, at: Millis, device: string) => void;
}): Desks {
  const { site, state, clock } = of;
  const keypads = new Map<string, Keys>();
  for (const device of site.devices) {
    if (device.kind.role !== 'keys') continue;
    const place = {
      counter: device.counter,
      printerFor: (service: string) => of.printerFor(service, device.printer),
      isClosed: (counter: string) => state.counters.get(counter)?.phase === 'closed',
      counterNumbered: (number: number) =>
        [...site.counters.values()].find(({ rules }) => rules.number === number)?.id,
      entry: new Entry(clock),
    };
    const keypad = keys({
      actions: device.keys,
      place,
      clock,
      post: (command, at) => of.post(command, 'key', at, device.id),
      stuck: (key) =>
        of.device(device.id)?.warn('button.stuck', key && `key ${key} has been down for over 10 s`),
    });
    keypads.set(device.id, keypad);
  }

  return {
    key: (device, event, at) => keypads.get(device.id)?.event(event, at),
    scan(device, event, at) {
      if (event.type === 'refused') {
        of.device(device.id)?.warn('scan.rejected', `the last scan was refused: ${event.reason}`);
        return;
      }
      of.device(device.id)?.warn('scan.rejected', undefined);
      if (device.counter === undefined) return;
      of.post({ type: 'arrive', counter: device.counter, ticket: event.text }, 'scan', at, device.id);
    },
    gone: (device) => keypads.get(device.id)?.forget(),
  };
}
