import type { Command } from './parser.ts';

/** The state of the printer that a person or a test can see and set. */
export interface PrinterState {
  readonly power: 'on' | 'off';
  readonly paper: 'ok' | 'low' | 'out';
  readonly cover: 'closed' | 'open';
  readonly cutter: 'ok' | 'error';
  /** The online key of the printer. */
  readonly online: boolean;
  /** It has stopped reading: bytes queue up until it continues. */
  readonly hung: boolean;
  /** `deaf` answers nothing; `garbage` answers meaningless bytes. Both still print. */
  readonly answers: 'right' | 'deaf' | 'garbage';
  /** Whether its ejector holds a ticket out; `jammed`: paper is stuck in it. */
  readonly ejector: 'empty' | 'out' | 'retracted' | 'jammed';
}

export const readyState: PrinterState = {
  power: 'on',
  paper: 'ok',
  cover: 'closed',
  cutter: 'ok',
  online: true,
  hung: false,
  answers: 'right',
  ejector: 'empty',
};

/** Whether the printer reports itself as offline. */
const isOffline = (state: PrinterState): boolean =>
  state.paper === 'out' ||
  state.cover === 'open' ||
  state.cutter === 'error' ||
  state.ejector === 'jammed' ||
  !state.online;

/** Whether it reads and answers. */
export const isAwake = (state: PrinterState): boolean => state.power === 'on' && !state.hung;

/** Whether it can print now. */
export const canPrint = (state: PrinterState): boolean => isAwake(state) && !isOffline(state);

const when = (condition: boolean, bits: number): number => (condition ? bits : 0);

/**
 * The answer to `DLE EOT n` (Epson TM-U220 command manual, DLE EOT): one byte, or the six of a kiosk printer's full
 * status; `undefined` for another n.
 */
export function realtimeStatus(state: PrinterState, n: number): readonly number[] | undefined {
  if (n === 20) return fullStatus(state);
  const byte = statusByte(state, n);
  return byte === undefined ? undefined : [byte];
}

function statusByte(state: PrinterState, n: number): number | undefined {
  const fixed = 0x12;
  switch (n) {
    case 1:
      return fixed | when(isOffline(state), 0x08);
    case 2:
      return (
        fixed |
        when(state.cover === 'open', 0x04) |
        when(state.paper === 'out', 0x20) |
        when(state.cutter === 'error', 0x40)
      );
    case 3:
      return fixed | when(state.cutter === 'error', 0x08);
    case 4:
      return fixed | when(state.paper !== 'ok', 0x0c) | when(state.paper === 'out', 0x60);
    default:
      return undefined;
  }
}

/** The answer to `DLE EOT 20` of a kiosk printer (Custom KPM210/216 manual; Pyramid Reliance manual). */
const fullStatus = (state: PrinterState): readonly number[] => [
  ...[0x10, 0x0f],
  when(state.paper === 'out', 0x01) | when(state.paper !== 'ok', 0x04) | when(state.ejector === 'out', 0x20),
  when(state.cover === 'open', 0x02),
  when(state.ejector === 'jammed', 0x40),
  when(state.cutter === 'error', 0x01),
];

/** `GS e 2` pulls in a ticket that is held out. */
export const retracts = ({ name, data }: Command, { ejector }: PrinterState): boolean =>
  name === 'GS e' && data[0] === 2 && ejector === 'out';

/** The answer to `GS r 1` (same manual, GS r). */
export const paperStatus = (state: PrinterState): number =>
  when(state.paper !== 'ok', 0x03) | when(state.paper === 'out', 0x0c);

/** The four bytes of an automatic status (same manual, GS a). */
export const automaticStatus = (state: PrinterState): readonly number[] => [
  0x10 | when(isOffline(state), 0x08) | when(state.cover === 'open', 0x20),
  when(state.cutter === 'error', 0x08),
  paperStatus(state),
  0,
];
