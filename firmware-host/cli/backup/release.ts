import type { Site } from '../../../config/site.ts';
import { type Reserved, reservedForOriginal, takenByOriginal } from '../../journal/beyond-original.ts';
import { type Fence, readFence } from '../../journal/sqlite/fence.ts';
import { openJournalReader } from '../../journal/sqlite/journal-reader.ts';
import { liftFence } from '../../journal/sqlite/lift-fence.ts';
import { ticketId } from '../../queue/numbering.ts';
import type { BackupWords } from './backup-words.ts';

/** What a person says of the original. */
export interface SaidOfOriginal {
  /** The last business day on which it can have given numbers: `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** The last tickets it gave, such as `A-057`. */
  readonly last: readonly string[];
}

/** What lifting the fence means for the numbers. */
export interface PlannedRelease {
  readonly fence: Fence;
  readonly lastDay: string;
  readonly reserved: readonly Reserved[];
}

/**
 * What becomes of the numbers when the fence of a data folder is lifted; undefined when it has none. Throws an Error in
 * words for a technician when what was said cannot be.
 */
export function plannedRelease(
  data: string,
  site: Site,
  { lastDay, last }: SaidOfOriginal,
  say: BackupWords,
): PlannedRelease | undefined {
  const fence = readFence(data);
  if (fence === undefined) return undefined;
  const reader = openJournalReader(data);
  try {
    const owner = reader.site();
    if (owner !== undefined && owner !== site.id) throw new Error(say.otherSite(data, owner, site.id));
    const day = reader.days().at(-1)?.date;
    if (day !== undefined && lastDay < day) throw new Error(say.dayBefore(lastDay, day));
    const services = [...site.hall.services.values()];
    const said = new Map(last.map((ticket) => numberOf(ticket, site, say)));
    const reserved = reservedForOriginal({ services, records: reader.numbersSince(0), said });
    const behind = reserved.find(
      (one) => one.said && lastDay === day && (said.get(one.service) ?? 0) < one.inBackup,
    );
    if (behind !== undefined) throw new Error(say.backupKnowsMore(`${behind.prefix}-${behind.inBackup}`));
    return { fence, lastDay, reserved };
  } finally {
    reader.close();
  }
}

/** Lifts the fence. Throws `journal.in_use` while a host runs there. */
export const release = (data: string, { lastDay, reserved }: PlannedRelease): void =>
  liftFence(data, takenByOriginal(lastDay, reserved));

/** The service whose number a ticket is: of those with its prefix, the one that begins closest below it. */
function numberOf(ticket: string, { hall }: Site, say: BackupWords): readonly [string, number] {
  const [, prefix, digits] = /^([A-Za-z0-9]+)-(\d{1,6})$/.exec(ticket.trim()) ?? [];
  const number = Number(digits);
  const [service] = [...hall.services.values()]
    .filter((rules) => rules.prefix === prefix?.toUpperCase() && rules.first <= number)
    .sort((one, other) => other.first - one.first);
  if (service === undefined || number >= 10 ** service.digits) throw new Error(say.noSuchTicket(ticket));
  return [service.id, number];
}

/** The first ticket of a service after the release, as it will be printed; undefined: none is left that day. */
export function firstTicket(
  site: Site,
  { reserved }: PlannedRelease,
  { service, prefix }: Reserved,
): string | undefined {
  const rules = site.hall.services.get(service);
  const next = 1 + Math.max(...reserved.filter((one) => one.prefix === prefix).map(({ until }) => until));
  return rules === undefined || next >= 10 ** rules.digits ? undefined : ticketId(rules, next);
}
