import { text } from './text.ts';

const LINK_MOST_CHARACTERS = 150;

/** What an address for the visitor's phone may name, by where it stands; none of it is about the person. */
export const linkFields = {
  ticket: ['ticket', 'service', 'site', 'day'],
  complaint: ['code', 'service', 'counter', 'site'],
} as const;
type LinkFields = typeof linkFields;
export type LinkValues<Of extends keyof LinkFields> = Readonly<Record<LinkFields[Of][number], string>>;

/** A name in braces, as in `{ticket}`. */
const linkField = /\{([^{}]*)\}/g;

/** The names in braces that nothing can be filled in for. */
export const unknownFields = (link: string, known: readonly string[]): readonly string[] =>
  [...link.matchAll(linkField)].map(([, name = '']) => name).filter((name) => !known.includes(name));

/** An address with names in braces; the codes of its errors have texts. */
const linkNaming = (known: readonly string[], error: 'bad-link-field' | 'bad-complaint-field') =>
  text
    .max(LINK_MOST_CHARACTERS)
    .refine((value) => unknownFields(value, known).length === 0, { error, abort: true })
    .refine(isWebAddress, { error: 'bad-link' });

export const ticketLink = linkNaming(linkFields.ticket, 'bad-link-field');
export const complaintLink = linkNaming(linkFields.complaint, 'bad-complaint-field');

/** The address with every name replaced by a letter: what is left has to be a plain address of the web. */
function isWebAddress(link: string): boolean {
  const filled = link.replace(linkField, 'x');
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(filled) || /[{}]/.test(filled) || !URL.canParse(filled)) return false;
  const { username, password } = new URL(filled);
  // A name in the host would send visitors to a different machine for every ticket.
  return username === '' && password === '' && !/^https?:\/\/[^/]*[{}]/.test(link);
}

/** The address with its names replaced. Values are encoded, so that none can lead to another place. */
export const filledLink = <Of extends keyof LinkFields>(link: string, values: LinkValues<Of>): string =>
  link.replace(linkField, (whole, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name as keyof LinkValues<Of>]) : whole,
  );
