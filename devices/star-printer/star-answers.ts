import type { AnswerReader } from '../escpos-printer/any-answer.ts';
import type { Millis } from '../ports.ts';
import { type StarStatus, starStatus } from './star-status.ts';

/** One answer of a Star printer. `noise` is no answer of its protocol. */
export type StarAnswer = ({ readonly type: 'automatic' } & StarStatus) | { readonly type: 'noise' };

/** A status of 15 bytes needs 16 ms at 9600 baud. What has not ended by now is noise. */
const unfinishedMaxMs: Millis = 1_000;

/** Fixed bits ("Status identification method"): bits 7 and 4 are 0; bit 0 is 1 in the first header, 0 elsewhere. */
const isHeader = (byte: number): boolean => (byte & 0x91) === 0x01;
const isStatus = (byte: number): boolean => (byte & 0x91) === 0;
/** XON and XOFF may come between the bytes of a status. */
const isFlow = (byte: number): boolean => byte === 0x11 || byte === 0x13;

/** Bytes of a status, from its first header: bits 1 to 3, and bit 5 for eight more. 7 to 15. */
const lengthOf = (header: number): number => ((header >> 1) & 0x07) | ((header >> 2) & 0x08);
const leastBytes = 7;

/** Splits the bytes of a Star printer into answers. A header in the middle of a status begins a new one. */
export function createStarReader(): AnswerReader<StarAnswer> {
  let held: number[] = [];
  let since: Millis = 0;

  function take(byte: number, at: Millis): readonly StarAnswer[] {
    if (isFlow(byte)) return [];
    const broken: readonly StarAnswer[] = held.length > 0 && !isStatus(byte) ? [{ type: 'noise' }] : [];
    if (isHeader(byte) && lengthOf(byte) >= leastBytes) {
      held = [byte];
      since = at;
      return broken;
    }
    if (held.length === 0 || !isStatus(byte)) {
      held = [];
      return broken.length > 0 ? broken : [{ type: 'noise' }];
    }
    held.push(byte);
    if (held.length < lengthOf(held[0] ?? 0)) return [];
    const whole = held;
    held = [];
    return [{ type: 'automatic', ...starStatus(whole) }];
  }

  return {
    push(bytes, at) {
      const late = held.length > 0 && at - since > unfinishedMaxMs;
      if (late) held = [];
      const found = [...bytes].flatMap((byte) => take(byte, at));
      return late ? [{ type: 'noise' }, ...found] : found;
    },
  };
}
