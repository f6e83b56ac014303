/**
 * Ready-made key layouts: the function of each press of each key, in the words of functions.ts. A key with only `short`
 * acts when it goes down. With `long` it acts when it is released, and with `double` a moment later, because only then
 * the kind of press is known. Next is therefore alone on its key wherever there is a second key.
 */
export const layouts = {
  /** One key at the desk. `one_button_no_show` of the counter makes a quick second Next a no-show. */
  'one-key': {
    next: { short: 'next', double: 'recall', long: 'open-close' },
  },
  'two-keys': {
    next: { short: 'next' },
    recall: { short: 'recall', double: 'no-show', long: 'open-close' },
  },
  /** `recall` acts on the called visitor, `no-show` sets a visitor aside, `end` finishes the visit or the counter. */
  'four-keys': {
    next: { short: 'next' },
    recall: { short: 'recall', double: 'arrive', long: 'resume' },
    'no-show': { short: 'no-show', double: 'put-back', long: 'park' },
    end: { short: 'end', double: 'walk-in', long: 'open-close' },
  },
  /** Digits collect in an entry. Enter calls the entered number or, without one, the next visitor. */
  numpad: {
    '0': { short: 'digit 0' },
    '1': { short: 'digit 1' },
    '2': { short: 'digit 2' },
    '3': { short: 'digit 3' },
    '4': { short: 'digit 4' },
    '5': { short: 'digit 5' },
    '6': { short: 'digit 6' },
    '7': { short: 'digit 7' },
    '8': { short: 'digit 8' },
    '9': { short: 'digit 9' },
    enter: { short: 'call-entered' },
    '+': { short: 'recall' },
    '-': { short: 'no-show', long: 'end' },
    '*': { short: 'transfer-entered' },
    '/': { short: 'park', long: 'resume' },
    '.': { short: 'clear', long: 'open-close' },
    backspace: { short: 'clear' },
  },
} as const;

export type LayoutName = keyof typeof layouts;

export const layoutNames = Object.keys(layouts) as [LayoutName, ...LayoutName[]];
