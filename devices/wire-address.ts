import { z } from 'zod';

const path = /^\/\S+$/;
const tcp = /^tcp:\/\/(?:\[(?<v6>[0-9a-fA-F:]+)\]|(?<host>[^\s:/[\]]+)):(?<port>\d{1,5})$/;

/** The host and port of `tcp://HOST:PORT` (IPv6 in brackets), or undefined for anything else. */
export function tcpPlace(address: string): { readonly host: string; readonly port: number } | undefined {
  const parts = tcp.exec(address)?.groups;
  const host = parts?.v6 ?? parts?.host;
  const port = Number(parts?.port);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** The setting `address` of a device on a wire. */
export const wireAddress = z
  .string()
  .refine((address) => path.test(address) || tcpPlace(address) !== undefined, {
    message: 'write a device path such as /dev/serial/by-id/usb-..., or tcp://HOST:PORT',
  })
  .describe('Where the device is: the path of a serial line (best /dev/serial/by-id/...) or tcp://HOST:PORT');

/** The setting `baud_rate` of a device on a wire, with the speed such devices usually have. */
export const baudRate = (usual: number) =>
  z
    .int()
    .min(300)
    .max(921_600)
    .default(usual)
    .describe('Speed of the serial line in baud, as set in the device; counts for serial lines only');
