import { describe, expect, it } from 'vitest';
import { callButton } from '../../devices/call-button/call-button.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { heldUp } from '../../firmware-host/edge/held-up.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { opened, testPorts } from '../devices/opened.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { Plugs } from './plug.ts';

describe('what is read when the process was held up', () => {
  it('may have waited since it was last free, and else not at all', async () => {
    const clock = new VirtualClock();
    const since = heldUp(clock);
    expect(since()).toBe(0);
    await clock.advance(1_005);
    expect(since()).toBe(1_005);
    clock.stand(300);
    expect(since()).toBe(1_000);
    // The beat comes first when it is free again.
    await clock.advance(5);
    expect(since()).toBe(1_000);
    await clock.advance(10);
    expect(since()).toBe(clock.now());
  });

  async function button() {
    const clock = new VirtualClock();
    const plugs = new Plugs();
    const board = new SimulatedFirmataBoard({ clock, bounceMs: 0 });
    plugs.plug('/dev/front', board);
    const boards = createBoards(plugs, clock, heldUp(clock));
    const connecting = boards.connect('front', { address: '/dev/front', baudRate: 57_600 });
    await clock.advance(1_000);
    await connecting;
    const opening = opened(callButton, { pin: 2, board: 'front' }, { ...testPorts({ clock }), boards });
    await clock.advance(1_000);
    const { told, warnings } = await opening;
    return { clock, board, told: () => told.map(({ event }) => event.type), warnings };
  }

  it('is a press that came and went meanwhile, on a board that does not say when', async () => {
    const { clock, board, told } = await button();
    clock.stand(200);
    board.press(2);
    board.release(2);
    await clock.advance(1_000);
    expect(told()).toEqual(['pressed', 'released']);
  });

  it('is a press of which only the end comes in time', async () => {
    const { clock, board, told } = await button();
    clock.stand(200);
    board.press(2);
    await clock.advance(1);
    board.release(2);
    await clock.advance(1_000);
    expect(told()).toEqual(['pressed', 'released']);
  });

  it('is a pulse all the same when it was not held up', async () => {
    const { clock, board, told, warnings } = await button();
    board.pulse(2, 2);
    await clock.advance(1_000);
    expect(told()).toEqual([]);
    expect(warnings.at(-1)).toEqual(['button.pulse', 'key next (pin 2 of front) closed for less than 5 ms']);
  });
});
