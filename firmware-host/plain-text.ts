/**
 * The text of a file written by a person with any editor. It removes the byte order mark that Windows writes, and
 * decodes UTF-16, which Excel ("Unicode Text") and PowerShell write. Bytes that are not text become U+FFFD.
 */
export function plainText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const little = (first === 0xff && second === 0xfe) || (bytes.length > 1 && first !== 0 && second === 0);
  const big = (first === 0xfe && second === 0xff) || (bytes.length > 1 && first === 0 && second !== 0);
  // The decoder removes the byte order mark.
  return new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8').decode(bytes);
}
