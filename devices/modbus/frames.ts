import { checkBytes } from '../serial-bus/checksum.ts';

/**
 * Frames of Modbus RTU (MODBUS Application Protocol V1.1b3, sections 6.1 to 6.6, 6.12 and 7; MODBUS over Serial Line
 * V1.02, section 2.5): address, function, data, CRC with its low byte first. Registers and bits are counted from 0.
 */

/** The answer of a device: the registers or bits that were read, none after a write; or with what it refuses. */
export type Reply =
  | { readonly type: 'done'; readonly values: readonly number[] }
  | { readonly type: 'refused'; readonly exception: number };

export interface ModbusRequest {
  readonly frame: Uint8Array;
  /** Finds the answer to this request in the bytes received after it; noise before the answer is skipped. */
  readonly reply: (received: Uint8Array) => Reply | undefined;
}

/** The functions that read bits, and those that read registers. */
const bitFunctions = { coils: 0x01, inputs: 0x02 } as const;
const registerFunctions = { holding: 0x03, input: 0x04 } as const;
const WRITE_COIL = 0x05;
const COIL_ON = 0xff00;
const WRITE_SINGLE = 0x06;
const WRITE_MULTIPLE = 0x10;
const REFUSED = 0x80;
const CRC_BYTES = 2;

/** The address that all devices of a line listen to and none answers. */
export const BROADCAST = 0;

/** The device is busy: the request is to be sent again. */
export const EXCEPTION_BUSY = 6;
/** A gateway has no way to the device, or the device did not answer it. */
export const gatewayExceptions: readonly number[] = [0x0a, 0x0b];

/** Reads `count` registers. */
export function readRegisters(
  address: number,
  register: number,
  count: number,
  of: keyof typeof registerFunctions = 'holding',
): ModbusRequest {
  const begin = [address, registerFunctions[of], 2 * count];
  const body = [address, registerFunctions[of], ...word(register), ...word(count)];
  return request(body, begin, begin.length + 2 * count, registersIn);
}

/** Reads `count` bits; each value is 0 or 1. */
export function readBits(
  address: number,
  first: number,
  count: number,
  of: keyof typeof bitFunctions,
): ModbusRequest {
  const bytes = Math.ceil(count / 8);
  const begin = [address, bitFunctions[of], bytes];
  const body = [address, bitFunctions[of], ...word(first), ...word(count)];
  return request(body, begin, begin.length + bytes, (data) => bitsIn(data, count));
}

/** Sets one coil; the answer repeats the whole request. */
export function setCoil(address: number, coil: number): ModbusRequest {
  const body = [address, WRITE_COIL, ...word(coil), ...word(COIL_ON)];
  return request(body, body, body.length);
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

/** `begin`: the first bytes of a good answer. `length`: its length without the CRC. `read`: the values in its data. */
function request(
  body: readonly number[],
  begin: readonly number[],
  length: number,
  read: (data: Uint8Array) => number[] = () => [],
): ModbusRequest {
  const [address = 0, code = 0] = body;
  const refusal = [address, code | REFUSED];
  return {
    frame: withCrc(body),
    reply: (received) => {
      for (let at = 0; at < received.length; at++) {
        const done = goodFrame(received.subarray(at), begin, length);
        if (done !== undefined) return { type: 'done', values: read(done.subarray(begin.length)) };
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

/** The header of Modbus TCP: transaction, protocol 0, length of what follows; then the frame without its CRC. */
const HEADER_BYTES = 6;

/**
 * The same request for a gateway that speaks Modbus TCP (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, section
 * 3.1.3). `transaction`, a word, is repeated in the answer, so that a late answer to an older request is none to this.
 */
export function overTcp({ frame, reply }: ModbusRequest, transaction: number): ModbusRequest {
  const body = frame.subarray(0, frame.length - CRC_BYTES);
  const begin = [...word(transaction), 0, 0];
  return {
    frame: Uint8Array.from([...begin, ...word(body.length), ...body]),
    reply: (received) => {
      for (let at = 0; at + HEADER_BYTES <= received.length; at++) {
        if (begin.some((byte, index) => received[at + index] !== byte)) continue;
        const length = (received[at + 4] ?? 0) * 0x100 + (received[at + 5] ?? 0);
        const answer = received.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length);
        const found = answer.length === length ? reply(withCrc([...answer])) : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

const withCrc = (body: readonly number[]): Uint8Array =>
  Uint8Array.from([...body, ...checkBytes('crc16', body)]);

const word = (value: number): number[] => [value >> 8, value & 0xff];

function registersIn(data: Uint8Array): number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return Array.from({ length: data.length >> 1 }, (_, index) => view.getUint16(2 * index));
}

/** The first bit is the lowest of the first byte. */
const bitsIn = (data: Uint8Array, count: number): number[] =>
  Array.from({ length: count }, (_, index) => ((data[index >> 3] ?? 0) >> (index & 7)) & 1);
