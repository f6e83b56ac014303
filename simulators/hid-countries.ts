/** The keyboards that a scanner can be set to. */
export type Country = 'us' | 'id' | 'uk' | 'de' | 'fr' | 'es' | 'it';

/** A key of a USB keyboard by its code, and the modifiers of the report in which it is down. */
export interface BoardKey {
  readonly code: number;
  readonly modifiers: number;
}

const LEFT_CTRL = 0x01;
const LEFT_SHIFT = 0x02;
const ALT_GR = 0x40;
/** The key between left Shift and Z, which boards of the USA lack. */
const EXTRA_KEY = 0x64;

/** What is printed on an American keyboard, from the key with the lowest code on. */
const american: readonly (readonly [firstCode: number, caps: string, shifted: string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x2c, ' -=[]\\', ' _+{}|'],
  [0x33, ";'`,./", ':"~<>?'],
];

/**
 * For each country, pairs: a character, and the American character on the same key with the same Shift. A third letter
 * says that AltGr is held (`a`), or that no key types the character (`n`); `¦` is the extra key.
 */
const differences: Readonly<Record<Country, readonly string[]>> = {
  us: [],
  id: [],
  uk: ['"@', '@"', '#\\', '~|', '\\¦p', '|¦s'],
  de: [
    ...['zy', 'yz', 'ZY', 'YZ', '-/', '_?', ';<', ':>', '+]', '*}', '#\\', "'|", '<¦p', '>¦s', '|¦a'],
    ...['"@', '/&', '(*', ')(', '=)', '?_', '&^', '@qa', '[8a', ']9a', '{7a', '}0a', '\\-a', '~]a'],
    ...['``n', '^^n'],
  ],
  fr: [
    ...['aq', 'qa', 'AQ', 'QA', 'zw', 'wz', 'ZW', 'WZ', 'm;', 'M:', ',m', '?M', ';,', '.<', ':.', '/>', '!/'],
    ...['1!', '2@', '3#', '4$', '5%', '6^', '7&', '8*', '9(', '0)', '&1', '"3', "'4", '(5', '-6', '_8', ')-'],
    ...['$]', '*\\', '%"', '<¦p', '>¦s', '#3a', '{4a', '[5a', '|6a', '\\8a', '^9a', '@0a', ']-a', '}=a'],
    ...['~2a', '`7a'],
  ],
  es: [
    ...['"@', '&^', '/&', '(*', ')(', '=)', "'-", '?_', '+]', '*}', '-/', '_?', ';<', ':>', '<¦p', '>¦s'],
    ...['|1a', '@2a', '#3a', '[[a', ']]a', "{'a", '}\\a', '\\`a'],
    ...['``n', '^^n', '~~n'],
  ],
  it: [
    ...[
      '"@',
      '&^',
      '/&',
      '(*',
      ')(',
      '=)',
      "'-",
      '?_',
      '^+',
      '+]',
      '*}',
      '\\`',
      '|~',
      '-/',
      '_?',
      ';<',
      ':>',
    ],
    ...['<¦p', '>¦s', '@;a', "#'a", '[[a', ']]a'],
    ...['``n', '~~n', '{{n', '}}n'],
  ],
};

/** The key for a character on the keyboard of a country; undefined where it has none. */
export function keyOnBoard(country: Country, character: string): BoardKey | undefined {
  // FNC1 is typed as Ctrl and the key of `]`, as scanners do for characters that have no key.
  if (character === '\x1d') {
    const key = keyOnBoard(country, ']');
    return key && { code: key.code, modifiers: LEFT_CTRL };
  }
  const [, place, held] =
    differences[country].find((pair) => pair.startsWith(character)) ?? character.repeat(2);
  if (held === 'n') return undefined;
  if (place === '¦')
    return { code: EXTRA_KEY, modifiers: { p: 0, s: LEFT_SHIFT, a: ALT_GR }[held ?? ''] ?? 0 };
  const key = onAmerican(place ?? character);
  return key && held === 'a' ? { code: key.code, modifiers: ALT_GR } : key;
}

function onAmerican(character: string): BoardKey | undefined {
  for (const [first, caps, shifted] of american) {
    if (caps.includes(character)) return { code: first + caps.indexOf(character), modifiers: 0 };
    if (shifted.includes(character))
      return { code: first + shifted.indexOf(character), modifiers: LEFT_SHIFT };
  }
  return undefined;
}
