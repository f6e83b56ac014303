import { expect, it } from 'vitest';
import { cardReader } from '../../devices/card-reader/card-reader.ts';
import { CARD_NUMBER, SimulatedCardReader } from '../../simulators/card-reader-hardware.ts';
import { bootReport } from '../../simulators/hid-typing.ts';
import { SimulatedHid } from '../../simulators/simulated-hid.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

async function bench() {
  const clock = new VirtualClock();
  const hid = new SimulatedHid(clock);
  const usb = hid.plugIn({ vendorId: 0xffff, productId: 0x0035 });
  const open = () => opened(cardReader, { vendor_id: 0xffff, product_id: 0x0035 }, testPorts({ clock, hid }));
  return { clock, usb, open, hardware: new SimulatedCardReader(usb, clock), reader: await open() };
}
const pressed = { type: 'pressed', key: 'card' };
const released = { type: 'released', key: 'card' };

it('a card that is shown is one press at once, and nothing of its number', async () => {
  const { clock, hardware, reader } = await bench();
  hardware.show(300);
  await clock.advance(0);
  expect(reader.told).toEqual([{ event: pressed, at: 0 }]);
  await clock.advance(10_000);
  expect(reader.events()).toEqual([pressed, released]);
  expect(JSON.stringify([reader.told, reader.warnings])).not.toContain(CARD_NUMBER);
});

it('a card that lies on a reader for a minute, and is read each second, is one press', async () => {
  const { clock, hardware, reader } = await bench();
  hardware.show(60_000);
  await clock.advance(60_000);
  expect(reader.events()).toEqual([pressed]);
  await clock.advance(2_000);
  expect(reader.events()).toEqual([pressed, released]);
});

it('the next card counts once the reader has been silent for two seconds, and not before', async () => {
  const { clock, hardware, reader } = await bench();
  for (const wait of [1_900, 2_100, 5_000]) {
    hardware.show(100);
    await clock.advance(wait);
  }
  expect(reader.events()).toEqual([pressed, released, pressed, released]);
});

it('reports without a key are no card', async () => {
  const { clock, usb, reader } = await bench();
  for (const report of [bootReport([]), bootReport([1, 1, 1, 1, 1, 1]), Uint8Array.of(2, 0xe9)])
    usb.report(report);
  await clock.advance(5_000);
  expect(reader.told).toEqual([]);
});

it('a reader that was unplugged with a card on it says nothing more, and counts the next card when it is back', async () => {
  const { clock, usb, open, hardware, reader } = await bench();
  hardware.show(100);
  await clock.advance(100);
  usb.unplug();
  await reader.device.close();
  await clock.advance(5_000);
  expect(reader.events()).toEqual([pressed]);
  usb.plug();
  const again = await open();
  hardware.show(100);
  await clock.advance(0);
  expect(again.events()).toEqual([pressed]);
});
