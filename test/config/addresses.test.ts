import { expect, it } from 'vitest';
import { load, withDevices } from './site-text.ts';

const byId = '/dev/serial/by-id';
const warned = (address: string, enabled = true) =>
  load(
    withDevices(
      `layar: { kind: serial-display, counter: loket-1, address: ${address}, bus_address: 1, enabled: ${enabled} }`,
    ),
  ).problems.map(({ severity, code, path }) => [severity, code, path]);

it.each([
  'usb-1a86_USB_Serial-if00-port0',
  'usb-1a86_USB2.0-Serial-if00-port0',
  'usb-1a86_USB2.0-Ser_-if00-port0',
  'usb-Prolific_Technology_Inc._USB-Serial_Controller-if00-port0',
  'usb-Prolific_Technology_Inc._USB-Serial_Controller_D-if00-port0',
  'usb-Silicon_Labs_CP2102_USB_to_UART_Bridge_Controller_0001-if00-port0',
])('loket check warns of %s, which all adapters of the model are called', (name) => {
  expect(warned(`${byId}/${name}`)).toEqual([['warning', 'shared-by-id', 'devices.layar.address']]);
});

it.each([
  `${byId}/usb-1a86_USB_Single_Serial_56D0001775-if00`,
  `${byId}/usb-Prolific_Technology_Inc._USB-Serial_Controller_AUCWb11BS14-if00-port0`,
  `${byId}/usb-Silicon_Labs_CP2102_USB_to_UART_Bridge_Controller_0002-if00-port0`,
  `${byId}/usb-FTDI_FT232R_USB_UART_A5028-if00-port0`,
  '/dev/loket/layar',
  '"tcp://192.168.1.9:4001"',
])('and not of %s', (address) => {
  expect(warned(address)).toEqual([]);
});

it('nor of a device that is switched off; but of a board', () => {
  expect(warned(`${byId}/usb-1a86_USB_Serial-if00-port0`, false)).toEqual([]);
  const { problems } = load({
    boards: `boards: { board-1: { address: ${byId}/usb-1a86_USB_Serial-if00-port0 } }`,
  });
  expect(problems).toMatchObject([{ code: 'shared-by-id', path: 'boards.board-1.address' }]);
});
