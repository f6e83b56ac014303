import { canPrint, type PrinterState } from '../escpos-printer/printer-state.ts';
import type { VoiceHabits } from '../escpos-printer/voice.ts';

/** Where the presenter has the last ticket, as the ninth byte of the status numbers it. */
const places = { nowhere: 0, inside: 1, out: 3, 'taken-back': 6, 'pulled-out': 7 } as const;

/** What a person or a test can see and set. */
export interface StarState extends PrinterState {
  readonly presenter: 'ok' | 'jammed';
  readonly ticket: keyof typeof places;
}

/** What printers do that their manuals do not say; what is common to all languages is in the other habits. */
export interface StarHabits extends VoiceHabits {
  /** `right`: ETB waits for the paper; `at-once`: it is counted on reception; `none`: a status of seven bytes. */
  readonly counter: 'right' | 'at-once' | 'none';
  /** Nothing makes it forget a job. */
  readonly deafToCancel: boolean;
  /** Tells every change by itself, although it was told not to. */
  readonly tellsChanges: boolean;
}

export const starCanPrint = (state: StarState): boolean => canPrint(state) && state.presenter === 'ok';

const when = (condition: boolean, bits: number): number => (condition ? bits : 0);

/** The automatic status (Star Line Mode Command Specifications, "Automatic Status"), with its headers. */
export function statusOf(state: StarState, counter: number, long: boolean): readonly number[] {
  const offline = !starCanPrint({ ...state, power: 'on', hung: false });
  const bytes = [
    when(offline, 0x08) | when(state.cover === 'open', 0x20),
    when(state.cutter === 'error', 0x08),
    when(state.presenter === 'jammed', 0x04),
    when(state.paper !== 'ok', 0x04) | when(state.paper === 'out', 0x08),
    when(state.ticket === 'out', 0x02),
  ];
  if (!long) return [0x0f, 0x02, ...bytes];
  const counted = ((counter & 0x18) << 2) | ((counter & 0x07) << 1);
  return [0x23, 0x06, ...bytes, counted, places[state.ticket] << 1];
}
