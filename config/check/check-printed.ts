import { textLimits, unprintable } from '../../devices/escpos-printer/normalise.ts';
import type { Draft } from '../draft.ts';
import type { Path } from '../locate.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { printers } from './check-references.ts';

/** The texts on tickets can be printed, if the hall has a printer. */
export function checkPrinted(draft: Draft, report: Report): void {
  if (printers(draft).size === 0) return;
  check(draft.site?.title, ['site', 'title'], textLimits.site, report);
  check(draft.ticket?.footer, ['ticket', 'footer'], textLimits.footer, report);
  check(draft.ticket?.agency, ['ticket', 'agency'], textLimits.agency, report);
  for (const [id, { title, ticket }] of draft.services.read) {
    check(title, ['services', id, 'title'], textLimits.service, report);
    check(ticket?.[draft.site?.language ?? 'id'], ['services', id, 'ticket'], textLimits.note, report);
  }
  if (draft.ticket?.place !== 'zone') return;
  for (const [id, { title }] of draft.zones.read)
    check(title, ['zones', id, 'title'], textLimits.place, report);
}

function check(text: string | undefined, path: Path, most: number, report: Report): void {
  if (text === undefined) return;
  const characters = unprintable(text);
  if (characters.length > 0) report.warn(path, say('not-printed', characters));
  else if (text.length > most) report.warn(path, say('printed-in-part', most));
}
