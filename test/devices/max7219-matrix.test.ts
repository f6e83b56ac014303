import { beforeEach, describe, expect, it } from 'vitest';
import { firmataBoard } from '../../devices/firmata-board/firmata-board.ts';
import { matrixChain } from '../../devices/max7219-matrix/matrix-chain.ts';
import { digitsOf, matrixModelNames, matrixModels } from '../../devices/max7219-matrix/matrix-models.ts';
import { drawn } from '../../devices/max7219-matrix/matrix-text.ts';
import { max7219Matrix } from '../../devices/max7219-matrix/max7219-matrix.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { SimulatedMax7219Chain } from '../../simulators/simulated-max7219-chain.ts';
import { Hall } from './hall.ts';

const pins = { data: 11, clock: 13, select: 10 };
const settings = { board: 'front', pins };
const spi = '/dev/spidev0.0';
/** What a serial line carries in a millisecond at 57,600 baud, ten bits a byte. */
const BYTES_A_MS = 5.76;

let hall: Hall;
let arduino: SimulatedFirmataBoard;

beforeEach(async () => {
  hall = new Hall();
  arduino = new SimulatedFirmataBoard({ clock: hall.clock });
  hall.plugs.plug('/dev/front', arduino);
  await hall.open('front', firmataBoard, { address: '/dev/front' });
});

function chainOnBoard(more: { modules?: number; model?: 'fc-16' | 'generic' } = {}) {
  const chain = new SimulatedMax7219Chain({ pins, modules: 4, model: 'fc-16', ...more });
  arduino.attach(chain);
  return chain;
}

async function onSpi(more: Record<string, unknown> = {}) {
  const {
    modules = 4,
    model = 'fc-16',
    turned = false,
  } = more as { modules?: number; model?: 'fc-16'; turned?: boolean };
  const chain = new SimulatedMax7219Chain({ pins, modules, model, turned });
  hall.chips.onSpi(spi, chain);
  const { device } = await hall.open('display', max7219Matrix, { spi, ...more });
  const show = (text: string) => device.perform({ type: 'show', text });
  return { chain, device, show };
}

/** A picture as a test can show it. */
const picture = (rows: readonly string[]) => rows.map((row) => row.replaceAll('.', ' ').trimEnd()).join('\n');

describe('a matrix of MAX7219 modules', () => {
  it('shows five characters on four modules, in letters five dots wide', async () => {
    const { chain, show } = await onSpi();
    expect(await show('A-012')).toBe('sent');
    expect(chain.text()).toBe('A-012');
    expect(`\n${picture(chain.dots())}\n`).toBe(`
   ###        ###    #    ###
  #   #      #   #  ##   #   #
  #   #      #   #   #       #
  ##### #### #   #   #      #
  #   #      #   #   #     #
  #   #      #   #   #    #
  #   #       ###   ###  #####

`);
  });

  it('shows every letter and digit so that a person reads it', async () => {
    const { chain, show } = await onSpi({ modules: 8 });
    for (const text of ['0123456789', 'ABCDEFGHIJ', 'KLMNOPQRS', 'TUVWXYZ', 'kb-1 2/3_4'])
      expect([text, await show(text), chain.text()]).toEqual([text, 'sent', text.toUpperCase()]);
  });

  it('leaves a text that is too long without its dashes first, then without its first characters', async () => {
    const { chain, show } = await onSpi({ modules: 3 });
    const read: Record<string, string> = {};
    for (const text of ['A-012', 'B-1234', '--', '', 'ÄÖ']) read[text] = (await show(text)) && chain.text();
    expect(read).toEqual({ 'A-012': 'A012', 'B-1234': '1234', '--': '--', '': '', ÄÖ: '' });
  });

  it('puts a short text where the site file says', async () => {
    const left: Record<string, number> = {};
    for (const align of ['left', 'center', 'right']) {
      const { chain, show } = await onSpi({ align });
      await show('7');
      left[align] = Math.min(
        ...chain
          .dots()
          .map((row) => row.indexOf('#'))
          .filter((at) => at >= 0),
      );
    }
    expect(left).toEqual({ left: 0, center: 13, right: 27 });
  });

  it.each(matrixModelNames)(
    'is read on modules of the sort %s, also where they hang upside down',
    async (model) => {
      for (const turned of [false, true]) {
        const { chain, show } = await onSpi({ model, turned });
        await show('F-207');
        expect(chain.text()).toBe('F-207');
      }
    },
  );

  it('cannot be read where the site file names another sort', async () => {
    const chain = new SimulatedMax7219Chain({ pins, modules: 4, model: 'generic' });
    hall.chips.onSpi(spi, chain);
    const { device } = await hall.open('display', max7219Matrix, { spi });
    await device.perform({ type: 'show', text: 'F-207' });
    expect(chain.text()).not.toBe('F-207');
  });

  it('is dark from its opening on, whatever the chips held, and lit at once with its first text', async () => {
    const { chain, show } = await onSpi({ brightness: 3 });
    await show('88888');
    const again = await hall.open('again', max7219Matrix, { spi, brightness: 3 });
    expect(chain.text()).toBe('');
    await again.device.refresh?.();
    expect(chain.text()).toBe('');
    const seen = new Set<string>();
    const { latched } = chain;
    chain.latched = (bytes) => {
      latched.call(chain, bytes);
      seen.add(chain.text());
    };
    await again.device.perform({ type: 'show', text: 'A-1' });
    expect([...seen]).toEqual(['', 'A-1']);
    expect(chain.intensities).toEqual([3, 3, 3, 3]);
  });
});

describe('a matrix whose supply or wires are disturbed', () => {
  it('is whole after one refresh on the Pi, when some chips went dark or came back all lit', async () => {
    const { chain, device, show } = await onSpi();
    await show('C-105');
    for (const disturb of [() => chain.powerUp(), () => chain.dip([0, 2]), () => chain.spike()]) {
      disturb();
      await device.refresh?.();
      expect(chain.text()).toBe('C-105');
    }
  });

  it('is whole on a board after thirteen refreshes, none of which keeps a number waiting for 100 ms', async () => {
    const chain = chainOnBoard();
    const { device } = await hall.open('display', max7219Matrix, settings);
    await device.perform({ type: 'show', text: 'C-105' });
    chain.powerUp();
    const costs: number[] = [];
    for (let time = 0; time < 13; time++) {
      const before = arduino.bytesReceived;
      await device.refresh?.();
      costs.push((arduino.bytesReceived - before) / BYTES_A_MS);
    }
    await hall.clock.advance(0);
    expect(chain.text()).toBe('C-105');
    expect(Math.max(...costs)).toBeLessThan(100);
  });

  it('shows the next number whole where a spike on the clock shifted everything', async () => {
    const chain = chainOnBoard();
    const { device } = await hall.open('display', max7219Matrix, settings);
    await device.perform({ type: 'show', text: 'C-105' });
    chain.spike();
    await device.perform({ type: 'show', text: 'F-207' });
    await hall.clock.advance(0);
    expect(chain.text()).toBe('F-207');
  });

  it('is drawn whole by the first text after its board was pulled in the middle of one', async () => {
    const chain = chainOnBoard();
    const { device, lost } = await hall.open('display', max7219Matrix, settings);
    await device.perform({ type: 'show', text: 'C-105' });
    const drawing = device.perform({ type: 'show', text: 'F-207' });
    await Promise.resolve();
    hall.plugs.unplug('/dev/front');
    await expect(drawing).rejects.toMatchObject({ code: 'link.absent' });
    expect(lost).toHaveLength(1);
    await hall.close('display');
    await hall.close('front');
    hall.plugs.plug('/dev/front', arduino);
    await hall.open('front', firmataBoard, { address: '/dev/front' });
    const again = await hall.open('display', max7219Matrix, settings);
    await again.device.perform({ type: 'show', text: 'F-207' });
    await hall.clock.advance(0);
    expect(chain.text()).toBe('F-207');
  });
});

describe('what a chain is sent after a transfer that failed', () => {
  it('is that transfer again, since nobody knows whether it arrived', async () => {
    const chain = new SimulatedMax7219Chain({ pins, modules: 1, model: 'fc-16' });
    let failing = false;
    const write = async (bytes: readonly number[]) => {
      if (failing) throw new Error('the bus is gone');
      chain.latched(bytes);
    };
    const driven = matrixChain({ write, close: async () => undefined }, 1, 8);
    const show = (text: string) => driven.draw(digitsOf(drawn(text, 8, 'left'), matrixModels['fc-16']));
    await show('1');
    failing = true;
    await expect(show('2')).rejects.toThrow('the bus is gone');
    failing = false;
    await show('2');
    expect(chain.text()).toBe('2');
  });
});

describe('what a text costs on a matrix', () => {
  it('only digits of the chips that change are sent through a board: half a second at most at 57,600 baud', async () => {
    const chain = chainOnBoard();
    const opened = arduino.bytesReceived;
    const { device } = await hall.open('display', max7219Matrix, settings);
    const ms: Record<string, number> = { opening: Math.round((arduino.bytesReceived - opened) / BYTES_A_MS) };
    for (const text of ['A-012', 'A-013', 'A-013', 'A-019', 'A-020', 'B-100']) {
      const before = arduino.bytesReceived;
      await device.perform({ type: 'show', text });
      ms[`${Object.keys(ms).length}: ${text}`] = Math.round((arduino.bytesReceived - before) / BYTES_A_MS);
    }
    await hall.clock.advance(0);
    expect(chain.text()).toBe('B-100');
    console.info('ms of four modules through StandardFirmata:', ms);
    expect(Object.values(ms)[3]).toBe(0);
    expect(Math.max(...Object.values(ms).slice(2))).toBeLessThan(500);
  });

  it('a number that changes takes 64 bytes at most on the SPI of the Pi', async () => {
    const { chain, show } = await onSpi();
    await show('A-012');
    let bytes = 0;
    const { latched } = chain;
    chain.latched = (sent) => {
      bytes += sent.length;
      latched.call(chain, sent);
    };
    await show('B-345');
    expect(chain.text()).toBe('B-345');
    expect(bytes).toBeLessThanOrEqual(64);
  });

  it.each([
    ['nine modules on a board', { ...settings, modules: 9 }, ['modules']],
    ['seventeen modules on SPI', { spi, modules: 17 }, ['modules']],
    ['a board and SPI', { ...settings, spi }, ['board']],
    ['neither', {}, []],
    ['a sort that does not exist', { spi, model: 'fc-17' }, ['model']],
  ])('has no settings for %s', (_what, wrong, at) => {
    const problems = max7219Matrix.options.safeParse(wrong).error?.issues ?? [];
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.flatMap(({ path }) => path)).toEqual(at);
  });
});
