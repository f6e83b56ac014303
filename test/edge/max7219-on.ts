import { blank, max7219Panel } from '../../devices/max7219-display/max7219-panel.ts';
import { max7219At } from '../../devices/max7219-display/max7219-place.ts';
import type { Board, SegmentPanel } from '../../devices/ports.ts';
import { SimulatedChips } from '../../simulators/simulated-chips.ts';

/** The digits of a MAX7219 on pins of a board, set up blank and awake as the driver does it. */
export async function max7219On(
  board: Board,
  pins: { readonly data: number; readonly clock: number; readonly select: number },
  settings: { readonly digits: number; readonly brightness: number },
): Promise<SegmentPanel> {
  const boards = { use: () => board, connect: () => Promise.reject(new Error('it is connected')) };
  const ports = { boards, chips: new SimulatedChips() };
  const chip = await max7219At({ board: 'b', pins }, ports, () => undefined);
  const panel = max7219Panel(chip, settings);
  await blank(chip);
  await panel.renew();
  return panel;
}
