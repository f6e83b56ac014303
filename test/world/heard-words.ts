/** What somebody in the hall understood of an announcement. */
export type Understood =
  /** `counter`: undefined when it broke off before that. */
  | { readonly is: 'call'; readonly ticket: string; readonly counter: string | undefined }
  | { readonly is: 'other'; readonly words: string };

const numberAt = (words: readonly string[]): string =>
  words.map((word) => /^id\/digit-(\d)$/.exec(word)?.[1] ?? '').join('');

/** Takes down the words of one announcement; undefined when it broke off before anything could be understood. */
export function understood(words: readonly string[]): Understood | undefined {
  const rest = words.filter((word) => word !== 'chime' && word !== 'silence' && word !== '?');
  if (rest[0] !== 'id/queue-number')
    return rest.length === 0 ? undefined : { is: 'other', words: rest.join(' ') };
  const to = rest.indexOf('id/go-to-counter');
  const letter = /^id\/letter-(.)$/.exec(rest[1] ?? '')?.[1]?.toUpperCase();
  const number = numberAt(rest.slice(2, to < 0 ? undefined : to));
  if (letter === undefined || number.length < 3) return undefined;
  const counter = to < 0 ? '' : numberAt(rest.slice(to + 1));
  return {
    is: 'call',
    ticket: `${letter}-${number}`,
    counter: counter === '' ? undefined : `loket-${counter}`,
  };
}
