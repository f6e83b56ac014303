import type { Site } from '../../config/site.ts';
import { filledLink } from '../../config/values/link.ts';
import type { TicketContent } from '../../devices/roles.ts';
import type { TicketClass } from '../queue/hall.ts';
import { paperCode } from '../queue/paper-code.ts';
import { placeOfService } from './place-of-service.ts';

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
    /** Seconds that the wait is likely to take; undefined: that is not known. */
    readonly estimateSeconds: number | undefined;
    readonly copy: boolean;
  },
): TicketContent {
  const issued = formatIn(site).format(of.wall);
  const { ticketDesign: design, language } = site;
  const service = site.services.get(of.service);
  return {
    site: site.title,
    service: service?.title ?? of.service,
    number: of.ticket,
    class: of.class,
    issued,
    waitingAhead: of.waitingAhead,
    code: paperCode(of.ticket, of.givenOn),
    copy: of.copy,
    footer: design.footer,
    language,
    agency: design.agency,
    place: placeOfService(site, of.service),
    estimateMinutes: design.estimate ? estimateOf(of) : undefined,
    note: service?.ticketText?.[language],
    link: linkOf(site, of),
    codeAs: design.code,
  };
}

/**
 * The estimate is of the line that everybody is in. A priority ticket is called before many of them, and a copy is
 * printed when part of the wait is over: there it would be wrong.
 */
function estimateOf(of: {
  readonly class: TicketClass;
  readonly copy: boolean;
  readonly estimateSeconds: number | undefined;
}): number | undefined {
  if (of.estimateSeconds === undefined || of.class === 'priority' || of.copy) return undefined;
  return of.estimateSeconds / 60;
}

/** The address for the visitor's phone. Without the day it names, it would be that of another visitor. */
function linkOf(
  { ticketDesign: { link }, id }: Site,
  of: { readonly ticket: string; readonly service: string; readonly givenOn: string | undefined },
): string | undefined {
  if (link === undefined || (link.includes('{day}') && of.givenOn === undefined)) return undefined;
  return filledLink<'ticket'>(link, {
    ticket: of.ticket,
    service: of.service,
    site: id,
    day: of.givenOn ?? '',
  });
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
