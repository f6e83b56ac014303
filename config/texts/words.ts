/** One sentence in both languages, in lower case and without a full stop: it follows the place in the file. */
export interface Said {
  readonly en: string;
  readonly id: string;
}

export const said = (en: string, id: string): Said => ({ en, id });

/** What is wrong and, as whole sentences, what to do about it. */
export interface Words extends Said {
  readonly hint?: Said | undefined;
}

const shownMax = 40;

/** A text of several lines, safe for a terminal: a title can hold control sequences. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this removes them.
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ');
}

/** A value of the file for a message: shortened, on one line. */
export function shown(value: unknown): string {
  const line = plain(String(value)).replace(/\n/g, ' ');
  return line.length > shownMax ? `${line.slice(0, shownMax)}...` : line;
}

/** `'a', 'b', 'c'`, cut where the list gets long. */
export function listed(words: Iterable<string>): string {
  const most = 20;
  const all = [...words];
  const some = all.slice(0, most).map((word) => `'${shown(word)}'`);
  return all.length > most ? `${some.join(', ')}, ...` : some.join(', ');
}

/** "Did you mean ...?", or all choices when none is near. */
export function meant(near: string | undefined, choices: Iterable<string>): Said | undefined {
  if (near !== undefined) return { en: `Did you mean '${near}'?`, id: `Maksudnya '${near}'?` };
  const all = listed(choices);
  return all === '' ? undefined : { en: `Possible here: ${all}.`, id: `Yang ada: ${all}.` };
}
