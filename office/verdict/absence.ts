import { verdictLimits } from './verdict-limits.ts';
import type { Confidence, Correction, Moment, Verdict } from './verdict-types.ts';

/** One run of the controller's process on one connection, as far as the site tells. */
export interface Run {
  readonly boot: string;
  readonly connection: number | undefined;
}

/**
 * A site was away and is back: what it brought home. Times within are Unix ms of the office, reckoned from the site's
 * by `skewMs`, which is undefined where the two were never compared.
 */
export interface Absence {
  readonly from: Moment;
  readonly to: Moment;
  /** How the office took it to be away. `office`: it did not listen itself, or its broker was away. */
  readonly how: 'lost' | 'silent' | 'stopped' | 'office';
  /** By when a running site has noticed that its line is dead (Unix ms). */
  readonly noticeBy: number;
  readonly before: Run | undefined;
  /** The run that came back: the one before, until the site names it. */
  after: Run;
  /** The site has named the run that came back. A run that follows it is no news of the absence. */
  isNamed: boolean;
  readonly sequence: number;
  readonly skewMs: number | undefined;
  /** Since when the site says that it had no line to the office. */
  noticedAt: number | undefined;
  isUnclean: boolean;
  isWatchdog: boolean;
  startedClean: boolean | undefined;
  /** Events of the run before the absence that happened well within it, and the last of them. */
  within: number;
  lastWithin: number | undefined;
}

/** An event of the site that was not heard before: dated `wall`, Unix ms of the office. */
export function noteEvent(absence: Absence, boot: string, wall: number): void {
  const { from, to, before } = absence;
  if (boot !== before?.boot || wall <= from.wall + verdictLimits.pastMarginMs) return;
  // A process that wakes up works a moment before it has its line again: that proves nothing of the time before.
  const isSameRun = before.boot === absence.after.boot;
  if (wall > to.wall - (isSameRun ? verdictLimits.noticeMs : 0)) return;
  absence.within++;
  absence.lastWithin = Math.max(absence.lastWithin ?? wall, wall);
}

type Answer = Pick<Correction, 'was' | 'confidence' | 'candidates' | 'reasons'>;

function answer(was: Verdict, confidence: Confidence, code: string): Answer {
  return { was, confidence, candidates: [], reasons: [{ code }] };
}

/** What the absence was. Nothing where the office knows already: it was stopped by a person, or did not listen. */
export function judgePast(site: string, absence: Absence): readonly Correction[] {
  const { from, to, before, after, how } = absence;
  if (before === undefined || how === 'stopped') return [];
  const whole = (it: Answer): Correction => ({ site, from, to, ...it });
  if (before.boot === after.boot) return how === 'office' ? [] : [whole(ofSameRun(absence, before))];
  const end = absence.isWatchdog ? answer('hung', 'certain', 'restart.watchdog') : ofNewRun(absence);
  const worked = absence.lastWithin;
  if (worked === undefined) return [whole(end)];
  const change: Moment = { at: from.at + worked - from.wall, wall: worked };
  const ended = end.was === 'unknown' ? answer('power-or-process', 'likely', 'stopped-unheard') : end;
  return [
    { site, from, to: change, ...answer('network', 'certain', 'worked-on') },
    { site, from: change, to, ...ended },
  ];
}

function ofNewRun({ isUnclean, startedClean }: Absence): Answer {
  if (isUnclean || startedClean === false) return answer('power-or-process', 'certain', 'restart.unclean');
  if (startedClean === undefined) return answer('power-or-process', 'likely', 'new-boot');
  // It ended in order, and its goodbye did not arrive.
  return { ...answer('unknown', 'open', 'stopped-unheard'), candidates: ['power-or-process', 'network'] };
}

/** The process ran on, or stood still: only what it did meanwhile tells. */
function ofSameRun(absence: Absence, before: Run): Answer {
  const { after, to, noticedAt, noticeBy } = absence;
  if (absence.within > 0) return answer('network', 'certain', 'worked-on');
  const passed = (after.connection ?? 0) - (before.connection ?? after.connection ?? 0);
  if (passed >= verdictLimits.attemptsLeast) return answer('network', 'certain', 'tried-again');
  const isNoticed = noticedAt !== undefined && noticedAt <= noticeBy;
  if (isNoticed && to.wall - noticedAt > verdictLimits.wakingMs)
    return answer('network', 'likely', 'line-noticed');
  if (!isNoticed && to.wall > noticeBy) return answer('hung', 'likely', 'never-noticed');
  return { ...answer('unknown', 'open', 'same-boot'), candidates: ['network', 'hung'] };
}
