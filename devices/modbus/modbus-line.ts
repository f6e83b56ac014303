import * as z from 'zod';
import { described } from '../described.ts';
import type { Claim, Opening } from '../kind.ts';
import type { Millis } from '../ports.ts';
import { type BusSeat, joinBus } from '../serial-bus/bus.ts';
import { baudRate, tcpPlace, wireAddress } from '../wire-address.ts';
import { createExchange, type Exchange } from './modbus-exchange.ts';

/**
 * How often a request is sent before its device counts as absent. Where interference spoils every third frame, half of
 * all exchanges fail: one in fifteen four times in a row, and one in 250 eight times. A display is asked once a second,
 * a keypad many times.
 */
export const tries = { display: 4, keypad: 8 } as const;

/** All tries of usual length fit into the second within which a device has to prove that it is there. */
const USUAL_TRIES_MS = 720;
const SLOWEST_ANSWER_MS = 1_000;

/** The settings of every device that speaks Modbus, besides its bus_address. */
export const modbusSettings = {
  address: wireAddress,
  baud_rate: baudRate(9_600),
  parity: z
    .enum(['none', 'even', 'odd'])
    .default('none')
    .meta(
      described(
        'Parity of the serial line, as set in the device; the standard says even, most say none',
        'Paritas jalur serial, seperti yang disetel pada perangkat',
      ),
    ),
  framing: z
    .enum(['rtu', 'tcp'])
    .default('rtu')
    .meta(
      described(
        'rtu: on a serial line, or through a serial server that passes bytes; tcp: through a gateway that speaks Modbus TCP',
        'rtu: pada jalur serial, atau lewat server serial yang meneruskan byte; tcp: lewat gateway Modbus TCP',
      ),
    ),
};

/** The setting `answer_ms`; `usual` is its default. */
export const answerMs = (usual: Millis) =>
  z
    .int()
    .min(20)
    .max(SLOWEST_ANSWER_MS)
    .default(usual)
    .meta(
      described(
        'How long the device may take to begin and end its answer, in milliseconds; others on its line wait as long',
        'Berapa lama perangkat boleh menjawab, dalam milidetik; perangkat lain di jalurnya menunggu selama itu',
      ),
    );

export type ModbusSettings = z.output<z.ZodObject<typeof modbusSettings>> & { readonly answer_ms: Millis };

/** For `refine`: Modbus TCP is spoken over the network only. */
export const framingFits = ({ address, framing }: ModbusSettings): boolean =>
  framing === 'rtu' || tcpPlace(address) !== undefined;

/** What it occupies: one address of a line, whose devices all speak Modbus in the same way. */
export const claimModbus = (options: ModbusSettings & { readonly bus_address: number }): Claim => ({
  ...{ on: 'wire', address: options.address, share: String(options.bus_address), setting: 'bus_address' },
  agree: {
    kind: 'modbus-*',
    framing: options.framing,
    baud_rate: options.baud_rate,
    parity: options.parity,
  },
});

/**
 * Silence between frames: 3.5 characters of eleven bits, but at least the 5 ms a USB adapter needs to change direction.
 * A gateway keeps it itself.
 */
export const gapMs = ({ baud_rate, framing }: Pick<ModbusSettings, 'baud_rate' | 'framing'>): Millis =>
  framing === 'tcp' ? 0 : Math.max(5, (3.5 * 11 * 1_000) / baud_rate);

export interface ModbusLine {
  readonly seat: BusSeat;
  readonly exchange: Exchange;
  /** See OpenDevice: the time that slow devices of the line may cost an exchange of any of them. */
  extraMs(): Millis;
}

/** Joins the line of a device that speaks Modbus, and asks it `tries` times. Rejects as `joinBus` does. */
export async function joinModbus(
  of: Pick<Opening<ModbusSettings, never>, 'options' | 'ports' | 'lost' | 'signal'>,
  tries: number,
): Promise<ModbusLine> {
  const { options, ports, lost, signal } = of;
  const { address, baud_rate: baudRate, parity, framing, answer_ms: limitMs } = options;
  const protocol = framing === 'tcp' ? 'modbus-tcp' : 'modbus';
  const slowMs = Math.max(0, limitMs - USUAL_TRIES_MS / tries);
  const seat = await joinBus(ports, address, { protocol, baudRate, parity }, slowMs);
  seat.onLost(lost);
  const exchange = createExchange({ seat, tries, signal, limitMs, framing, gapMs: gapMs(options) });
  return { seat, exchange, extraMs: () => tries * seat.slowMs() };
}
