/** A sentence with holes in English, and the same in Indonesian, where the holes may have another order. */
export interface DetailTemplate {
  /** What stands before, between and after the holes. */
  readonly pieces: readonly string[];
  readonly holes: readonly string[];
  /** Whether a value may stand in each hole. */
  readonly fits: readonly ((value: string) => boolean)[];
  readonly id: string;
}

/** What may stand in a hole, by its name without a digit at the end. */
const kinds: Readonly<Record<string, (value: string) => boolean>> = {
  /** A number. */
  n: (value) => /^-?\d[\d.,]*$/.test(value),
  /** An id, a path, a program, a code; "it" is none of them. */
  word: (value) => /^\S+$/.test(value) && value !== 'it',
  /** Where a device is: a path, an address, the name of a card, `GPIO 17`, `HID 04d9:a02a serial 7`. */
  place: (value) =>
    !value.includes(': ') && /^(?:\S+(?: \(\S+\))?|GPIO \d+|HID .+|chip 0x\S+ on \S+)$/.test(value),
  /** Several names or several reasons, but one detail. */
  names: (value) => !value.includes('; '),
  /** Whatever a device, the system or a library said. */
  text: () => true,
  /** The same, where it may be a detail in turn. */
  detail: () => true,
};

/** The steps in which a text is compared with one template. Only a text made to be slow needs more; it is not read. */
const stepsMost = 200;

const hole = /\{([a-z]+)\d?\}/;

export function templateOf(en: string, id: string): DetailTemplate {
  const holes = [...en.matchAll(/\{[a-z]+\d?\}/g)].map(([name]) => name);
  const fits = holes.map((name) => kinds[kindOf(name) ?? ''] ?? (() => false));
  return { pieces: en.split(/\{[a-z]+\d?\}/), holes, fits, id };
}

/** The kind of a hole such as `{word2}`. Undefined: there is no such kind. */
export const kindOf = (name: string): string | undefined => {
  const kind = hole.exec(name)?.[1] ?? '';
  return Object.hasOwn(kinds, kind) ? kind : undefined;
};

/**
 * The values with which the template makes this text; undefined where it cannot. `unclear`: it can in several ways, or
 * nobody knows after `stepsMost` steps, each of which looks through the text once.
 */
export function reading(
  { pieces, fits }: DetailTemplate,
  text: string,
): readonly string[] | 'unclear' | undefined {
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const end = text.length - last.length;
  const found: (readonly string[])[] = [];
  let steps = 0;

  function read(from: number, before: readonly string[]): void {
    const at = before.length;
    const add = (to: number): readonly string[] | undefined => {
      const value = text.slice(from, to);
      return value !== '' && fits[at]?.(value) === true ? [...before, value] : undefined;
    };
    if (at === fits.length - 1) {
      const all = add(end);
      if (all !== undefined) found.push(all);
      return;
    }
    const next = pieces[at + 1] ?? '';
    for (let to = text.indexOf(next, from); to !== -1 && to < end; to = text.indexOf(next, to + 1)) {
      if (++steps > stepsMost || found.length > 1) return;
      const values = add(to);
      if (values !== undefined) read(to + next.length, values);
    }
  }
  read(first.length, []);
  return found.length > 1 || steps > stepsMost ? 'unclear' : found[0];
}

/** The template in Indonesian with these values; `words` has those of a detail within it. */
export function filled(
  { holes, id }: DetailTemplate,
  values: readonly string[],
  words: (detail: string) => string,
): string {
  return id.replaceAll(/\{[a-z]+\d?\}/g, (name) => {
    const value = values[holes.indexOf(name)] ?? name;
    return kindOf(name) === 'detail' ? words(value) : value;
  });
}
