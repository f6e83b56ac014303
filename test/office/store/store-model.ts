import type { KeptEvent, SiteBatch, VerdictSpan } from '../../../office/store/store-port.ts';
import type { Verdict } from '../../../office/verdict/verdict-types.ts';

/** What a store should keep, said as simply as possible: plain lists, searched from end to end. */
export class StoreModel {
  readonly events = new Map<string, KeptEvent[]>();
  readonly cursors = new Map<string, SiteBatch['applied']>();
  /** The last event of a site that was reckoned. */
  readonly reckonedTo = new Map<string, number>();
  /** Tickets issued of a site in an hour, as far as they were reckoned. */
  readonly issued = new Map<string, number>();
  /** What was said of a site: at which time, and what; undefined where nothing was said any more. */
  readonly words = new Map<string, Map<number, Verdict | undefined>>();
  readonly corrections: { site: string; said: number; from: number; to: number; was: Verdict }[] = [];
  aliveAt: number | undefined;

  apply({ site, events, applied, backTo }: SiteBatch): void {
    const before = this.cursors.get(site)?.sequence ?? Number.NEGATIVE_INFINITY;
    let kept = this.events.get(site) ?? [];
    if (backTo !== undefined) {
      kept = kept.filter(({ sequence }) => sequence < backTo);
      this.reckonedTo.set(site, Math.min(this.reckonedTo.get(site) ?? 0, backTo - 1));
    }
    const limit = backTo === undefined ? before : Math.min(before, backTo - 1);
    const coming = events.filter(({ sequence }) => sequence > limit);
    this.events.set(site, [...kept, ...coming]);
    if (backTo !== undefined || applied.sequence >= before) this.cursors.set(site, applied);
  }

  /** What happened stays reckoned, whatever the site gives its numbers to later. */
  reckon(): void {
    for (const [site, { sequence: last }] of this.cursors) {
      const after = this.reckonedTo.get(site) ?? 0;
      for (const { sequence, type, time } of this.events.get(site) ?? []) {
        if (sequence <= after || type !== 'ticket/issued') continue;
        const hour = `${site} ${Math.floor(time / 3_600_000) * 3_600_000}`;
        this.issued.set(hour, (this.issued.get(hour) ?? 0) + 1);
      }
      this.reckonedTo.set(site, Math.max(after, last));
    }
  }

  /** All events have become old. */
  prune(): void {
    this.events.clear();
  }

  says(site: string, verdict: Verdict | undefined, now: number): void {
    const words = this.words.get(site) ?? new Map();
    this.words.set(site, words.set(now, verdict));
    this.aliveAt = now;
  }

  correct(site: string, said: number, from: number, to: number, was: Verdict): void {
    const same = this.corrections.findIndex(
      (one) => one.site === site && one.said === said && one.from === from,
    );
    if (same >= 0) this.corrections.splice(same, 1);
    this.corrections.push({ site, said, from, to, was });
    this.aliveAt = said;
  }

  /** What stands ends where the office was last alive, a moment after it was said at the earliest. */
  resume(): void {
    for (const words of this.words.values()) {
      const last = Math.max(...words.keys());
      if (words.get(last) !== undefined) words.set(Math.max(this.aliveAt ?? 0, last + 1), undefined);
    }
  }

  /** What is said of a site at one moment. */
  at(site: string, moment: number): Verdict | undefined {
    const told = this.corrections
      .filter((one) => one.site === site && one.from <= moment && moment < one.to)
      .sort((a, b) => a.said - b.said || a.from - b.from);
    const words = [...(this.words.get(site) ?? [])].filter(([said]) => said <= moment);
    words.sort(([a], [b]) => a - b);
    return told.at(-1)?.was ?? words.at(-1)?.[1];
  }
}

/** What spans say of a site at one moment: undefined where nothing, and an error where two do. */
export function saidAt(spans: readonly VerdictSpan[], site: string, moment: number): Verdict | undefined {
  const found = spans.filter(
    (one) => one.site === site && one.from <= moment && moment < (one.to ?? Number.POSITIVE_INFINITY),
  );
  if (found.length > 1) throw new Error(`${found.length} spans of ${site} at ${moment}`);
  return found[0]?.verdict;
}
