import type { Device, KeysDevice, RatingDevice, Site } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { KeyEvent } from '../../devices/roles.ts';
import { askedElement } from '../queue/asked-element.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { Refused } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import { knownCounters } from './action-command.ts';
import { DigitEntry } from './entry.ts';
import { createKeyRouter, type KeyRouter } from './key-router.ts';
import { createPadRouter } from './pad-router.ts';

/** The routers of all devices with keys, made when a device is first heard. */
export interface KeyRouters {
  event(device: KeysDevice | RatingDevice, event: KeyEvent, at: Millis): void;
  /** The device went away. */
  gone(device: Device): void;
}

export function createKeyRouters(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly printerFor: (service: string, own: string | undefined) => string | null;
  readonly device: (id: string) => { warn(code: FaultCode, text: string | undefined): void } | undefined;
  readonly post: (command: Command, cause: Cause, at: Millis, device: string) => void;
  readonly refuse: (refused: Refused) => void;
}): KeyRouters {
  const { site, state, clock } = of;
  const routers = new WeakMap<Device, KeyRouter>();

  /** Kept while the device's entry is unchanged: a press under way continues when the site file is reloaded. */
  function routerOf(device: KeysDevice | RatingDevice): KeyRouter {
    const known = routers.get(device);
    if (known !== undefined) return known;
    const made = device.role === 'keys' ? keypadOf(device) : padOf(device);
    routers.set(device, made);
    return made;
  }

  const ofDevice = ({ id }: Device) => ({
    clock,
    post: (command: Command, at: Millis) => of.post(command, 'key', at, id),
    warn: (code: FaultCode, text: string | undefined) => of.device(id)?.warn(code, text),
  });

  function padOf(pad: RatingDevice): KeyRouter {
    const asked = () => askedElement(pad.asks ?? site().rating.asks, state.day);
    return createPadRouter({ ...ofDevice(pad), pad, asked });
  }

  function keypadOf(device: KeysDevice): KeyRouter {
    const place = {
      counter: device.counter,
      printerFor: (service: string) => of.printerFor(service, device.printer),
      ...knownCounters(site, state),
      entry: new DigitEntry(clock),
    };
    return createKeyRouter({
      ...ofDevice(device),
      actions: device.keys,
      place,
      refuse: (code) =>
        of.refuse({ asked: 'transfer', code, cause: 'key', device: device.id, counter: device.counter }),
    });
  }

  return {
    event: (device, event, at) => routerOf(device).event(event, at),
    gone: (device) => routers.get(device)?.forget(),
  };
}
