/** What an address for the visitor's phone may name; none of it is about the person. */
const linkFields = ['ticket', 'service', 'site', 'day'] as const;
export type LinkField = (typeof linkFields)[number];

/** A name in braces, as in `{ticket}`. */
export const linkField = /\{([^{}]*)\}/g;

export const isLinkField = (name: string): name is LinkField =>
  (linkFields as readonly string[]).includes(name);

/** The address with every name replaced by a letter: what is left has to be a plain address of the web. */
export function isWebAddress(link: string): boolean {
  const filled = link.replace(linkField, 'x');
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(filled) || /[{}]/.test(filled) || !URL.canParse(filled)) return false;
  const { username, password } = new URL(filled);
  // A name in the host would send visitors to a different machine for every ticket.
  return username === '' && password === '' && !/^https?:\/\/[^/]*[{}]/.test(link);
}

/** The address with its names replaced. Values are encoded, so that none can lead to another place. */
export const filledLink = (link: string, values: Readonly<Record<LinkField, string>>): string =>
  link.replace(linkField, (whole, name: string) =>
    isLinkField(name) ? encodeURIComponent(values[name]) : whole,
  );
