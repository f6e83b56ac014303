import type { KeptEvent, SiteBatch, VerdictSpan } from '../../../office/store/store-port.ts';
import type { Verdict } from '../../../office/verdict/verdict-types.ts';

/** What a store should keep, said as simply as possible: plain lists, searched from end to end. */
export class StoreModel {
  readonly events = new Map<string, KeptEvent[]>();
  readonly cursors = new Map<string, SiteBatch['applied']>();
  readonly changedHours = new Set<string>();
  /** What was said of a site: at which time, and what; undefined where nothing was said any more. */
  readonly words = new Map<string, Map<number, Verdict | undefined>>();
  readonly corrections: { site: string; said: number; from: number; to: number; was: Verdict }[] = [];
  aliveAt: number | undefined;

  apply({ site, events, applied, backTo }: SiteBatch): void {
    const before = this.cursors.get(site)?.sequence ?? Number.NEGATIVE_INFINITY;
    let kept = this.events.get(site) ?? [];
    if (backTo !== undefined) {
      for (const one of kept) if (one.sequence >= backTo) this.#change(site, one);
      kept = kept.filter(({ sequence }) => sequence < backTo);
    }
    const limit = backTo === undefined ? before : Math.min(before, backTo - 1);
    const coming = events.filter(({ sequence }) => sequence > limit);
    for (const one of coming) this.#change(site, one);
    this.events.set(site, [...kept, ...coming]);
    if (backTo !== undefined || applied.sequence >= before) this.cursors.set(site, applied);
  }

  #change(site: string, { time }: KeptEvent): void {
    this.changedHours.add(`${site} ${Math.floor(time / 3_600_000) * 3_600_000}`);
  }

  /** All events have become old. */
  prune(): void {
    this.events.clear();
    this.changedHours.clear();
  }

  between(site: string, from: number, to: number): KeptEvent[] {
    return (this.events.get(site) ?? []).filter(({ time }) => time >= from && time < to);
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
