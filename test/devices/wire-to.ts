import type { Clock, Ports, Wires } from '../../devices/ports.ts';
import type { WireHardware } from '../../simulators/hardware.ts';

/** Wires that lead to simulated hardware in memory, with what can happen to a wire. */
export interface WiresTo extends Wires {
  /** The cable comes out: what is under way is lost, and open wires say so. */
  breakOff(): void;
  /** After so many more writes nothing is taken: writes wait until `flow`. */
  stall(after: number): void;
  flow(): void;
  /** Everything that was written, in order. */
  readonly written: readonly Uint8Array[];
}

export function wiresTo(hardware: WireHardware): WiresTo {
  const written: Uint8Array[] = [];
  const waiting: (() => void)[] = [];
  const open = new Set<(why: Error) => void>();
  let room = Number.POSITIVE_INFINITY;

  return {
    written,
    breakOff() {
      for (const lose of open) lose(new Error('the cable is out'));
      open.clear();
    },
    stall(after) {
      room = after;
    },
    flow() {
      room = Number.POSITIVE_INFINITY;
      for (const go of waiting.splice(0)) go();
    },
    async open() {
      let onBytes = (_bytes: Uint8Array, _at: number): void => {};
      let onLost = (_why: Error): void => {};
      let up = true;
      const end = hardware.connect(
        (bytes) => queueMicrotask(() => up && onBytes(bytes, 0)),
        () => lose(new Error('closed by the other side')),
      );
      const lose = (why: Error): void => {
        up = false;
        end.hangUp();
        onLost(why);
      };
      open.add(lose);
      return {
        onBytes: (listener) => {
          onBytes = listener;
        },
        onLost: (listener) => {
          onLost = listener;
        },
        async write(bytes) {
          if (room <= 0) await new Promise<void>((resolve) => waiting.push(resolve));
          room -= 1;
          if (!up) throw new Error('the wire is down');
          written.push(bytes);
          end.receive(bytes);
        },
        async close() {
          if (up) end.hangUp();
          up = false;
          open.delete(lose);
        },
      };
    },
  };
}

/** Ports of which only the wires and the clock are there. */
export function onlyWires(clock: Clock, wires: Wires): Ports {
  const absent = (): never => {
    throw new Error('not part of this test');
  };
  return {
    clock,
    wires,
    gpio: { input: absent, output: absent },
    boards: { connect: absent, use: absent },
    chips: { i2c: absent, spi: absent },
    hid: { open: absent },
    sounds: { open: absent },
    clips: { get: absent, names: absent },
  };
}
