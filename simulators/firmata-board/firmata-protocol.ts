/**
 * The firmware's side of Firmata 2.5 (github.com/firmata/protocol, protocol.md): the host's messages that
 * StandardFirmata understands, and the messages that it sends.
 */
export const modes = { input: 0, output: 1, analog: 2, pwm: 3, servo: 4, i2c: 6, pullup: 11 } as const;

export type Message =
  | { readonly type: 'digital'; readonly port: number; readonly bits: number }
  | { readonly type: 'report-digital'; readonly port: number; readonly on: boolean }
  | { readonly type: 'pin-mode'; readonly pin: number; readonly mode: number }
  | { readonly type: 'pin-value'; readonly pin: number; readonly value: number }
  | { readonly type: 'version' }
  | { readonly type: 'reset' }
  | { readonly type: 'sysex'; readonly command: number; readonly data: readonly number[] };

/** StandardFirmata's MAX_DATA_BYTES: it drops a sysex that is longer. */
const maxSysexBytes = 64;

const startSysex = 0xf0;
const endSysex = 0xf7;

/** Finds complete messages in a byte stream. Other bytes are skipped; at most one unfinished message is kept. */
export function readFirmata(onMessage: (message: Message) => void): (bytes: Uint8Array) => void {
  let held: number[] = [];
  return (bytes) => {
    for (const byte of bytes) {
      if (byte >= 0x80 && byte !== endSysex) held = [];
      held.push(byte);
      if (held[0] !== startSysex) {
        const missing = shortLength(held[0] ?? 0) - held.length;
        if (missing > 0) continue;
        const message = missing === 0 ? short(held) : undefined;
        held = [];
        if (message !== undefined) onMessage(message);
      } else if (byte === endSysex) {
        const [command, ...data] = held.slice(1, -1);
        held = [];
        if (command !== undefined) onMessage({ type: 'sysex', command, data });
      } else if (held.length > maxSysexBytes) held = [];
    }
  };
}

/** The length in bytes of the message that starts with `first`; 0 for a byte that starts none. */
function shortLength(first: number): number {
  const command = first < 0xf0 ? first & 0xf0 : first;
  if (command === 0x90 || command === 0xe0 || command === 0xf4 || command === 0xf5) return 3;
  if (command === 0xc0 || command === 0xd0) return 2;
  return command === 0xf9 || command === 0xff ? 1 : 0;
}

function short([first = 0, a = 0, b = 0]: readonly number[]): Message | undefined {
  if (first === 0xf9) return { type: 'version' };
  if (first === 0xff) return { type: 'reset' };
  if (first === 0xf4) return { type: 'pin-mode', pin: a, mode: b };
  if (first === 0xf5) return { type: 'pin-value', pin: a, value: b };
  if ((first & 0xf0) === 0x90) return { type: 'digital', port: first & 0x0f, bits: a | (b << 7) };
  if ((first & 0xf0) === 0xd0) return { type: 'report-digital', port: first & 0x0f, on: a !== 0 };
  return undefined;
}

/** The messages a board sends. */
export const say = {
  version: () => Uint8Array.of(0xf9, 2, 5),
  firmware: (name: string) => sysex(0x79, [2, 5, ...twoByTwo(name)]),
  text: (text: string) => sysex(0x71, twoByTwo(text)),
  digital: (port: number, bits: number) => Uint8Array.of(0x90 | port, bits & 0x7f, (bits >> 7) & 1),
  /** For each pin its modes with their resolution in bits. */
  capabilities: (pins: readonly (readonly (readonly [mode: number, bits: number])[])[]) =>
    sysex(
      0x6c,
      pins.flatMap((pin) => [...pin.flat(), 0x7f]),
    ),
  analogMapping: (channels: readonly (number | undefined)[]) =>
    sysex(
      0x6a,
      channels.map((channel) => channel ?? 0x7f),
    ),
  pinState: (pin: number, mode: number, state: number) => sysex(0x6e, [pin, mode, state]),
};

/** Decodes bytes that were sent as pairs of seven bits, the low ones first. */
export function bytesOf(data: readonly number[]): number[] {
  const bytes: number[] = [];
  for (let at = 0; at + 1 < data.length; at += 2) bytes.push((data[at] ?? 0) | ((data[at + 1] ?? 0) << 7));
  return bytes;
}

/** The text of a string message. */
export function textOf(data: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytesOf(data))).replaceAll('\0', '');
}

function sysex(command: number, data: readonly number[]): Uint8Array {
  return Uint8Array.of(startSysex, command, ...data, endSysex);
}

function twoByTwo(text: string): number[] {
  return [...new TextEncoder().encode(text)].flatMap((byte) => [byte & 0x7f, byte >> 7]);
}
