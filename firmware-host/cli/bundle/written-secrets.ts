/** Where a value stands in the place of a secret: `password: VALUE`, also in a comment, a block or on the next line. */
const named =
  /\b(?:password|passwd|passphrase|sandi|secret|token)["']?[ \t]*:[ \t]*(?:[|>][-+\d]*[ \t]*)?(?:\r?\n[ \t#]*)?(?!\{|file\b)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,}#{][^\r\n,}]*)/gi;
/** The password in `mqtt://NAME:PASSWORD@HOST`. */
const inAddress = /:\/\/[^\s/:@"']*:([^\s/@"']+)@/g;
const files = /\b(?:file|key|password)["']?[ \t]*:[ \t]*["']?([A-Za-z0-9._/-]+)/g;

/**
 * The secrets that somebody has written into a site file itself, which refuses them: that mistake is why help is asked
 * for. Quoted values are without their quotes.
 */
export function secretsWritten(text: string): readonly string[] {
  const values = [...text.matchAll(named)].map(([, value = '']) =>
    value.trim().replace(/^(["'])(.*)\1$/s, '$2'),
  );
  return [...values, ...[...text.matchAll(inAddress)].map(([, password = '']) => password)];
}

/** The files of secrets that a site file seems to name, for one that has mistakes. */
export const filesWritten = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(files)].map(([, path = '']) => path)),
];
