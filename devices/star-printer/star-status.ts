import { type Condition, conditions, stopping } from '../escpos-printer/printer-status.ts';

/**
 * What a Star printer says of itself: the automatic status (ASB), asked for by `ESC ACK SOH` (Star Line Mode Command
 * Specifications, "Automatic Status"; the same in StarPRNT and Star Graphic Mode Command Specifications Rev. 2.31). Two
 * headers, then status bytes; the first header says how many bytes there are.
 */

/** `ESC ACK SOH`: carried out when it is received, also in the middle of data and while the printer is stopped. */
export const statusRequest: readonly number[] = [0x1b, 0x06, 0x01];

/** `ESC RS a 0`: the printer speaks when it is asked, and not by itself. */
export const onlyWhenAsked: readonly number[] = [0x1b, 0x1e, 0x61, 0];

/** `ESC RS E 0`: the counter of printed data begins anew. Carried out after everything before it. */
export const counterReset: readonly number[] = [0x1b, 0x1e, 0x45, 0];

/** `ETB`: when everything before it is printed, the counter goes on by one. */
export const counterStep = 0x17;

/** The counter has 5 bits. */
export const counterValues = 32;

/** Where the presenter of a kiosk printer has the paper (status byte 7, bits 1 to 3). */
type PaperAt = 'nowhere' | 'inside' | 'out' | 'taken-back' | 'pulled-out';

export interface StarStatus {
  readonly conditions: readonly Condition[];
  /** How often ETB was carried out, modulo 32; undefined: this printer has no counter. */
  readonly counter: number | undefined;
  /** Undefined: this printer has no presenter, or does not say where its paper is. */
  readonly paperAt: PaperAt | undefined;
}

const has = (byte: number | undefined, bits: number): boolean => ((byte ?? 0) & bits) !== 0;

/** `bytes`: the automatic status with its headers. */
export function starStatus(bytes: readonly number[]): StarStatus {
  const [, , printer, error, fault, sensors, , counter, presenter] = bytes;
  const meanings: Readonly<Partial<Record<Condition, boolean>>> = {
    'cover.open': has(printer, 0x20),
    'paper.out': has(sensors, 0x08),
    'cutter.error': has(error, 0x08),
    // Head too hot, unrecoverable, mechanical; head up, black mark.
    'printer.error': has(error, 0x64) || has(fault, 0x0a),
    'presenter.jam': has(fault, 0x04),
    'paper.low': has(sensors, 0x06) && !has(sensors, 0x08),
  };
  const found = conditions.filter((condition) => meanings[condition]);
  const unexplained = has(printer, 0x08) && stopping(found) === undefined;
  return {
    conditions: unexplained ? [...found, 'printer.offline'] : found,
    counter: counter === undefined ? undefined : counterOf(counter),
    paperAt: presenter === undefined ? undefined : positions[(presenter >> 1) & 7],
  };
}

/** Bits 6, 5, 3, 2 and 1, from the highest. */
const counterOf = (byte: number): number => ((byte >> 2) & 0x18) | ((byte >> 1) & 0x07);

/** The places that the specification names; the others are reserved. */
const positions: Readonly<Record<number, PaperAt>> = {
  0: 'nowhere',
  1: 'inside',
  3: 'out',
  6: 'taken-back',
  7: 'pulled-out',
};
