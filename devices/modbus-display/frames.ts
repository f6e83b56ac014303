import { checkBytes } from '../serial-bus/checksum.ts';

/**
 * Frames of Modbus RTU (MODBUS Application Protocol V1.1b3, sections 6.3, 6.6, 6.12 and 7; MODBUS over Serial Line
 * V1.02, section 2.5): address, function, data, CRC with its low byte first. Registers are counted from 0.
 */

/** The answer of a device: the requested registers (none after a write), or the exception with which it refuses. */
export type Reply =
  | { readonly type: 'done'; readonly registers: readonly number[] }
  | { readonly type: 'refused'; readonly exception: number };

export interface ModbusRequest {
  readonly frame: Uint8Array;
  /** Finds the answer to this request in the bytes received after it; noise before the answer is skipped. */
  readonly reply: (received: Uint8Array) => Reply | undefined;
}

const READ_HOLDING = 0x03;
const WRITE_SINGLE = 0x06;
const WRITE_MULTIPLE = 0x10;
const REFUSED = 0x80;
const CRC_BYTES = 2;

/** The device is busy: the request is to be sent again. */
export const EXCEPTION_BUSY = 6;

/** Reads `count` holding registers. */
export function readRegisters(address: number, register: number, count: number): ModbusRequest {
  const begin = [address, READ_HOLDING, 2 * count];
  const length = begin.length + 2 * count;
  return request([address, READ_HOLDING, ...word(register), ...word(count)], begin, length);
}

/** Writes one register; the answer repeats the whole request. */
export function writeRegister(address: number, register: number, value: number): ModbusRequest {
  const body = [address, WRITE_SINGLE, ...word(register), ...word(value)];
  return request(body, body, body.length);
}

/** Writes consecutive registers; the answer repeats the first register and the count. */
export function writeRegisters(address: number, register: number, values: readonly number[]): ModbusRequest {
  const begin = [address, WRITE_MULTIPLE, ...word(register), ...word(values.length)];
  return request([...begin, 2 * values.length, ...values.flatMap(word)], begin, begin.length);
}

/** `begin`: the first bytes of a good answer. `length`: its length without the CRC. */
function request(body: readonly number[], begin: readonly number[], length: number): ModbusRequest {
  const [address = 0, code = 0] = body;
  const refusal = [address, code | REFUSED];
  return {
    frame: withCrc(body),
    reply: (received) => {
      for (let at = 0; at < received.length; at++) {
        const done = goodFrame(received.subarray(at), begin, length);
        if (done !== undefined) return { type: 'done', registers: registersIn(done.subarray(begin.length)) };
        const refused = goodFrame(received.subarray(at), refusal, refusal.length + 1);
        if (refused !== undefined) return { type: 'refused', exception: refused[2] ?? 0 };
      }
      return undefined;
    },
  };
}

/** The frame at the start of `bytes`, without its CRC. Undefined unless `begin`, `length` and the CRC match. */
function goodFrame(bytes: Uint8Array, begin: readonly number[], length: number): Uint8Array | undefined {
  if (bytes.length < length + CRC_BYTES || begin.some((byte, at) => bytes[at] !== byte)) return undefined;
  const body = bytes.subarray(0, length);
  const crc = checkBytes('crc16', [...body]);
  return crc.every((byte, at) => bytes[length + at] === byte) ? body : undefined;
}

const withCrc = (body: readonly number[]): Uint8Array =>
  Uint8Array.from([...body, ...checkBytes('crc16', body)]);

const word = (value: number): number[] => [value >> 8, value & 0xff];

function registersIn(data: Uint8Array): number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return Array.from({ length: data.length >> 1 }, (_, index) => view.getUint16(2 * index));
}
