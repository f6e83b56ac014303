import { Fault } from '../devices/fault.ts';
import { Loss } from '../devices/loss.ts';
import type { Clock, Hid, HidPlace, Millis, Reports } from '../devices/ports.ts';

/** Simulated USB ports with HID devices. A place with a path is found by the path, others by ids and serial number. */
export class SimulatedHid implements Hid {
  readonly #clock: Clock;
  readonly #devices = new Map<string, SimulatedHidDevice>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many devices are open. */
  get openDevices(): number {
    return [...this.#devices.values()].filter((device) => device.inUse).length;
  }

  /** The device at `place`, plugged in. */
  plugIn(place: HidPlace): SimulatedHidDevice {
    const device = new SimulatedHidDevice(this.#clock, place.serial);
    this.#devices.set(spot(place), device);
    return device;
  }

  async open(place: HidPlace): Promise<Reports> {
    const device = this.#devices.get(spot(place));
    if (device === undefined) throw new Fault('link.absent', `nothing is plugged in at ${spot(place)}`);
    return device.open();
  }
}

function spot({ vendorId, productId, serial, path }: HidPlace): string {
  return path ?? [vendorId, productId, serial].join(':');
}

/** One device. Its reports reach the host that has it open, in order and never within the call. */
export class SimulatedHidDevice {
  readonly #clock: Clock;
  #plugged = true;
  #host: { take(report: Uint8Array): void; pull(why: Error): void } | undefined;

  /** What the device does with a feature report. Throws when it has no such report. */
  onFeature: (report: Uint8Array) => void = () => {
    throw new Fault('link.io_error', 'the device has no such feature report');
  };

  readonly #serial: string | undefined;

  constructor(clock: Clock, serial?: string) {
    this.#clock = clock;
    this.#serial = serial;
  }

  get inUse(): boolean {
    return this.#host !== undefined;
  }

  report(bytes: Uint8Array): void {
    this.#host?.take(Uint8Array.from(bytes));
  }

  unplug(): void {
    this.#plugged = false;
    this.#host?.pull(new Fault('link.io_error', 'the device was unplugged'));
  }

  plug(): void {
    this.#plugged = true;
  }

  /** The host's side, used by the simulated port. */
  open(): Reports {
    if (!this.#plugged) throw new Fault('link.absent', 'the device is unplugged');
    if (this.#host !== undefined) throw new Fault('link.busy', 'the device is open already');
    const loss = new Loss();
    let listener: ((report: Uint8Array, at: Millis) => void) | undefined;
    const host = {
      take: (report: Uint8Array) =>
        queueMicrotask(() => {
          if (this.#host === host) listener?.(report, this.#clock.now());
        }),
      pull: (why: Error) => {
        this.#host = undefined;
        loss.tell(why);
      },
    };
    this.#host = host;
    return {
      serial: this.#serial,
      onReport: (take) => {
        listener = take;
      },
      sendFeature: async (report) => this.onFeature(Uint8Array.from(report)),
      onLost: (tell) => loss.listen(tell),
      close: async () => {
        loss.end();
        if (this.#host === host) this.#host = undefined;
      },
    };
  }
}
