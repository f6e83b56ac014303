import { beforeEach, describe, expect, it } from 'vitest';
import { firmataBoard } from '../../devices/firmata-board/firmata-board.ts';
import { max7219Display } from '../../devices/max7219-display/max7219-display.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { type Max7219, simulatedMax7219 } from '../../simulators/firmata-board/simulated-max7219.ts';
import { Hall } from './hall.ts';

const pins = { data: 10, clock: 11, select: 12 };
const settings = { board: 'front', pins };

let hall: Hall;
let arduino: SimulatedFirmataBoard;
let chip: Max7219;

beforeEach(async () => {
  hall = new Hall();
  arduino = new SimulatedFirmataBoard({ clock: hall.clock });
  chip = simulatedMax7219(pins, 4);
  arduino.attach(chip);
  hall.plugs.plug('/dev/front', arduino);
  await hall.open('front', firmataBoard, { address: '/dev/front' });
});

describe('a MAX7219 display', () => {
  it('shows a number, and then sends only the digits that change', async () => {
    const { device } = await hall.open('display', max7219Display, settings);
    const cost: Record<string, number> = {};
    for (const text of ['A-012', 'A-013', 'A-013', 'A-020', '----']) {
      const before = arduino.bytesReceived;
      expect(await device.perform({ type: 'show', text })).toBe('sent');
      cost[`${Object.keys(cost).length + 1}: ${text}`] = arduino.bytesReceived - before;
      expect(chip.text()).toBe(text === '----' ? text : text.replace('-', ''));
    }
    console.info('bytes per update of a MAX7219 display:', cost);
    expect(Object.values(cost)).toEqual([4, 1, 0, 2, 4].map((digits) => digits * 102));
  });

  it('shows the dash where there is room for it', async () => {
    const wide = simulatedMax7219(pins, 8);
    arduino.attach(wide);
    const { device } = await hall.open('display', max7219Display, { ...settings, digits: 8, brightness: 3 });
    await device.perform({ type: 'show', text: 'A-012' });
    expect(wide.text()).toBe('   A-012');
    expect(wide.intensity).toBe(3);
  });

  it('is whole again after a refresh when its supply dipped or noise changed a digit', async () => {
    const { device } = await hall.open('display', max7219Display, settings);
    await device.refresh?.();
    await device.perform({ type: 'show', text: 'C-105' });
    chip.powerUp();
    expect(chip.text()).toBe('    ');
    await device.refresh?.();
    expect(chip.text()).toBe('C105');
  });

  it('is lost with its board, and painted whole by the first command after both were opened anew', async () => {
    const { device, lost } = await hall.open('display', max7219Display, settings);
    await device.perform({ type: 'show', text: 'A-012' });
    hall.plugs.unplug('/dev/front');
    expect(lost).toHaveLength(1);
    await expect(device.perform({ type: 'show', text: 'A-013' })).rejects.toThrow('unplugged');
    await expect(hall.open('display', max7219Display, settings)).rejects.toThrow('not connected');

    await hall.close('display');
    await hall.close('front');
    arduino.powerCycle();
    expect(chip.text()).toBe('    ');
    hall.plugs.plug('/dev/front', arduino);
    await hall.open('front', firmataBoard, { address: '/dev/front' });
    const again = await hall.open('display', max7219Display, settings);
    await again.device.perform({ type: 'show', text: 'A-012' });
    expect(chip.text()).toBe('A012');
  });

  it('is lost when the board is reset under it', async () => {
    const { device, lost } = await hall.open('display', max7219Display, settings);
    await device.perform({ type: 'show', text: 'A-012' });
    arduino.reset();
    await hall.clock.advance(0);
    expect(lost.map(({ message }) => message)).toEqual(['the board restarted']);
  });

  it('claims its pins by the settings that name them, and knows its limits', () => {
    const options = max7219Display.options.parse(settings);
    expect([options.digits, options.brightness]).toEqual([4, 8]);
    expect(max7219Display.claims(options).map(({ setting }) => setting)).toEqual([
      'pins.data',
      'pins.clock',
      'pins.select',
    ]);
    expect(max7219Display.options.safeParse({ ...settings, digits: 9 }).success).toBe(false);
    expect(max7219Display.options.safeParse({ ...settings, blink: true }).success).toBe(false);
  });

  it('is reached over SPI where it hangs on the Pi itself: dark and awake at first, two bytes a digit', async () => {
    const module = simulatedMax7219(pins, 4);
    let transfers = 0;
    const { latched } = module;
    hall.chips.onSpi('/dev/spidev0.0', {
      ...module,
      latched(bytes) {
        expect(bytes).toHaveLength(2);
        transfers++;
        latched(bytes);
      },
    });
    const { device } = await hall.open('display', max7219Display, { spi: '/dev/spidev0.0', brightness: 5 });
    expect([module.text(), module.shutdown, module.intensity]).toEqual(['    ', false, 5]);
    transfers = 0;
    for (const text of ['A-012', 'A-013']) {
      expect(await device.perform({ type: 'show', text })).toBe('sent');
      expect(module.text()).toBe(text.replace('-', ''));
    }
    expect(transfers).toBe(5);
    module.powerUp();
    await device.refresh?.();
    expect(module.text()).toBe('A013');
  });

  it.each([
    ['neither', {}, []],
    ['both', { ...settings, spi: '/dev/spidev0.0' }, ['board']],
    ['a board without pins', { board: 'front' }, ['board']],
    ['pins without a board', { pins }, ['pins']],
    ['something else than SPI', { spi: '/dev/ttyUSB0' }, ['spi']],
  ])('is on a board or on the Pi: not %s', (_what, wrong, at) => {
    const problems = max7219Display.options.safeParse(wrong).error?.issues ?? [];
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.flatMap(({ path }) => path)).toEqual(at);
  });
});
