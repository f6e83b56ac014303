import * as z from 'zod';
import { described } from './described.ts';

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
    message: 'bad-wire-address',
  })
  .meta(
    described(
      'Where the device is: the path of a serial line (best /dev/serial/by-id/...) or tcp://HOST:PORT',
      'Letak perangkat: jalur serial (sebaiknya /dev/serial/by-id/...) atau tcp://HOST:PORT',
    ),
  );

/** The setting `baud_rate` of a device on a wire; `usual` is its default. */
export const baudRate = (usual: number) =>
  z
    .int()
    .min(300)
    .max(921_600)
    .default(usual)
    .meta(
      described(
        'Speed of the serial line in baud, as set in the device; counts for serial lines only',
        'Kecepatan jalur serial dalam baud, seperti disetel di perangkat; hanya untuk jalur serial',
      ),
    );
