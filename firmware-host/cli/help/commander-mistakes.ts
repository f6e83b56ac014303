import type { Language } from '../../../config/site.ts';

/** What commander says of a command that was not written as it should be, and the same in Indonesian. */
const mistakes: readonly (readonly [said: RegExp, id: string])[] = [
  [/^error: missing required argument '(.*)'$/, "kurang satu argumen: '$1'"],
  [/^error: option '(.*)' argument missing$/, "opsi '$1' memerlukan nilai"],
  [/^error: required option '(.*)' not specified$/, "opsi '$1' harus ditulis"],
  [/^error: unknown option '(.*)'$/, "tidak ada opsi '$1'"],
  [/^error: unknown command '(.*)'$/, "tidak ada perintah '$1'"],
  [/^error: option '(.*)' argument '(.*)' is invalid\. ?(.*)$/, "nilai '$2' untuk opsi '$1' salah. $3"],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.*)'\. ?(.*)$/,
    "nilai '$1' untuk argumen '$2' salah. $3",
  ],
  [
    /^error: too many arguments(?: for '.*')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    'terlalu banyak argumen: $2, padahal hanya $1',
  ],
  [/^\(Did you mean (?:one of )?(.*)\?\)$/, '(Maksudnya $1?)'],
];
const allowed = /Allowed choices are (.*)\.$/;

/** A message of commander in the language asked for. One that is not known stays as it is. */
export function commanderMistake(message: string, speak: Language): string {
  if (speak === 'en') return message;
  return message.split('\n').map(inIndonesian).join('\n');
}

function inIndonesian(line: string): string {
  const [said, id] = mistakes.find(([known]) => known.test(line)) ?? [];
  if (said === undefined || id === undefined) return line;
  return line.replace(said, id).replace(allowed, 'Pilihannya: $1.').trimEnd();
}
