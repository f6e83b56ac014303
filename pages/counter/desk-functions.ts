/** Every function that a counter has without a number, in the order in which a visit goes. */
const plain = [
  'next',
  'recall',
  'arrive',
  'no-show',
  'put-back',
  'park',
  'resume',
  'end',
  'walk-in',
  'open',
  'close',
  'break',
] as const;

/** What a number is typed with; the digits are beside them. */
const entryFunctions: readonly string[] = ['call-entered', 'transfer-entered', 'clear'];

/** The functions on the page. All of them are there: a key with one press is no reason to have no break. */
export interface DeskFunctions {
  /** Those of the keys on the desk, in their order. */
  readonly own: readonly string[];
  readonly others: readonly string[];
}

export function deskFunctions(ofKeys: readonly string[]): DeskFunctions {
  const own = ofKeys
    .filter((one) => !entryFunctions.includes(one) && !one.startsWith('digit '))
    // What is pressed on a page that lags behind would do the opposite of what it says.
    .flatMap((one) => (one === 'open-close' ? ['open', 'close'] : [one]));
  const each = [...new Set(own)];
  return { own: each, others: plain.filter((one) => !each.includes(one)) };
}

const letters: Readonly<Record<string, string>> = {
  next: 'n',
  recall: 'u',
  arrive: 't',
  'no-show': 'x',
  'put-back': 'k',
  park: 'd',
  resume: 'l',
  end: 's',
  'walk-in': 'w',
  open: 'b',
  close: 'o',
  break: 'i',
  'call-entered': 'c',
  'transfer-entered': 'p',
  clear: 'Backspace',
};

/** For the transfers of the keys on the desk; more of them have no letter. */
const spareLetters = ['q', 'e', 'r', 'f', 'g', 'h', 'j', 'v', 'y', 'z'] as const;

/** The key of the keyboard that presses each function, as `KeyboardEvent.key` has it. */
export function shortcutsOf({ own, others }: DeskFunctions): ReadonlyMap<string, string> {
  const shortcuts = new Map<string, string>();
  let spare = 0;
  for (const one of [...own, ...others, ...entryFunctions]) {
    const letter = letters[one] ?? spareLetters[spare++];
    if (letter !== undefined) shortcuts.set(one, letter);
  }
  for (let digit = 0; digit <= 9; digit++) shortcuts.set(`digit ${digit}`, String(digit));
  return shortcuts;
}
