import { StringDecoder } from 'node:string_decoder';

/** The longest line that is read. What follows in it is left out, as the mark at its end says. */
export const lineMaxCharacters = 64 * 1024;
const cutMark = ' ...';

/** The lines of a stream of UTF-8, the last one also where it has no end. One that is too long is told at once. */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  let isCut = false;

  function* take(text: string): Generator<string> {
    const parts = text.split('\n');
    for (const [at, part] of parts.entries()) {
      const isLast = at === parts.length - 1;
      if (!isCut) begun += part.slice(0, lineMaxCharacters + 1 - begun.length);
      if (begun.length > lineMaxCharacters && !isCut) {
        yield begun.slice(0, lineMaxCharacters) + cutMark;
        isCut = true;
      }
      if (isLast) return;
      if (!isCut) yield begun.replace(/\r$/, '');
      begun = '';
      isCut = false;
    }
  }

  for await (const chunk of input)
    yield* take(typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
  yield* take(decoder.end());
  if (begun !== '' && !isCut) yield begun;
}
