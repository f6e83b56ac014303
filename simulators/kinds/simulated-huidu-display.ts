import { huiduDisplay } from '../../devices/huidu-display/huidu-display.ts';
import { wireCable } from '../cable.ts';
import { SimulatedHuiduCard } from '../huidu-card.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** Two modules P5 beside each other. */
const SCREEN = { width: 64, height: 32 };

export const simulator = simulatedKind(huiduDisplay, ({ address }, bench, id) => {
  const card = bench.onWire(
    address,
    SimulatedHuiduCard,
    () => new SimulatedHuiduCard(bench.clock, SCREEN, () => bench.changed(id)),
  );
  return { cable: wireCable(bench, id, address), reads: () => card.shown, dots: () => card.dots };
});

export const sample: Sample = { address: 'tcp://192.168.10.40:10001', digits: 5 };
