import { asFault, Fault } from '../../devices/fault.ts';
import { type FaultCode, faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { DeviceKind, DriverCount, OpenDevice } from '../../devices/kind.ts';
import type { Clock, Millis, Ports } from '../../devices/ports.ts';
import type { Role, RoleCommands, RoleEvents } from '../../devices/roles.ts';
import { createRate } from '../../devices/too-often.ts';
import { within } from '../async/time-limit.ts';
import { callGuarded } from './command-queue.ts';
import { limits } from './device-limits.ts';
import { asDriver, asHost } from './driver-context.ts';
import { believed } from './plausible-event.ts';

type Device = OpenDevice<RoleCommands[Role]>;

export interface SessionParts {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly options: Readonly<{ [setting: string]: unknown }>;
  readonly ports: Ports;
  readonly random: () => number;
  /** Events of the driver. After the end of the session only `misbehaved` and `counted` are still called. */
  readonly hears: {
    readonly opened: (device: Device) => void;
    readonly event: (event: RoleEvents[Role], at: Millis) => void;
    readonly lost: (why: Fault) => void;
    readonly warn: (code: FaultCode, text: string | undefined) => void;
    readonly counted: (what: DriverCount, by?: number) => void;
    /** The driver threw outside an awaited call, or emitted something impossible. */
    readonly misbehaved: (why: Fault, over: boolean) => void;
  };
}

/**
 * One driver at work, from an attempt to open its device to the end. The driver may throw anywhere and emit anything,
 * at any rate and for ever: only plausible events are passed on, and none after the end.
 */
export class DriverSession {
  readonly #of: SessionParts;
  readonly #abort = new AbortController();
  readonly #tooMany = createRate(limits.tellings.most, limits.tellings.withinMs);
  #over = false;
  #device: Device | undefined;

  constructor(parts: SessionParts) {
    this.#of = parts;
  }

  /** The open device; undefined until then. Calls of its methods are attributed to the driver. */
  get device(): Device | undefined {
    return this.#device;
  }

  /** Never rejects: the result arrives as `opened` or `lost`. A device that opens too late is closed. */
  async open(): Promise<void> {
    const { ports, hears } = this.#of;
    const late = () => new Fault('link.timeout', `did not open within ${limits.openMs} ms`);
    const opening = this.#begin();
    try {
      const device = await within(ports.clock, limits.openMs, opening, late, 'device: open');
      if (this.#over) return void closeDevice(ports.clock, device);
      this.#device = device;
      hears.opened(device);
    } catch (thrown) {
      // This device must not stay open beside that of the next attempt.
      opening.then((device) => closeDevice(ports.clock, device)).catch(() => undefined);
      if (!this.#over) hears.lost(asFault(thrown, 'driver.error'));
    }
  }

  /** Resolves when the device is closed, if it was open. */
  async end(why: Fault): Promise<void> {
    this.#over = true;
    this.#asDriver(() => this.#abort.abort(why));
    if (this.#device !== undefined) await closeDevice(this.#of.ports.clock, this.#device);
  }

  async #begin(): Promise<Device> {
    const opening = this.#opening();
    const device = await this.#asDriver(() => callGuarded(() => this.#of.kind.open(opening)));
    return this.#asDrivers(device as Device);
  }

  #opening(): Parameters<DeviceKind['open']>[0] {
    const { id, kind, options, ports, random, hears } = this.#of;
    return {
      ...{ id, options, ports, random, signal: this.#abort.signal },
      tell: (told: unknown, at: unknown) =>
        this.#heard(() => {
          const event = believed(kind, options, told);
          const when = typeof at === 'number' && at <= ports.clock.now() ? at : undefined;
          if (event === undefined || when === undefined) this.#blame('told what no such device can tell');
          else hears.event(event, when);
        }),
      warn: (code, text) =>
        this.#heard(() => {
          if (Object.hasOwn(faultCatalogue, code)) hears.warn(code, text);
          else this.#blame('warned of what is not in the catalogue');
        }),
      lost: (why) => {
        if (!this.#over) asHost(() => hears.lost(asFault(why, 'link.io_error')));
      },
      count: hears.counted,
    };
  }

  #heard(take: () => void): void {
    asHost(() => {
      const { most, withinMs } = limits.tellings;
      if (this.#over) return;
      if (this.#tooMany(this.#of.ports.clock.now()))
        this.#blame(`told over ${most} things in ${withinMs} ms`);
      else take();
    });
  }

  #asDriver<T>(run: () => T): T {
    return asDriver((thrown) => this.#blame(thrown), run);
  }

  #asDrivers(device: Device): Device {
    const { evidence, serial, probe, probeEveryMs, refresh } = device;
    return {
      ...(evidence === undefined ? {} : { evidence }),
      ...(typeof serial === 'string' && serial !== '' ? { serial: serial.slice(0, limits.serialMax) } : {}),
      ...(probeEveryMs === undefined
        ? {}
        : { probeEveryMs: atLeast(limits.probeEveryLeastMs, probeEveryMs) }),
      extraMs: () => this.#extraMs(device),
      perform: (command) => this.#asDriver(() => device.perform(command)),
      ...(probe === undefined ? {} : { probe: () => this.#asDriver(() => probe.call(device)) }),
      ...(refresh === undefined ? {} : { refresh: () => this.#asDriver(() => refresh.call(device)) }),
      close: () => this.#asDriver(() => device.close()),
    };
  }

  #extraMs(device: Device): Millis {
    try {
      return Math.min(
        limits.extraMostMs,
        atLeast(
          0,
          this.#asDriver(() => device.extraMs?.()),
        ),
      );
    } catch (thrown) {
      this.#blame(thrown);
      return 0;
    }
  }

  #blame(thrown: unknown): void {
    this.#of.hears.misbehaved(asFault(thrown, 'driver.error'), this.#over);
  }
}

/** A driver may say anything: what is no number, or too little, is the least. */
const atLeast = (least: number, told: unknown): number =>
  typeof told === 'number' && told >= least ? told : least;

/** Closes a device. If it does not close, nothing more can be done; the next open shows whether that matters. */
async function closeDevice(clock: Clock, device: OpenDevice<never>): Promise<void> {
  const late = () => new Fault('link.timeout', `did not close within ${limits.closeMs} ms`);
  const closing = callGuarded(() => device.close());
  await within(clock, limits.closeMs, closing, late, 'device: close').catch(() => undefined);
}
