import { type RefusalCode, refusals } from './refusals.ts';

/** What a visitor who is refused a ticket has to know: few reasons, so that they can be shown and said. */
export const visitorReasons = ['closed', 'full', 'printer', 'staff'] as const;
export type VisitorReason = (typeof visitorReasons)[number];

/** `staff`: it is nothing that a visitor could understand or wait for, so somebody has to be asked. */
export function visitorReason(code: RefusalCode): VisitorReason {
  switch (refusals[code].glyphs) {
    case 'CLSd':
      return 'closed';
    case 'Full':
      return 'full';
    case 'Prnt':
      return 'printer';
    default:
      return 'staff';
  }
}

/** Each reason as up to four glyphs, and as a word in letters that seven segments can show (no K, M, V, W and X). */
export const shownReasons: Readonly<
  Record<VisitorReason, { readonly glyphs: string; readonly id: string; readonly en: string }>
> = {
  closed: { glyphs: 'CLSd', id: 'TUTUP', en: 'CLOSED' },
  full: { glyphs: 'Full', id: 'HABIS', en: 'FULL' },
  printer: { glyphs: 'Prnt', id: 'PRINTER', en: 'PRINTER' },
  staff: { glyphs: 'Err', id: 'PETUGAS', en: 'STAFF' },
};
