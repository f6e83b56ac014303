import { signalLamp } from '../../devices/signal-lamp/signal-lamp.ts';
import { modes } from '../firmata-board/firmata-protocol.ts';
import { SimulatedLamp } from '../simulated-lamp.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(signalLamp, ({ board, pin, active }, bench, id) => {
  const lamp = new SimulatedLamp(bench.clock, active === 'high' ? 1 : 0, () => bench.changed(id));
  const shown = { lamp: () => lamp.looks, lightings: () => lamp.lightings };
  if (board === undefined) {
    bench.gpio.attach(pin, (level) => lamp.drive(level));
    return { cable: bench.gpioCable(id, [pin]), ...shown };
  }
  const arduino = bench.board(board);
  arduino.attach({
    pinsChanged: (level) => lamp.drive(arduino.mode(pin) === modes.output ? level(pin) : undefined),
    powerUp: () => undefined,
  });
  return { cable: bench.cableOf(board), ...shown };
});

export const sample: Sample = { board: 'board-1', pin: 7 };
