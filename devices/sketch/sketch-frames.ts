import { checkBytes } from '../serial-bus/checksum.ts';

/** The frames of our own sketches; frame.h beside each sketch says what they look like. */

/** Longer than the longest answer, such as `:0loket-text-1*0000`. */
const FRAME_MOST_CHARACTERS = 32;

/** A frame with the number that its answer repeats, 0 to 15. */
export function encodeFrame(number: number, body: string): Uint8Array {
  const checked = number.toString(16).toUpperCase() + body;
  return Uint8Array.from(Buffer.from(`:${checked}*${check(checked)}\n`, 'latin1'));
}

/** Finds good frames in what the sketch sends; everything else, such as noise of its boot loader, is skipped. */
export function frameReader(onFrame: (number: number, body: string) => void): (bytes: Uint8Array) => void {
  let held: string | undefined;
  return (bytes) => {
    for (const byte of bytes) {
      const character = String.fromCharCode(byte);
      if (character === ':') held = '';
      else if (held === undefined) continue;
      else if (character === '\n') {
        const [, checked = '', sum] = /^([0-9A-F].*)\*([0-9A-F]{4})$/.exec(held) ?? [];
        held = undefined;
        if (sum !== undefined && sum === check(checked))
          onFrame(Number.parseInt(checked[0] ?? '', 16), checked.slice(1));
      } else held = held.length < FRAME_MOST_CHARACTERS ? held + character : undefined;
    }
  };
}

/** The CRC-16 of Modbus, as four hex digits with the high byte first. */
function check(text: string): string {
  const [low = 0, high = 0] = checkBytes('crc16', [...Buffer.from(text, 'latin1')]);
  return ((high << 8) | low).toString(16).toUpperCase().padStart(4, '0');
}
