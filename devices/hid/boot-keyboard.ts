/** A key that went down or up. `usage` is its code on HID page 7 (HID Usage Tables, section 10). */
export interface KeyChange {
  readonly usage: number;
  readonly down: boolean;
  readonly shift: boolean;
  /** `alt-gr`: the right Alt, for a third character. `command`: any other of Alt and GUI, or several; no character. */
  readonly held: 'nothing' | 'alt-gr' | 'ctrl' | 'command';
}

/** Keyboard boot report (HID 1.11, appendix B.1): modifiers, a reserved byte, up to six keys that are down. */
const REPORT_BYTES = 8;
const FIRST_KEY = 2;
const SHIFTS = 0x22;
const CTRLS = 0x11;
const RIGHT_ALT = 0x40;
const COMMANDS = 0xdd;
/** Codes 1 to 3 are errors; 1 in every place means that more keys are down than fit into a report (rollover). */
const LAST_ERROR = 0x03;
/** Cheap numpads press NumLock around every key, so that its state at the host does not matter. */
const NUM_LOCK = 0x53;

/** Turns the reports of one keyboard, in order, into key changes. A held key gives one change. */
export function bootKeyboard(): (report: Uint8Array) => readonly KeyChange[] {
  let held: readonly number[] = [];
  return (report) => {
    const boot = withoutReportId(report);
    if (boot === undefined) return [];
    const [modifiers = 0] = boot;
    const keys = [...boot.subarray(FIRST_KEY)].filter((usage) => usage !== 0 && usage !== NUM_LOCK);
    if (keys.some((usage) => usage <= LAST_ERROR)) return [];
    const now = [...new Set(keys)];
    const before = held;
    held = now;
    const shift = (modifiers & SHIFTS) !== 0;
    const modified = heldOf(modifiers & COMMANDS);
    const change = (down: boolean) => (usage: number) => ({ usage, down, shift, held: modified });
    return [
      ...before.filter((usage) => !now.includes(usage)).map(change(false)),
      ...now.filter((usage) => !before.includes(usage)).map(change(true)),
    ];
  };
}

function heldOf(modifiers: number): KeyChange['held'] {
  if (modifiers === 0) return 'nothing';
  if (modifiers === RIGHT_ALT) return 'alt-gr';
  return (modifiers & ~CTRLS) === 0 ? 'ctrl' : 'command';
}

/** A keyboard with several kinds of reports puts a report id before each. Reports of other lengths are not keys. */
function withoutReportId(report: Uint8Array): Uint8Array | undefined {
  if (report.length === REPORT_BYTES) return report;
  return report.length === REPORT_BYTES + 1 ? report.subarray(1) : undefined;
}
