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
  for (const [id, { title }] of draft.services.read)
    check(title, ['services', id, 'title'], textLimits.service, report);
}

function check(text: string | undefined, path: Path, most: number, report: Report): void {
  if (text === undefined) return;
  const characters = unprintable(text);
  if (characters.length > 0) report.warn(path, say('not-printed', characters));
  else if (text.length > most) report.warn(path, say('printed-in-part', most));
}
