import type { FaultCode } from '../fault-catalogue.ts';

/**
 * ESC/POS status requests and the meaning of their answers (Epson TM-U220 command manual: DLE EOT, DLE DC4, GS a, GS r;
 * Epson ESC/POS command reference: GS ( H, function 48). printer-answers.ts tells the answers apart.
 */

/** `DLE EOT n`: 1 printer, 2 cause of being offline, 3 cause of an error, 4 paper. */
export type StatusNumber = 1 | 2 | 3 | 4;

export const statusNumbers: readonly StatusNumber[] = [1, 2, 3, 4];

export const statusRequest = (n: StatusNumber): readonly number[] => [0x10, 0x04, n];

/** `GS r 1` is carried out after everything before it: its answer says that all of it is printed. It has no number. */
export const printedRequest: readonly number[] = [0x1d, 0x72, 1];

/** `GS ( H` 48 is answered with its own `id`, four characters from 20h to 7Eh, when everything before it is printed. */
export const processRequest = (id: string): readonly number[] => [
  ...[0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30],
  ...Buffer.from(id, 'latin1'),
];

/** Empties the buffers: `DLE DC4 8` at once where the printer knows it, and `ESC @`, at which others do. */
export const cancelRequest = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8, 0x1b, 0x40);

/** The conditions a printer can report. All but `paper.low` keep it from printing. */
export type Condition = Extract<
  FaultCode,
  | 'cover.open'
  | 'paper.out'
  | 'cutter.error'
  | 'presenter.jam'
  | 'printer.error'
  | 'printer.offline'
  | 'paper.low'
>;

/** Every condition, in the order in which they are named: an open cover also reads as no paper and as offline. */
export const conditions: readonly Condition[] = [
  'cover.open',
  'paper.out',
  'cutter.error',
  'presenter.jam',
  'printer.error',
  'printer.offline',
  'paper.low',
];

/** The condition that keeps the printer from printing, if any. */
export const stopping = (found: readonly Condition[]): Condition | undefined =>
  conditions.find((condition) => condition !== 'paper.low' && found.includes(condition));

type Meaning = readonly [condition: Condition, holds: boolean];

/** When the paper is out, it is not reported as low too. */
function thoseThatHold(meanings: readonly Meaning[]): readonly Condition[] {
  const found = conditions.filter((condition) =>
    meanings.some(([name, holds]) => name === condition && holds),
  );
  return found.includes('paper.out') ? found.filter((condition) => condition !== 'paper.low') : found;
}

/**
 * The conditions from all answers to DLE EOT; a missing answer reports nothing. `printer.offline` is reported only when
 * no other condition explains it.
 */
export function realtimeConditions(
  known: Readonly<Partial<Record<StatusNumber, number>>>,
): readonly Condition[] {
  const answers = { 1: 0, 2: 0, 3: 0, 4: 0, ...known };
  return explained((answers[1] & 0x08) !== 0, [
    ['cover.open', (answers[2] & 0x04) !== 0],
    ['paper.out', (answers[2] & 0x20) !== 0 || (answers[4] & 0x60) !== 0],
    ['cutter.error', (answers[3] & 0x08) !== 0],
    // A mechanical, unrecoverable or passing error (a hot head); or an error for which the printer names no cause.
    ['printer.error', (answers[3] & 0x64) !== 0 || ((answers[2] & 0x40) !== 0 && (answers[3] & 0x08) === 0)],
    ['paper.low', (answers[4] & 0x0c) !== 0],
  ]);
}

export function automaticConditions([
  first = 0,
  second = 0,
  third = 0,
]: readonly number[]): readonly Condition[] {
  return explained((first & 0x08) !== 0, [
    ['cover.open', (first & 0x20) !== 0],
    ['cutter.error', (second & 0x08) !== 0],
    ['printer.error', (second & 0x64) !== 0],
    ['paper.low', (third & 0x03) !== 0],
    ['paper.out', (third & 0x0c) !== 0],
  ]);
}

export const paperConditions = (byte: number): readonly Condition[] =>
  thoseThatHold([
    ['paper.low', (byte & 0x03) !== 0],
    ['paper.out', (byte & 0x0c) !== 0],
  ]);

function explained(offline: boolean, meanings: readonly Meaning[]): readonly Condition[] {
  const found = thoseThatHold(meanings);
  return offline && stopping(found) === undefined ? [...found, 'printer.offline'] : found;
}
