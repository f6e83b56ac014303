import * as z from 'zod';

const indonesian: ReadonlyMap<string, string> = new Map([
  ['WIB', 'Asia/Jakarta'],
  ['WITA', 'Asia/Makassar'],
  ['WIT', 'Asia/Jayapura'],
]);

const known: ReadonlySet<string> = new Set([...indonesian.values(), 'Asia/Pontianak']);

/** The IANA name of a zone; `WIB`, `WITA` and `WIT` are accepted. Undefined when the system does not know the zone. */
export function zoneNamed(text: string): string | undefined {
  const name = indonesian.get(text) ?? text;
  // Offsets such as +07:00 are refused: people confuse their sign.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  // The zones of nearly every site are known, and the first question to Intl costs 20 ms of processor time.
  if (known.has(name)) return name;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    // Intl throws for a name it does not know.
    return undefined;
  }
}

export const zone = z.string({ error: 'bad-zone' }).transform((text, context) => {
  const name = zoneNamed(text);
  if (name !== undefined) return name;
  context.issues.push({ code: 'custom', message: 'bad-zone', input: text });
  return z.NEVER;
});
