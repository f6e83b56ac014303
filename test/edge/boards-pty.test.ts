import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { describe, expect, it, vi } from 'vitest';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { createWires } from '../../firmware-host/edge/wires.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { simulatedMax7219 } from '../../simulators/firmata-board/simulated-max7219.ts';
import { has } from '../programs.ts';
import { realClock } from '../real-clock.ts';
import { max7219On } from './max7219-on.ts';

const pins = { data: 10, clock: 11, select: 12 };

/** Two ends of one serial line, as socat makes them; `cut` takes the line away. */
async function line() {
  const folder = mkdtempSync(join(tmpdir(), 'loket-pty-'));
  const [host, far] = [join(folder, 'host'), join(folder, 'far')];
  const socat = spawn('socat', [`pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${far}`]);
  await vi.waitUntil(() => existsSync(host) && existsSync(far));
  const cut = async () => {
    if (socat.exitCode === null && socat.kill()) await once(socat, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  return { host, far, cut };
}

describe.skipIf(!has('socat'))('a board on a real serial line', () => {
  it('is driven through serialport, firmata-io and johnny-five, and lost when the line is cut', async () => {
    const { host, far, cut } = await line();
    const port = new SerialPort({ path: far, baudRate: 57_600 });
    await once(port, 'open');
    try {
      const arduino = new SimulatedFirmataBoard({ clock: realClock, bounceMs: 0 });
      const chip = simulatedMax7219(pins, 4);
      arduino.attach(chip);
      const end = arduino.connect((bytes) => port.write(Buffer.from(bytes)));
      port.on('data', (bytes: Uint8Array) => end.receive(bytes));

      const boards = createBoards(createWires(realClock), realClock);
      const link = await boards.connect('b', { address: host, baudRate: 57_600 });
      const losses: string[] = [];
      link.onLost(() => losses.push('link'));
      const board = boards.use('b', () => losses.push('user'));
      const key = await board.input(2, { pull: 'up' });
      const edges: number[] = [];
      key.onEdge((level) => edges.push(level));
      arduino.press(2, 5);
      const panel = await max7219On(board, pins, { digits: 4, brightness: 8 });
      await panel.write(0, 0x77);
      await panel.write(3, 0x6d);
      await vi.waitUntil(() => chip.text() === 'A  2' && edges.length === 2);
      expect(edges).toEqual([0, 1]);
      await link.probe();
      expect(losses).toEqual([]);

      await cut();
      await vi.waitUntil(() => losses.length === 2);
      await link.close();
    } finally {
      await cut();
      if (port.isOpen) port.close();
    }
  });
});
