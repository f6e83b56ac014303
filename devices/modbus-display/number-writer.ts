import { type ModbusRequest, writeRegister, writeRegisters } from '../modbus/frames.ts';
import type { Exchange } from '../modbus/modbus-exchange.ts';
import { type RegisterLayout, registersFor } from './register-layout.ts';

const EXCEPTION_ILLEGAL_FUNCTION = 1;

/** Writes texts into the registers of one display. */
export interface NumberWriter {
  /** Returns the exception with which the display refuses; undefined: it has taken the text. */
  write(text: string): Promise<number | undefined>;
  /** The frames of a text, for a display that does not answer. */
  frames(text: string): readonly Uint8Array[];
}

/** A display that does not know the function of its layout is tried with the other one, and keeps it if that works. */
export function createNumberWriter(bus: number, layout: RegisterLayout, exchange: Exchange): NumberWriter {
  let { write: way } = layout;

  async function sent(requests: readonly ModbusRequest[]): Promise<number | undefined> {
    for (const request of requests) {
      const reply = await exchange(request);
      if (reply.type === 'refused') return reply.exception;
    }
    return undefined;
  }
  return {
    async write(text) {
      const refused = await sent(writesOf(bus, layout, way, text));
      if (refused !== EXCEPTION_ILLEGAL_FUNCTION) return refused;
      const other = way === 'single' ? 'multiple' : 'single';
      if ((await sent(writesOf(bus, layout, other, text))) !== undefined) return refused;
      way = other;
      return undefined;
    },
    frames: (text) => writesOf(bus, layout, way, text).map(({ frame }) => frame),
  };
}

function writesOf(
  bus: number,
  layout: RegisterLayout,
  way: RegisterLayout['write'],
  text: string,
): readonly ModbusRequest[] {
  const values = registersFor(layout, text);
  if (way === 'multiple') return [writeRegisters(bus, layout.register, values)];
  return values.map((value, index) => writeRegister(bus, layout.register + index, value));
}
