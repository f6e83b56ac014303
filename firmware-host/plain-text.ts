/**
 * The text of a file that a person made, however their editor saved it: without the mark that Windows puts before it,
 * and out of UTF-16, which Excel ("Unicode Text") and PowerShell write. What is no text has U+FFFD in it.
 */
export function plainText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const little = (first === 0xff && second === 0xfe) || (bytes.length > 1 && first !== 0 && second === 0);
  const big = (first === 0xfe && second === 0xff) || (bytes.length > 1 && first === 0 && second !== 0);
  // The decoder drops the mark.
  return new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8').decode(bytes);
}
