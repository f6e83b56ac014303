import type { Correction, Verdict } from '../verdict/verdict-types.ts';
import { noEnd, storable, wholeMs } from './storable.ts';
import type { VerdictSpan } from './store-port.ts';

/** A span as both stores keep it. */
export interface SpanRow {
  readonly site: string;
  /** Empty: of the site as a whole. */
  readonly device: string;
  readonly since: number;
  /** `noEnd` while it stands. */
  readonly upto: number;
  readonly verdict: string;
  /** A JSON list of codes. */
  readonly reasons: string;
}

/** A correction as both stores keep it, and when it was said. */
export interface CorrectionRow {
  readonly site: string;
  readonly said: number;
  readonly since: number;
  readonly upto: number;
  readonly was: string;
  readonly reasons: string;
  /** JSON of the whole. */
  readonly told: string;
}

/**
 * What was said between `from` and `to`, with what corrections told in its place: the later of two that overlap counts.
 * A span that goes on unchanged is one span.
 */
export function correctedSpans(
  said: readonly SpanRow[],
  corrections: readonly CorrectionRow[],
  from: number,
  to: number,
): readonly VerdictSpan[] {
  if (from >= to) return [];
  const bySite = new Map<string, SpanRow[]>();
  const devices: SpanRow[] = [];
  for (const row of said) {
    if (row.device === '') listOf(bySite, row.site).push(row);
    else devices.push(row);
  }
  const inTurn = corrections.toSorted((a, b) => a.said - b.said || a.since - b.since);
  for (const { site, since, upto, was, reasons } of inTurn) {
    if (since >= upto) continue;
    const left = listOf(bySite, site).flatMap((row) => without(row, since, upto));
    bySite.set(site, [...left, { site, device: '', since, upto, verdict: was, reasons }]);
  }
  const rows = [...bySite.values(), devices].flat().filter(({ since, upto }) => since < to && upto > from);
  return joined(rows.sort(byPlace).map((row) => spanOf(row, from, to)));
}

/** A correction as a row: the wall times of its moments count. `now`: when it was said. */
export function correctionRow(correction: Correction, now: number): CorrectionRow {
  const { site, from, to, was, reasons } = correction;
  return {
    ...{ site, said: wholeMs(now), since: wholeMs(from.wall), upto: wholeMs(to.wall), was },
    reasons: storable(JSON.stringify(reasons.map(({ code }) => code))),
    told: JSON.stringify(correction),
  };
}

function listOf(bySite: Map<string, SpanRow[]>, site: string): SpanRow[] {
  const list = bySite.get(site) ?? [];
  bySite.set(site, list);
  return list;
}

/** What is left of a span when a part of it is taken out. */
function without(row: SpanRow, since: number, upto: number): readonly SpanRow[] {
  if (row.upto <= since || row.since >= upto) return [row];
  const before = { ...row, upto: since };
  const after = { ...row, since: upto };
  return [before, after].filter((one) => one.since < one.upto);
}

function byPlace(a: SpanRow, b: SpanRow): number {
  if (a.site !== b.site) return a.site < b.site ? -1 : 1;
  if (a.device !== b.device) return a.device < b.device ? -1 : 1;
  return a.since - b.since;
}

function spanOf(
  { site, device, since, upto, verdict, reasons }: SpanRow,
  from: number,
  to: number,
): VerdictSpan {
  return {
    site,
    device: device === '' ? undefined : device,
    verdict: verdict as Verdict,
    reasons: JSON.parse(reasons),
    from: Math.max(since, from),
    to: upto === noEnd ? undefined : Math.min(upto, to),
  };
}

function joined(spans: readonly VerdictSpan[]): readonly VerdictSpan[] {
  const all: VerdictSpan[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last !== undefined && goesOn(last, span)) all[all.length - 1] = { ...last, to: span.to };
    else all.push(span);
  }
  return all;
}

function goesOn(a: VerdictSpan, b: VerdictSpan): boolean {
  const isSameSubject = a.site === b.site && a.device === b.device;
  return isSameSubject && a.to === b.from && a.verdict === b.verdict && a.reasons.join() === b.reasons.join();
}
