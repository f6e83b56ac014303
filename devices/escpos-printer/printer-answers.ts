import type { Millis } from '../ports.ts';
import type { AnswerReader } from './any-answer.ts';
import { type FullStatus, fullStatus, fullStatusLead, fullStatusLength } from './full-status.ts';
import { automaticConditions, type Condition, paperConditions } from './printer-status.ts';

/**
 * One answer of a printer. `printed` answers GS r, `process` GS ( H 48 and `cleared` the buffer clear. `frame` is a
 * complete answer to a question that this driver does not ask; `noise` is no answer of this protocol.
 */
export type PrinterAnswer =
  | { readonly type: 'realtime'; readonly byte: number }
  | { readonly type: 'automatic'; readonly conditions: readonly Condition[] }
  | { readonly type: 'printed'; readonly conditions: readonly Condition[] }
  | { readonly type: 'process'; readonly id: string }
  | { readonly type: 'cleared' }
  | FullStatus
  | { readonly type: 'frame' }
  | { readonly type: 'noise' };

/** The longest frame there is has 80 characters of text. A frame that has not ended by these limits is noise. */
export const frameMax = { bytes: 96, ms: 1_000 as Millis };

/** Fixed bits tell the kinds of single bytes on one stream apart (Epson, "Identification of transmitted status"). */
const isRealtime = (byte: number): boolean => (byte & 0x93) === 0x12;
const isAutomatic = (byte: number): boolean => (byte & 0x93) === 0x10;
/** The second to fourth byte of an automatic status. */
const isPlain = (byte: number): boolean => (byte & 0x90) === 0;
/** The answer to GS r 1: paper near end and paper end are two bits each. */
const isPaper = (byte: number): boolean =>
  isPlain(byte) && [0, 0x03].includes(byte & 0x03) && [0, 0x0c].includes(byte & 0x0c);
/** XON and XOFF: a printer without handshake wires sends them. */
const isFlow = (byte: number): boolean => byte === 0x11 || byte === 0x13;

const headers: ReadonlySet<number> = new Set([0x37, 0x3b, 0x53, 0x5f]);
const [processHeader, processKind, clearedKind] = [0x37, 0x22, 0x25];
const processLength = 7;
const automaticLength = 4;

interface Unfinished {
  readonly since: Millis;
  readonly bytes: number[];
}

/**
 * Splits a printer's bytes into answers. A frame is one answer, whatever its bytes look like by themselves. `ejector`:
 * it is asked for its full status, which begins like an automatic one.
 */
export function createAnswerReader(ejector = false): AnswerReader<PrinterAnswer> {
  let unfinished: Unfinished | undefined;

  /** The rest of a frame. A process id may be any four bytes, so its end is found by counting. */
  function frame(held: Unfinished, byte: number): PrinterAnswer | undefined {
    const { bytes } = held;
    if (bytes.length <= frameMax.bytes) bytes.push(byte);
    const isProcess = bytes[0] === processHeader && bytes[1] === processKind;
    if (isProcess ? bytes.length < processLength : byte !== 0) return undefined;
    unfinished = undefined;
    if (byte !== 0 || bytes.length > frameMax.bytes) return { type: 'noise' };
    if (isProcess) return { type: 'process', id: String.fromCharCode(...bytes.slice(2, 6)) };
    return { type: bytes[0] === processHeader && bytes[1] === clearedKind ? 'cleared' : 'frame' };
  }

  function automatic(held: Unfinished, byte: number): PrinterAnswer | undefined {
    held.bytes.push(byte);
    if (held.bytes.length < automaticLength) return undefined;
    unfinished = undefined;
    return { type: 'automatic', conditions: automaticConditions(held.bytes) };
  }

  /** Whether the byte belongs to a full status. */
  const isFull = ({ bytes }: Unfinished, byte: number): boolean =>
    ejector && bytes[0] === fullStatusLead[0] && (bytes[1] ?? byte) === fullStatusLead[1];

  function full(held: Unfinished, byte: number): PrinterAnswer | undefined {
    held.bytes.push(byte);
    if (held.bytes.length < fullStatusLength) return undefined;
    unfinished = undefined;
    return fullStatus(held.bytes);
  }

  function take(byte: number, at: Millis): PrinterAnswer | undefined {
    if (unfinished !== undefined) {
      if (isFull(unfinished, byte)) return full(unfinished, byte);
      if (headers.has(unfinished.bytes[0] ?? 0)) return frame(unfinished, byte);
      if (isPlain(byte)) return automatic(unfinished, byte);
      unfinished = undefined;
    }
    if (headers.has(byte) || isAutomatic(byte)) {
      unfinished = { since: at, bytes: [byte] };
      return undefined;
    }
    if (isRealtime(byte)) return { type: 'realtime', byte };
    if (isPaper(byte)) return { type: 'printed', conditions: paperConditions(byte) };
    return isFlow(byte) ? undefined : { type: 'noise' };
  }

  return {
    push(bytes, at) {
      const found: (PrinterAnswer | undefined)[] = [];
      if (unfinished !== undefined && at - unfinished.since > frameMax.ms) {
        unfinished = undefined;
        found.push({ type: 'noise' });
      }
      for (const byte of bytes) found.push(take(byte, at));
      return found.filter((answer) => answer !== undefined);
    },
  };
}
