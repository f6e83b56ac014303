/** In the place of a secret, and of the digits of a ticket. */
export const secretMark = '[secret]';
const digitsMark = '***';
/** Shorter lines of a secret file would hit ordinary words. */
const secretMinCharacters = 4;
const encodedMinCharacters = 8;
/** The number of an identity card (NIK), and of a mobile telephone. */
const ofPerson = /(?<!\w)(?:\d{16}|(?:\+?62|0)8\d{8,11})(?!\w)/g;

/**
 * Takes secrets and ticket numbers out of text, whatever program wrote it. `secrets` are the contents of secret files,
 * `prefixes` those of the site's tickets; what looks like a ticket of another prefix of letters goes as well.
 */
export function redactor(secrets: readonly string[], prefixes: readonly string[]): (text: string) => string {
  const parts = secrets.flatMap((secret) => [
    secret.trim(),
    ...secret.split(/\r?\n/).map((line) => line.trim()),
  ]);
  const forms = parts.filter((part) => part.length >= secretMinCharacters).flatMap(writtenAs);
  // The longest first: one may be a part of another.
  const all = [...new Set(forms)].sort((one, other) => other.length - one.length);
  const secret = all.length === 0 ? undefined : new RegExp(all.map(folded).join('|'), 'gi');
  const known = [...new Set(prefixes)].sort((one, other) => other.length - one.length).map(escaped);
  const prefix = [...known, '[A-Z][A-Z0-9]{0,2}'].join('|');
  const ticket = new RegExp(`(?<![A-Za-z0-9])(${prefix})(-?)\\d{1,6}(?![A-Za-z0-9])`, 'g');
  return (text) =>
    (secret === undefined ? text : text.replace(secret, secretMark))
      .replace(/scrypt\$\d+\$[\w$+/=]+/g, secretMark)
      .replace(ofPerson, digitsMark)
      .replace(ticket, `$1$2${digitsMark}`);
}

/** A secret as it is, and as JSON, addresses, basic authentication and dumps would write it. */
function writtenAs(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed?.() ?? secret),
    bytes.toString('base64').replace(/=+$/, ''),
    ...[0, 1, 2].flatMap((before) => inBase64(bytes, before)),
    bytes.toString('hex'),
  ];
}

/** What base64 makes of a secret behind so many other bytes, as of the password in `NAME:PASSWORD`. */
function inBase64(secret: Buffer, before: number): readonly string[] {
  const whole = Buffer.concat([Buffer.alloc(before), secret]);
  const certain = whole
    .toString('base64')
    .slice(Math.ceil((before * 4) / 3), Math.floor((whole.length * 4) / 3));
  if (certain.length < encodedMinCharacters) return [];
  return [certain, certain.replaceAll('+', '-').replaceAll('/', '_')];
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
/** YAML and terminals may break a line at a blank. */
const folded = (text: string): string => escaped(text).replace(/ +/g, '\\s+');
