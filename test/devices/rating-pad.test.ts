import { describe, expect, it } from 'vitest';
import { ratingPad } from '../../devices/rating-pad/rating-pad.ts';
import { SimulatedKeypad } from '../../simulators/hid-typing.ts';
import { SimulatedGpio } from '../../simulators/simulated-gpio.ts';
import { SimulatedHid } from '../../simulators/simulated-hid.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const place = { vendorId: 0x04d9, productId: 0xa02a };
const usb = { vendor_id: place.vendorId, product_id: place.productId };
const words = (told: readonly { readonly event: object }[]) =>
  told.map(({ event }) => Object.values(event).join(' '));

describe('a rating pad on a USB number pad', () => {
  it('tells the keys that the site file names by their names there, and nothing of the others', async () => {
    const clock = new VirtualClock();
    const hid = new SimulatedHid(clock);
    const keypad = new SimulatedKeypad(hid.plugIn(place), clock);
    // Without quotes, YAML reads the 7 as a number.
    const keys = { 'sangat-puas': 7, puas: '4', pengaduan: 'enter' };
    const { told, device } = await opened(ratingPad, { ...usb, keys }, testPorts({ clock, hid }));
    for (const key of ['7', '8', '4', 'enter', '00']) {
      keypad.press(key, 80);
      await clock.advance(200);
    }
    expect(words(told)).toEqual(
      ['sangat-puas', 'puas', 'pengaduan'].flatMap((key) => [`pressed ${key}`, `released ${key}`]),
    );
    expect(device.evidence ?? ratingPad.evidence).toBe('enumeration');
  });

  it('is known by what it is on USB, so that no other device gets its reports', () => {
    const options = ratingPad.options.parse({ ...usb, path: '/dev/loket/nilai-1', keys: { puas: '1' } });
    expect(ratingPad.claims(options)).toMatchObject([{ on: 'hid', setting: 'path' }]);
  });
});

describe('a rating pad on lines', () => {
  it('tells each press of a contact that bounces once, and a pulse on its cable never', async () => {
    const clock = new VirtualClock();
    const gpio = new SimulatedGpio(clock, { mostMs: 20, changes: 6, random: () => 0.9 });
    const keys = { 'sangat-puas': 5, 'tidak-puas': 6 };
    const { told, device } = await opened(ratingPad, { keys, pull: 'off' }, testPorts({ clock, gpio }));
    // A contact that moves right after the opening was let go just then.
    await clock.advance(100);
    gpio.press(5, 120);
    await clock.advance(500);
    gpio.pulse(6, 1);
    await clock.advance(500);
    expect(words(told)).toEqual(['pressed sangat-puas', 'released sangat-puas']);
    expect(device.evidence).toBe('none');
  });

  it('occupies its pins, and says which key each one is', () => {
    const options = ratingPad.options.parse({ board: 'papan', keys: { puas: 4, kurang: 5 } });
    expect(ratingPad.claims(options)).toEqual([
      { on: 'board', board: 'papan', pin: 4, setting: 'keys.puas' },
      { on: 'board', board: 'papan', pin: 5, setting: 'keys.kurang' },
    ]);
  });
});
