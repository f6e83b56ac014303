import { roomOf } from '../../devices/display/display-room.ts';
import { lookAlikes, showable } from '../../devices/display/glyphs.ts';
import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** Ticket numbers can be read on the number displays, if the hall has any. */
export function checkShown(draft: Draft, report: Report): void {
  const displays = [...draft.devices.read.values()].filter(({ kind }) => kind.role === 'display');
  if (displays.length === 0) return;
  checkPrefixes(draft, report);
  for (const { kind, counter, options, path } of displays) {
    const serves = draft.counters.read.get(counter ?? '')?.serves ?? [];
    const tickets = serves.flatMap((service) => {
      const rules = draft.services.read.get(service);
      return rules === undefined
        ? []
        : [`${rules.prefix}-${String(rules.first).padStart(rules.digits, '0')}`];
    });
    const longest = tickets.toSorted((one, other) => other.length - one.length)[0];
    if (longest === undefined) continue;
    const reads = kind.reads?.(options, longest) ?? longest;
    const withoutLetters = /[A-Z]/.test(longest) && !/[A-Z]/.test(reads);
    if (withoutLetters) report.warn([...path, 'model'], say('display-without-letters', longest, reads));
    const room = roomOf(kind, options);
    // The dash is left out where there is no room for it.
    const needed = withoutLetters ? longest.length - longest.indexOf('-') - 1 : longest.length - 1;
    if (room !== undefined && room.characters < needed)
      report.warn([...path, room.setting], say('display-too-narrow', room.characters, longest));
  }
}

/** With prefixes that look alike on seven segments, two visitors would come at one call. */
function checkPrefixes(draft: Draft, report: Report): void {
  const seen = new Map<string, { readonly id: string; readonly prefix: string }>();
  for (const [id, { prefix }] of draft.services.read) {
    const path = ['services', id, 'prefix'];
    const reads = [...prefix].map((character) => lookAlikes.get(character) ?? character).join('');
    const dark = [...prefix].filter((character) => !showable.has(character));
    const other = seen.get(reads);
    if (other === undefined) seen.set(reads, { id, prefix });
    if (other !== undefined && other.prefix !== prefix)
      report.error(
        path,
        say('prefix-looks-alike', prefix, other.id, report.where(['services', other.id, 'prefix'])),
      );
    else if (dark.length > 0) report.warn(path, say('prefix-not-shown', dark));
    else if (reads !== prefix) report.warn(path, say('prefix-reads-as', prefix, reads));
  }
}
