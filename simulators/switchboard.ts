import { Fault } from '../devices/fault.ts';
import { Loss } from '../devices/loss.ts';
import type { Clock, Millis, Wire, Wires } from '../devices/ports.ts';
import type { WireHardware } from './hardware.ts';

interface Outlet {
  readonly hardware: WireHardware;
  plugged: boolean;
  /** It accepts no connection before this time. */
  restsUntil: Millis;
  pull: ((why: Error) => void) | undefined;
}

/**
 * Connects the host's wires to simulated hardware. As on real wires, bytes arrive in order and never within the call
 * that sent them.
 */
export class Switchboard implements Wires {
  readonly #clock: Clock;
  readonly #outlets = new Map<string, Outlet>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many wires are open. */
  get openWires(): number {
    return [...this.#outlets.values()].filter(({ pull }) => pull !== undefined).length;
  }

  /** From now on `hardware` is at `address`. */
  plugIn(address: string, hardware: WireHardware): void {
    this.unplug(address);
    this.#outlets.set(address, { hardware, plugged: true, restsUntil: 0, pull: undefined });
  }

  /** Pulls the cable: an open wire is lost, and opening fails until `plug`. */
  unplug(address: string): void {
    const outlet = this.#outlets.get(address);
    if (outlet === undefined) return;
    outlet.plugged = false;
    outlet.pull?.(new Fault('link.io_error', `${address} was unplugged`));
  }

  /** Puts the cable back. */
  plug(address: string): void {
    const outlet = this.#outlets.get(address);
    if (outlet !== undefined) outlet.plugged = true;
  }

  /** The hardware closes the connection in order and accepts the next one after `restMs`; false: there is none. */
  hangUp(address: string, restMs: Millis = 0): boolean {
    const outlet = this.#outlets.get(address);
    if (outlet?.pull === undefined) return false;
    outlet.restsUntil = this.#clock.now() + restMs;
    outlet.pull(closed(address));
    return true;
  }

  async open(address: string): Promise<Wire> {
    const outlet = this.#outlets.get(address);
    if (!outlet?.plugged) throw new Fault('link.absent', `nothing is plugged in at ${address}`);
    if (this.#clock.now() < outlet.restsUntil)
      throw new Fault('link.absent', `${address} refuses connections`);
    if (outlet.pull !== undefined) throw new Fault('link.busy', `${address} is open already`);
    return connect(outlet, address, this.#clock);
  }
}

/** The fault of a TCP connection that the other side closed in order. */
const closed = (address: string) => new Fault('link.closed', `${address} was closed by the other side`);

function connect(outlet: Outlet, address: string, clock: Clock): Wire {
  const loss = new Loss();
  let listener: ((bytes: Uint8Array, at: Millis) => void) | undefined;
  let open = true;

  const far = outlet.hardware.connect(
    (bytes) => {
      const sent = Uint8Array.from(bytes);
      queueMicrotask(() => {
        if (open) listener?.(sent, clock.now());
      });
    },
    () => outlet.pull?.(closed(address)),
  );
  const letGo = () => {
    open = false;
    outlet.pull = undefined;
    far.hangUp();
  };
  outlet.pull = (why) => {
    letGo();
    loss.tell(why);
  };

  return {
    onBytes: (take) => {
      listener = take;
    },
    onLost: (tell) => loss.listen(tell),
    write: async (bytes) => {
      const sent = Uint8Array.from(bytes);
      await Promise.resolve();
      if (!open) throw loss.why ?? new Fault('link.absent', `${address} is closed`);
      far.receive(sent);
    },
    close: async () => {
      loss.end();
      // Let a pending write arrive first.
      await Promise.resolve();
      if (open) letGo();
    },
  };
}
