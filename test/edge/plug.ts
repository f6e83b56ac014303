import { Fault } from '../../devices/fault.ts';
import type { Wire, Wires } from '../../devices/ports.ts';
import type { WireHardware } from '../../simulators/hardware.ts';

/**
 * Wires in memory to simulated hardware, with plugs a test can pull. Bytes arrive in a later turn, as on a real wire.
 */
export class Plugs implements Wires {
  readonly #hardware = new Map<string, WireHardware>();
  readonly #open = new Map<string, (why: Error) => void>();
  /** Every wire that was ever opened, without keeping it. */
  readonly wires: WeakRef<Wire>[] = [];

  plug(address: string, hardware: WireHardware): void {
    this.#hardware.set(address, hardware);
  }

  unplug(address: string): void {
    this.#hardware.delete(address);
    this.#open.get(address)?.(new Fault('link.absent', `${address} was unplugged`));
  }

  async open(address: string): Promise<Wire> {
    const hardware = this.#hardware.get(address);
    if (hardware === undefined) throw new Fault('link.absent', `nothing at ${address}`);
    let hear: ((bytes: Uint8Array, at: number) => void) | undefined;
    let loseListener: ((why: Error) => void) | undefined;
    let over: Error | undefined;
    const end = hardware.connect((bytes) =>
      setImmediate(() => {
        if (over === undefined) hear?.(bytes, 0);
      }),
    );
    const finish = (why: Error) => {
      over ??= why;
      this.#open.delete(address);
      end.hangUp();
    };
    this.#open.set(address, (why) => {
      finish(why);
      loseListener?.(why);
    });
    const wire: Wire = {
      onBytes(listener) {
        hear = listener;
      },
      onLost(listener) {
        loseListener = listener;
      },
      async write(bytes) {
        if (over !== undefined) throw over;
        end.receive(bytes);
      },
      async close() {
        finish(new Fault('link.absent', 'closed'));
      },
    };
    this.wires.push(new WeakRef(wire));
    return wire;
  }
}
