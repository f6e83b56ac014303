import type { InputLine, Lines, Ports } from '../../devices/ports.ts';
import { guarded } from './driver-context.ts';

/**
 * The ports as drivers get them: a driver that throws in a timer or a listener fails only its own device, not the port
 * that called it. One set of ports serves all drivers, since some share what they open on the same port object.
 */
export function guardedPorts(ports: Ports): Ports {
  const { clock, gpio, boards, hid, sounds, things, wires } = ports;
  return {
    ...ports,
    clock: { now: () => clock.now(), after: (ms, run, name) => clock.after(ms, guarded(run), name) },
    gpio: guardedLines(gpio),
    boards: {
      async connect(...place) {
        const link = await boards.connect(...place);
        return {
          onLost: (listener) => link.onLost(guarded(listener)),
          probe: () => link.probe(),
          close: () => link.close(),
        };
      },
      use(id, lost) {
        const board = boards.use(id, guarded(lost));
        return {
          ...guardedLines(board),
          i2c: (address) => board.i2c(address),
          pins: (first) => board.pins(first),
        };
      },
    },
    hid: {
      async open(place) {
        const reports = await hid.open(place);
        return {
          serial: reports.serial,
          onReport: (listener) => reports.onReport(guarded(listener)),
          sendFeature: (report) => reports.sendFeature(report),
          onLost: (listener) => reports.onLost(guarded(listener)),
          close: () => reports.close(),
        };
      },
    },
    sounds: {
      async open(...place) {
        const card = await sounds.open(...place);
        return {
          play: (samples) => card.play(samples),
          onLost: (listener) => card.onLost(guarded(listener)),
          close: () => card.close(),
        };
      },
    },
    things: things && {
      async open(topics, hear) {
        const line = await things.open(topics, guarded(hear));
        return {
          onLost: (listener) => line.onLost(guarded(listener)),
          say: (topic, payload) => line.say(topic, payload),
          close: () => line.close(),
        };
      },
    },
    wires: {
      async open(...line) {
        const wire = await wires.open(...line);
        return {
          onBytes: (listener) => wire.onBytes(guarded(listener)),
          onLost: (listener) => wire.onLost(guarded(listener)),
          write: (bytes) => wire.write(bytes),
          close: () => wire.close(),
        };
      },
    },
  };
}

function guardedLines(lines: Lines): Lines {
  return {
    async input(pin, { lost, ...options }): Promise<InputLine> {
      const line = await lines.input(pin, { ...options, ...(lost && { lost: guarded(lost) }) });
      return {
        read: () => line.read(),
        onEdge: (listener) => line.onEdge(guarded(listener)),
        close: () => line.close(),
      };
    },
    output: (pin, { lost, rest }) => lines.output(pin, { rest, ...(lost && { lost: guarded(lost) }) }),
  };
}
