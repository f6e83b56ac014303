import type { Millis } from '../ports.ts';
import type { Codes } from './code-reader.ts';

/** The characters that scanners commonly send around a code. */
const STX = '\x02';
const enders = '\x03\t\r\n';
const punctuation = STX + enders;

/** The text without the framing characters at both ends. */
export function withoutPunctuation(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && punctuation.includes(text.charAt(from))) from++;
  while (to > from && punctuation.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Takes the bytes of a scanner, one a character. STX begins a code; ETX, Tab, CR or LF ends it. */
export function scannerBytes(codes: Codes): (bytes: Uint8Array, at: Millis) => void {
  return (bytes, at) => {
    let piece = '';
    const hand = () => {
      if (piece !== '') codes.add(piece, at);
      piece = '';
    };
    for (const byte of bytes) {
      const character = String.fromCharCode(byte);
      if (character === STX) {
        hand();
        codes.begin(at);
      } else if (enders.includes(character)) {
        hand();
        codes.end(at);
      } else piece += character;
    }
    hand();
  };
}
