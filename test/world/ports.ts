import type {
  HidPlace,
  InputLine,
  LineOptions,
  OutputLine,
  OutputOptions,
  Ports,
  Reports,
  SoundCard,
  Wire,
} from '../../devices/ports.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import type { ProcessClock } from './clock.ts';

/** The ports of one process: when it is killed it hears nothing any more, and what it had open is hung up. */
export interface ProcessPorts {
  readonly ports: Ports;
  /** Closes what is open, as the kernel does. */
  hangUp(): void;
}

export function processPorts(hardware: Omit<Ports, 'clock' | 'boards'>, clock: ProcessClock): ProcessPorts {
  const open = new Set<{ close(): Promise<void> }>();

  /** What was opened, with its end noted. A process that died meanwhile never hears of it. */
  async function held<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> {
    const opened = await opening;
    if (!clock.alive) {
      void opened.close();
      return new Promise<never>(() => undefined);
    }
    open.add(opened);
    return opened;
  }

  const living =
    <Heard extends readonly unknown[]>(listener: (...heard: Heard) => void) =>
    (...heard: Heard): void => {
      if (clock.alive) listener(...heard);
    };

  /** Hardware keeps the time of the world; a process hears its own. */
  const wireOf = (wire: Wire): Wire => ({
    onBytes: (listener) => wire.onBytes(living((bytes) => listener(bytes, clock.now()))),
    onLost: (listener) => wire.onLost(living(listener)),
    write: (bytes) => wire.write(bytes),
    close() {
      open.delete(wire);
      return wire.close();
    },
  });

  const lineOf = (line: InputLine): InputLine => ({
    read: () => line.read(),
    onEdge: (listener) => line.onEdge(living((level) => listener(level, clock.now()))),
    close() {
      open.delete(line);
      return line.close();
    },
  });

  const outputOf = (line: OutputLine): OutputLine => ({
    write: (level) => line.write(level),
    close() {
      open.delete(line);
      return line.close();
    },
  });

  const reportsOf = (reports: Reports): Reports => ({
    onReport: (listener) => reports.onReport(living((report) => listener(report, clock.now()))),
    sendFeature: (report) => reports.sendFeature(report),
    onLost: (listener) => reports.onLost(living(listener)),
    close() {
      open.delete(reports);
      return reports.close();
    },
  });

  const cardOf = (card: SoundCard): SoundCard => ({
    play: (samples) => card.play(samples),
    onLost: (listener) => card.onLost(living(listener)),
    close() {
      open.delete(card);
      return card.close();
    },
  });

  const wires = {
    open: async (address: string, settings: { readonly baudRate: number }) =>
      wireOf(await held(hardware.wires.open(address, settings))),
  };
  return {
    ports: {
      clock,
      wires,
      boards: createBoards(wires, clock),
      gpio: {
        input: async (pin: number, { pull, lost }: LineOptions) =>
          lineOf(
            await held(
              hardware.gpio.input(pin, { pull, ...(lost === undefined ? {} : { lost: living(lost) }) }),
            ),
          ),
        output: async (pin: number, { rest, lost }: OutputOptions) =>
          outputOf(
            await held(
              hardware.gpio.output(pin, { rest, ...(lost === undefined ? {} : { lost: living(lost) }) }),
            ),
          ),
      },
      chips: hardware.chips,
      sounds: { open: async (card: string) => cardOf(await held(hardware.sounds.open(card))) },
      clips: hardware.clips,
      arrivals: { watch: (listener) => hardware.arrivals?.watch(living(listener)) ?? (() => undefined) },
      hid: { open: async (place: HidPlace) => reportsOf(await held(hardware.hid.open(place))) },
    },
    hangUp() {
      for (const one of open) void one.close();
      open.clear();
    },
  };
}
