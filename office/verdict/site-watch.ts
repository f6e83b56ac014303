import type { Millis } from '../../devices/ports.ts';
import { judgePast } from './absence.ts';
import type { BrokerLine } from './broker-line.ts';
import { siteKey, unknownKey } from './cause-keys.ts';
import { judgeSite, type SiteFinding } from './judge-site.ts';
import { newSite, type SiteEvidence } from './site-evidence.ts';
import { type Standing, settleCauses } from './standing-causes.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Correction, Judgement, Moment, RootCause } from './verdict-types.ts';

/** One site: what was heard of it, what stands, and what was said last. */
export interface SiteWatch {
  readonly evidence: SiteEvidence;
  readonly standing: Map<string, Standing>;
  finding: SiteFinding;
  said: Judgement | undefined;
  readonly saidOfDevices: Map<string, Judgement>;
  /** What was said of absences, by when they began. */
  readonly corrected: Map<Millis, string>;
}

/** A site of which nothing is known yet, but the causes that were standing when the office stopped. */
export function newSiteWatch(id: string, now: Moment, before: readonly RootCause[]): SiteWatch {
  const unknown: RootCause = {
    ...{ key: unknownKey(id), verdict: 'unknown', reasons: [{ code: 'not-heard-yet' }], candidates: [] },
    ...{ confidence: 'open', since: now, fix: 'nobody', devices: [], isQuiet: true },
  };
  const standing = new Map<string, Standing>();
  for (const cause of [unknown, ...before])
    standing.set(cause.key, { cause, firstAt: now.at, said: now, goneAt: undefined });
  return {
    evidence: newSite(id, now),
    standing,
    finding: { reach: 'unknown', causes: [], until: undefined },
    said: undefined,
    saidOfDevices: new Map(),
    corrected: new Map(),
  };
}

/** Judges what was heard, without settling. */
export function findSite(watch: SiteWatch, line: BrokerLine, now: Moment): void {
  watch.finding = judgeSite(watch.evidence, line, now);
}

/** Settles what was found. `over`: what is no more; `until`: when the site is to be judged again. */
export function settleSite(
  watch: SiteWatch,
  of: { readonly isLineUp: boolean; readonly signOver: string | undefined; readonly isOwnClockOff: boolean },
  now: Moment,
): { readonly over: readonly RootCause[]; readonly until: Millis | undefined } {
  const { finding, standing, evidence } = watch;
  const { signOver } = of;
  const isUnder = signOver !== undefined && finding.reach === 'away';
  // A clock is wrong against the office's, which is wrong itself.
  const causes = finding.causes.filter(({ verdict }) => verdict !== 'clock' || !of.isOwnClockOff);
  const found = isUnder ? causes.map((cause) => ({ ...cause, under: signOver })) : causes;
  const { over, until } = settleCauses(standing, found, judgedBy(finding, evidence.id, of.isLineUp), now);
  const ends = [until, finding.until, pastUntil(watch, now)].filter((end) => end !== undefined);
  return { over, until: ends.length === 0 ? undefined : Math.min(...ends) };
}

/** Of which causes a lack of signs means that they are over. */
function judgedBy({ reach }: SiteFinding, id: string, isLineUp: boolean): (key: string) => boolean {
  if (!isLineUp) return () => false;
  if (reach === 'there') return () => true;
  // Nobody has heard that it came back: whatever it was stays.
  if (reach === 'unknown') return (key) => key === unknownKey(id);
  return (key) => key === siteKey(id) || key === unknownKey(id);
}

function pastUntil({ evidence }: SiteWatch, now: Moment): Millis | undefined {
  const due = evidence.absences.flatMap(({ to }) =>
    [verdictLimits.pastAfterMs, verdictLimits.pastAgainMs].map((after) => to.at + after),
  );
  const coming = due.filter((at) => at > now.at);
  return coming.length === 0 ? undefined : Math.min(...coming);
}

/** What absences were, when it is known or known better. Those that are judged for good are forgotten. */
export function judgePasts(watch: SiteWatch, now: Moment): readonly Correction[] {
  const { evidence, corrected } = watch;
  if (evidence.absences.length === 0) return [];
  const last = evidence.absences.at(-1);
  const news = evidence.absences.flatMap((absence) => {
    const age = now.at - absence.to.at;
    // A site that is gone again brings no more.
    if (age < verdictLimits.pastAfterMs && absence === last) return [];
    const corrections = judgePast(evidence.id, absence);
    const text = corrections.map(({ was, to, reasons }) => `${was} ${to.at} ${reasons[0]?.code}`).join();
    if (corrected.get(absence.from.at) === text) return [];
    corrected.set(absence.from.at, text);
    return corrections;
  });
  evidence.absences = evidence.absences.filter((absence) => {
    const isDone = absence !== last || now.at - absence.to.at >= verdictLimits.pastAgainMs;
    if (isDone) corrected.delete(absence.from.at);
    return !isDone;
  });
  return news;
}
