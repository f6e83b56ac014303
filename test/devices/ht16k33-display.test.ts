import { beforeEach, describe, expect, it } from 'vitest';
import { firmataBoard } from '../../devices/firmata-board/firmata-board.ts';
import { ht16k33Display } from '../../devices/ht16k33-display/ht16k33-display.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { type Ht16k33, simulatedHt16k33 } from '../../simulators/ht16k33.ts';
import { Hall } from './hall.ts';

describe('an HT16K33 display on a board', () => {
  let hall: Hall;
  let arduino: SimulatedFirmataBoard;
  let chip: Ht16k33;

  beforeEach(async () => {
    hall = new Hall();
    arduino = new SimulatedFirmataBoard({ clock: hall.clock });
    chip = simulatedHt16k33('seven-segment');
    arduino.attachI2c(0x70, chip);
    hall.plugs.plug('/dev/front', arduino);
    await hall.open('front', firmataBoard, { address: '/dev/front' });
  });

  it('shows a number, and then sends only the digits that change', async () => {
    const opening = arduino.bytesReceived;
    const { device } = await hall.open('display', ht16k33Display, { board: 'front', brightness: 3 });
    const cost: Record<string, number> = { opening: arduino.bytesReceived - opening };
    expect([chip.text(), chip.brightness]).toEqual(['    ', 3]);
    for (const text of ['A-012', 'A-013', 'A-013', 'A-020', '----']) {
      const before = arduino.bytesReceived;
      expect(await device.perform({ type: 'show', text })).toBe('sent');
      cost[`${Object.keys(cost).length}: ${text}`] = arduino.bytesReceived - before;
      expect(chip.text()).toBe(text === '----' ? text : text.replace('-', ''));
    }
    console.info('bytes per update of an HT16K33 display through StandardFirmata:', cost);
    expect(Object.values(cost).slice(1)).toEqual([4, 1, 0, 2, 4].map((digits) => digits * 9));
  });

  it('shows letters on fourteen segments that seven cannot tell apart', async () => {
    const letters = simulatedHt16k33('fourteen-segment');
    arduino.attachI2c(0x71, letters);
    const settings = { board: 'front', bus_address: 0x71, model: 'fourteen-segment' };
    const { device } = await hall.open('letters', ht16k33Display, settings);
    for (const text of ['B8D0', 'O0S5', 'Z2I1', 'G6Q9', 'WXYV', 'KMNR', 'ACEF', 'HJLP', 'TU-_', '347 '])
      for (const written of [text, text.toLowerCase()]) {
        await device.perform({ type: 'show', text: written });
        expect(letters.text()).toBe(text);
      }
    expect(chip.text()).toBe('    ');
  });

  it('is whole again after a refresh when its supply dipped', async () => {
    const { device } = await hall.open('display', ht16k33Display, { board: 'front' });
    await device.perform({ type: 'show', text: 'C-105' });
    chip.powerUp();
    expect(chip.text()).toBe('    ');
    await device.refresh?.();
    expect(chip.text()).toBe('C105');
  });

  it('is lost with its board, and painted whole after both were opened anew', async () => {
    const { device, lost } = await hall.open('display', ht16k33Display, { board: 'front' });
    await device.perform({ type: 'show', text: 'A-012' });
    hall.plugs.unplug('/dev/front');
    expect(lost).toHaveLength(1);
    await expect(device.perform({ type: 'show', text: 'A-013' })).rejects.toThrow('unplugged');
    await hall.close('display');
    await hall.close('front');
    arduino.powerCycle();
    hall.plugs.plug('/dev/front', arduino);
    await hall.open('front', firmataBoard, { address: '/dev/front' });
    const again = await hall.open('display', ht16k33Display, { board: 'front' });
    await again.device.perform({ type: 'show', text: 'A-012' });
    expect(chip.text()).toBe('A012');
  });
});

describe('an HT16K33 display on the Pi itself', () => {
  it('acknowledges what it shows, and says when it is gone', async () => {
    const hall = new Hall();
    const chip = simulatedHt16k33('seven-segment');
    await expect(hall.open('display', ht16k33Display, {})).rejects.toMatchObject({ code: 'link.absent' });
    hall.chips.onI2c('/dev/i2c-1', 0x70, chip);
    const { device } = await hall.open('display', ht16k33Display, {});
    expect(await device.perform({ type: 'show', text: 'A-012' })).toBe('acknowledged');
    expect(chip.text()).toBe('A012');
    await device.probe?.();
    hall.chips.unplug(chip);
    await expect(device.probe?.()).rejects.toMatchObject({ code: 'link.absent' });
  });
});
