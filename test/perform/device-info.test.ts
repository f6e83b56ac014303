import { expect, it } from 'vitest';
import { PlayedHall } from '../hall/played-hall.ts';

const text = (serial: string) => `
version: 1
site: { id: satu-loket, title: Satu Loket, zone: WIB }
services: { a: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [a] } }
devices:
  angka: { kind: numpad, counter: loket-1, layout: numpad, vendor_id: 0x04d9, product_id: 0xa02a${serial} }
`;

it.each([
  [', serial: SN-7', 'SN-7'],
  ['', null],
])('a USB device with the settings { ...%s } says the serial number %s', async (setting, serial) => {
  const hall = await PlayedHall.open(text(setting));
  expect(hall.state('device/angka/info')).toMatchObject({ serial });
  // It is known of a device that has gone, too.
  hall.device('angka').cable.unplug();
  await hall.pass(5_000);
  expect(hall.state('device/angka/state')).toMatchObject({ state: 'offline' });
  expect(hall.state('device/angka/info')).toMatchObject({ serial });
  await hall.stop();
});
