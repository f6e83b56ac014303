import type { Site } from '../../config/site.ts';
import type { TicketContent } from '../../devices/roles.ts';
import type { TicketClass } from '../queue/hall.ts';
import { paperCode } from '../queue/paper-code.ts';

/**
 * The printed content of one ticket. `wall` is when it was issued, as Unix ms; it is printed in the site's own time.
 */
export function ticketContent(
  site: Site,
  of: {
    readonly ticket: string;
    /** The business day on which it was given, if known. */
    readonly givenOn: string | undefined;
    readonly service: string;
    readonly class: TicketClass;
    readonly wall: number;
    readonly waitingAhead: number;
    readonly copy: boolean;
  },
): TicketContent {
  const issued = formatIn(site).format(of.wall);
  return {
    site: site.title,
    service: site.services.get(of.service)?.title ?? of.service,
    number: of.ticket,
    class: of.class,
    issued,
    waitingAhead: of.waitingAhead,
    code: paperCode(of.ticket, of.givenOn),
    copy: of.copy,
    footer: site.ticketFooter,
    language: site.language,
  };
}

/** Making a format takes a thousand times as long as using it. A process has one site, a test a few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn({ language, zone }: Site): Intl.DateTimeFormat {
  const key = `${language} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
  formats.set(key, made);
  return made;
}
