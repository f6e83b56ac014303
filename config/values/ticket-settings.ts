import * as z from 'zod';
import { ticketLink } from './link.ts';
import { path } from './secret.ts';
import { text } from './text.ts';

const FOOTER_MOST_CHARACTERS = 300;
const AGENCY_MOST_CHARACTERS = 96;
const SERVICE_TEXT_MOST_CHARACTERS = 240;

/** What stands on every ticket. */
export const ticketSettings = z.strictObject({
  logo: path.optional(),
  agency: text.min(1).max(AGENCY_MOST_CHARACTERS).optional(),
  place: z.enum(['counter', 'zone', 'none']).default('none'),
  estimate: z.boolean().default(false),
  code: z.enum(['qr', 'code128', 'none']).optional(),
  link: ticketLink.optional(),
  footer: text.max(FOOTER_MOST_CHARACTERS).optional(),
});

const words = text.min(1).max(SERVICE_TEXT_MOST_CHARACTERS);

/** What stands on the tickets of one service: one text for all languages, or one for each. */
export const serviceTicketText = z.union([
  words.transform((both) => ({ id: both, en: both })),
  z.strictObject({ id: words, en: words }),
]);
