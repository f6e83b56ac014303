import { beforeEach, describe, expect, it } from 'vitest';
import { callButton } from '../../devices/call-button/call-button.ts';
import { firmataBoard } from '../../devices/firmata-board/firmata-board.ts';
import { tm1637Display } from '../../devices/tm1637-display/tm1637-display.ts';
import { tm1637ModelNames } from '../../devices/tm1637-display/tm1637-models.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { SimulatedTm1637, type Tm1637Options } from '../../simulators/simulated-tm1637.ts';
import { Hall } from './hall.ts';

const pins = { clock: 8, data: 9 };
const settings = { board: 'front', pins };
/** What a serial line carries in a millisecond at 57,600 baud, ten bits a byte. */
const BYTES_A_MS = 5.76;

let hall: Hall;
let arduino: SimulatedFirmataBoard;

beforeEach(async () => {
  hall = new Hall();
  arduino = new SimulatedFirmataBoard({ clock: hall.clock, bounceMs: 0 });
  hall.plugs.plug('/dev/front', arduino);
  await hall.open('front', firmataBoard, { address: '/dev/front' });
});

async function display(model: Tm1637Options['model'] = 'four-digit', more: { brightness?: number } = {}) {
  const chip = new SimulatedTm1637({ pins, model });
  arduino.attach(chip);
  const { device, lost } = await hall.open('display', tm1637Display, { ...settings, model, ...more });
  const show = async (text: string) => {
    const done = await device.perform({ type: 'show', text });
    await hall.clock.advance(0);
    return done;
  };
  return { chip, device, lost, show };
}

describe('a TM1637 display', () => {
  it.each(tm1637ModelNames)('shows a number on a module of the sort %s', async (model) => {
    const { chip, show } = await display(model);
    expect(await show('A-012')).toBe('sent');
    expect(chip.text()).toBe(model === 'four-digit' ? 'A012' : ' A-012');
    await show('--');
    expect(chip.text().trim()).toBe('--');
  });

  it('is dark and has the brightness of the site file from its opening on, whatever its memory held', async () => {
    const { chip } = await display('six-digit', { brightness: 2 });
    expect([chip.text(), chip.isOn, chip.brightness]).toEqual(['      ', true, 2]);
  });

  it('is never lit with what its memory held', async () => {
    const chip = new SimulatedTm1637({ pins, model: 'six-digit' });
    const seen = new Set<string>();
    arduino.attach(chip);
    arduino.attach({ pinsChanged: () => void seen.add(chip.text()), powerUp: () => undefined });
    await hall.open('display', tm1637Display, { ...settings, model: 'six-digit' });
    expect([...seen]).toEqual(['      ']);
  });

  it('never drives a wire against the chip, which pulls data low to acknowledge', async () => {
    const chip = new SimulatedTm1637({ pins, model: 'four-digit' });
    arduino.attach(chip);
    let against = 0;
    arduino.attach({
      pinsChanged(level) {
        if (arduino.mode(pins.data) === 1 && level(pins.data) === 1) against++;
      },
      powerUp: () => undefined,
    });
    const { device } = await hall.open('display', tm1637Display, settings);
    await device.perform({ type: 'show', text: '8888' });
    await hall.clock.advance(0);
    expect([against, chip.text()]).toEqual([0, '8888']);
  });

  it('costs 30 ms for a digit and about a tenth of a second for four, through StandardFirmata', async () => {
    const { device, chip, show } = await display();
    const ms: Record<string, number> = {};
    const cost = async (what: string, run: () => Promise<unknown>) => {
      const before = arduino.bytesReceived;
      await run();
      ms[what] = Math.round((arduino.bytesReceived - before) / BYTES_A_MS);
    };
    for (const text of ['8888', 'A-012', 'A-013', 'A-013'])
      await cost(`${Object.keys(ms).length}: ${text}`, () => show(text));
    await cost('question', async () => await device.probe?.());
    expect(chip.text()).toBe('A013');
    console.info('ms of a TM1637 through StandardFirmata:', ms);
    expect(ms['2: A-013']).toBeLessThanOrEqual(30);
    expect(ms['3: A-013']).toBe(0);
    expect(Math.max(...Object.values(ms))).toBeLessThan(120);
  });
});

describe('a TM1637 that is disturbed', () => {
  it('is not opened where none acknowledges: no module, or the two wires swapped', async () => {
    await expect(hall.open('display', tm1637Display, settings)).rejects.toMatchObject({
      code: 'link.absent',
    });
    arduino.attach(
      new SimulatedTm1637({ pins: { clock: pins.data, data: pins.clock }, model: 'four-digit' }),
    );
    await expect(hall.open('display', tm1637Display, settings)).rejects.toMatchObject({
      code: 'link.absent',
    });
  });

  it('is known to be gone, and to be back, by its acknowledgement', async () => {
    const { chip, device, show } = await display();
    await show('A-012');
    await device.probe?.();
    chip.answers = false;
    await expect(device.probe?.()).rejects.toThrow('no TM1637 answers at pins 8 and 9');
    chip.answers = true;
    await device.probe?.();
    await show('A-013');
    expect(chip.text()).toBe('A013');
  });

  it('shows its number again when it is redrawn after a dip of its supply', async () => {
    const { chip, device, show } = await display();
    await show('C-105');
    chip.powerUp();
    expect(chip.text()).toBe('    ');
    await device.refresh?.();
    await hall.clock.advance(0);
    expect(chip.text()).toBe('C105');
  });

  it('is dark after a dip of its supply until it shows its number, and never what its memory holds then', async () => {
    const { chip, device, show } = await display();
    const seen = new Set<string>();
    await show('A012');
    arduino.attach({ pinsChanged: () => void seen.add(chip.text()), powerUp: () => undefined });
    chip.powerUp();
    await device.probe?.();
    await hall.clock.advance(1_000);
    await device.refresh?.();
    await hall.clock.advance(1_000);
    expect(chip.text()).toBe('A012');
    expect([...seen].sort()).toEqual(['    ', 'A012']);
  });

  it('reads the next number whole after a spike on its clock, and after a beginning that nobody ended', async () => {
    const { chip, show } = await display();
    await show('C-105');
    for (const text of ['A-012', 'F-207']) {
      chip.spike();
      await show(text);
      expect(chip.text()).toBe(text.replace('-', ''));
    }
  });

  it('shows a number after its board restarted in the middle of a byte', async () => {
    const { chip, device } = await display();
    const drawing = device.perform({ type: 'show', text: 'F-207' });
    await Promise.resolve();
    arduino.reset();
    await drawing.catch(() => undefined);
    await hall.clock.advance(0);
    await hall.close('display');
    await hall.close('front');
    await hall.open('front', firmataBoard, { address: '/dev/front' });
    const again = await hall.open('display', tm1637Display, settings);
    await again.device.perform({ type: 'show', text: 'F-207' });
    await hall.clock.advance(0);
    expect(chip.text()).toBe('F207');
  });

  it('leaves the keys of its port as they are, also while it is asked', async () => {
    const { device } = await display();
    const { device: key, told } = await hall.open('key', callButton, { board: 'front', pin: 10 });
    arduino.press(10, 60);
    for (let time = 0; time < 3; time++) {
      await device.probe?.();
      await device.perform({ type: 'show', text: `A-01${time}` });
      await hall.clock.advance(30);
    }
    await hall.clock.advance(200);
    expect(told).toEqual(['pressed next', 'released next']);
    await key.close();
  });
});
