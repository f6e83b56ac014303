/** What a scanner is set to send around each code. */
export interface ScannerHabits {
  /** Before each code, such as STX. */
  readonly start?: string;
  /** After each code: CR and LF unless it is set otherwise. */
  readonly end?: string;
  /** It sends small letters, as a scanner in keyboard mode does while CapsLock is on. */
  readonly small?: boolean;
}

/** The habits that the console knows by name. `small` is CapsLock. */
export const scannerHabits = {
  usual: {},
  cr: { end: '\r' },
  tab: { end: '\t' },
  etx: { start: '\x02', end: '\x03' },
  none: { end: '' },
  small: { small: true },
} as const satisfies { readonly [name: string]: ScannerHabits };

export type ScannerHabit = keyof typeof scannerHabits;
export const scannerHabitNames = Object.keys(scannerHabits) as ScannerHabit[];

/** The text that the scanner sends for a code. */
export function sentFor(code: string, { start = '', end = '\r\n', small = false }: ScannerHabits): string {
  return start + (small ? code.toLowerCase() : code) + end;
}
