import type { Millis } from '../ports.ts';
import type { RadioForm } from './radio-models.ts';

/** A longer line is noise. */
const LINE_MOST_CHARACTERS = 120;
const ID_BITS = 20;

/** Takes the bytes of a receiver, in whatever pieces they come. */
export type RadioBytes = (bytes: Uint8Array, at: Millis) => void;

/** A code as the site file has it: five digits for the button, one for its key, in hexadecimal: `045a4-2`. */
const codeName = (id: number, key: number): string =>
  `${id.toString(16).padStart(5, '0')}-${key.toString(16)}`;

/** Calls `heard` with each code; all else is noise. It keeps less than a frame or a line. */
export function radioBytes(form: RadioForm, heard: (code: string, at: Millis) => void): RadioBytes {
  return form.form === 'bytes' ? inFrames(form, heard) : inLines(form, heard);
}

function inFrames(
  { begin, codeAt, length, end }: Extract<RadioForm, { form: 'bytes' }>,
  heard: (code: string, at: Millis) => void,
): RadioBytes {
  const frame: number[] = [];
  const couldBe = () =>
    begin.every((byte, at) => frame.length <= at || frame[at] === byte) &&
    (frame.length < length || frame[length - 1] === end);
  return (bytes, at) => {
    for (const byte of bytes) {
      frame.push(byte);
      while (frame.length > 0 && !couldBe()) frame.shift();
      if (frame.length < length) continue;
      const [high = 0, middle = 0, low = 0] = frame.slice(codeAt, codeAt + 3);
      frame.length = 0;
      heard(codeName((high << 12) | (middle << 4) | (low >> 4), low & 0xf), at);
    }
  };
}

function inLines(
  { pattern }: Extract<RadioForm, { form: 'lines' }>,
  heard: (code: string, at: Millis) => void,
): RadioBytes {
  let line = '';
  return (bytes, at) => {
    for (const character of Buffer.from(bytes).toString('latin1')) {
      if (character !== '\n' && character !== '\r') {
        line = (line + character).slice(-LINE_MOST_CHARACTERS);
        continue;
      }
      const { id, key } = pattern.exec(line)?.groups ?? {};
      line = '';
      const [button, pressed] = [Number.parseInt(id ?? '', 16), Number.parseInt(key ?? '', 16)];
      if (button < 1 << ID_BITS && pressed <= 0xf) heard(codeName(button, pressed), at);
    }
  };
}
