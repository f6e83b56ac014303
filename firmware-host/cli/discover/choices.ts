import { kinds } from '../../../devices/index.ts';
import type { Role } from '../../../devices/roles.ts';

/** What a kind needs besides its address. A new serial kind that needs nothing more is offered without a line here. */
const needs: Readonly<Record<string, Settings>> = {
  'escpos-printer': { columns: 48 },
  'modbus-display': { bus_address: 1 },
  'modbus-keypad': { bus_address: 1, keys: { next: 0, recall: 1 } },
  // `loket discover --listen` shows the codes that are meant.
  'radio-buttons': { keys: { next: '00000-1' } },
  'serial-display': { bus_address: 1 },
};

/** The kinds whose far end is a sketch of ours on an Arduino. */
const sketches: readonly string[] = ['text-display', 'p10-display'];

const atCounters: readonly Role[] = ['keys', 'rating', 'display', 'scanner'];

type Words = Readonly<Record<string, number | string>>;
/** The settings of a piece as they are written between braces. */
export type Settings = Readonly<Record<string, number | string | Words>>;

/** A kind that may be at a serial line, with what it needs. */
export interface Choice {
  readonly kind: string;
  readonly settings: Settings;
}

/**
 * The kinds that may be behind a serial line at `address`, which no id tells; on an Arduino only those with a sketch. A
 * kind that is not content with what is known here is left out.
 */
export function serialChoices(address: string, onArduino: boolean): readonly Choice[] {
  return kinds.flatMap(({ kind, role, transports, options }): readonly Choice[] => {
    if (role === 'board' || !transports.includes('serial')) return [];
    if (onArduino && !sketches.includes(kind)) return [];
    const own = { address, ...needs[kind] };
    if (!options.safeParse(own).success) return [];
    return [
      { kind, settings: { kind, ...(atCounters.includes(role) ? { counter: 'loket-1' } : {}), ...own } },
    ];
  });
}
