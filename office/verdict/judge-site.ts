import type { Millis } from '../../devices/ports.ts';
import type { BrokerLine } from './broker-line.ts';
import { clockKey, controllerKey, siteKey, unknownKey } from './cause-keys.ts';
import { fixOf, judgeDevices } from './judge-devices.ts';
import { howClockIs } from './site-clock.ts';
import { type SiteEvidence, silenceMs } from './site-evidence.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Moment, RootCause } from './verdict-types.ts';

/** `there`: its devices can be judged. `unknown`: nothing can be said of it now. */
export type Reach = 'there' | 'away' | 'stopped' | 'unknown';

/** What is the matter with a site at a moment, before it has settled. */
export interface SiteFinding {
  readonly reach: Reach;
  readonly causes: readonly RootCause[];
  /** When it may be judged otherwise, though nothing is heard. */
  readonly until: Millis | undefined;
}

interface Reached {
  readonly reach: Reach;
  readonly cause?: RootCause;
  readonly until?: Millis;
}

/** Judges one site by what was heard of it and the time alone. */
export function judgeSite(site: SiteEvidence, line: BrokerLine, now: Moment): SiteFinding {
  const { reach, cause, until } = reached(site, line, now);
  if (reach !== 'there') return { reach, causes: cause === undefined ? [] : [cause], until };
  // Two controllers put each other out: that explains why the connection comes and goes.
  const twice = rivals(site, now);
  const signs = twice.cause === undefined ? [flaps(site, now)] : [twice];
  const causes = signs.flatMap((sign) => (sign.cause === undefined ? [] : [sign.cause]));
  const ends = [until, ...signs.map((sign) => sign.until)].filter((end) => end !== undefined);
  return {
    reach,
    causes: [...causes, ...clock(site), ...controllerFaults(site, now), ...judgeDevices(site)],
    until: Math.min(...ends),
  };
}

/** A cause of the site itself, about which nothing more is known than its one reason. */
function causeOf(key: string, code: string, since: Moment, more: Partial<RootCause>): RootCause {
  return {
    key,
    verdict: 'unknown',
    reasons: [{ code }],
    candidates: [],
    confidence: 'certain',
    since,
    fix: 'technician',
    devices: [],
    isQuiet: false,
    ...more,
  };
}

function reached(site: SiteEvidence, line: BrokerLine, now: Moment): Reached {
  if (!line.isUp) return { reach: 'unknown' };
  const { lost, stopped, live } = site;
  if (lost !== undefined) return away(site, 'last-will', lost);
  if (stopped !== undefined && saysStopped(site, line)) return stoppedSince(site, stopped, true);
  if (live === undefined || site.liveOn !== line.number) return notHeardYet(site, line, now);
  const silentAt = live.at + silenceMs(site);
  if (now.at > silentAt) return away(site, 'silent', live);
  return { reach: 'there', until: silentAt + 1 };
}

function away(site: SiteEvidence, code: string, since: Moment): Reached {
  const verdict = 'site-unreachable';
  const candidates = ['power-or-process', 'network', 'hung'] as const;
  return { reach: 'away', cause: causeOf(siteKey(site.id), code, since, { verdict, candidates }) };
}

/** Its last word on this connection, live or kept by the broker, is that it stops: it has not started since. */
function saysStopped({ word }: SiteEvidence, line: BrokerLine): boolean {
  return word?.reason === 'stopped' && word.line >= line.madeAs;
}

function stoppedSince(site: SiteEvidence, since: Moment, isHeard: boolean): Reached {
  const confidence = isHeard ? 'certain' : 'likely';
  const more = { verdict: 'power-or-process', fix: 'clerk', confidence } as const;
  return { reach: 'stopped', cause: causeOf(siteKey(site.id), 'stopped', since, more) };
}

/** The office has started, or its broker is back: what the broker retains is of an unknown age. */
function notHeardYet(site: SiteEvidence, line: BrokerLine, now: Moment): Reached {
  const graceEnds = line.since.at + verdictLimits.graceMs - verdictLimits.settleMs;
  if (now.at < graceEnds) {
    const more = { confidence: 'open', fix: 'nobody', isQuiet: true } as const;
    return {
      reach: 'unknown',
      cause: causeOf(unknownKey(site.id), 'not-heard-yet', line.since, more),
      until: graceEnds,
    };
  }
  if (saysStopped(site, line)) return stoppedSince(site, line.since, false);
  return away(site, 'never-heard', site.live ?? line.since);
}

/** The connection comes and goes and the process runs on: a bad line, or another client under the same id. */
function flaps(site: SiteEvidence, now: Moment): { readonly cause?: RootCause; readonly until?: Millis } {
  const { flapsLeast, flapsMs, flapsCalmMs } = verdictLimits;
  const losses = site.losses.slice(-flapsLeast);
  const [first = 0] = losses;
  const last = losses.at(-1) ?? 0;
  const until = last + flapsCalmMs;
  if (losses.length < flapsLeast || last - first > flapsMs || now.at >= until) return {};
  const since = { at: first, wall: now.wall - (now.at - first) };
  const more = { verdict: 'network', confidence: 'likely', fix: 'network' } as const;
  return { cause: causeOf(siteKey(site.id), 'connection-flaps', since, more), until };
}

function rivals(site: SiteEvidence, now: Moment): { readonly cause?: RootCause; readonly until?: Millis } {
  const code = 'two-controllers';
  const key = controllerKey(site.id, code);
  const { rivalMs, rivalSignsLeast } = verdictLimits;
  const [first = 0] = site.rivalSigns;
  const last = site.rivalSigns.at(-1) ?? 0;
  const until = last + rivalMs;
  const isSeen = site.rivalSigns.length >= rivalSignsLeast && last - first <= rivalMs && now.at < until;
  const isSaid = site.faults.some((fault) => fault.code === 'uplink.duplicate');
  if (isSeen) return { cause: causeOf(key, code, now, { verdict: 'device' }), until };
  return isSaid ? { cause: causeOf(key, code, now, { verdict: 'device' }) } : {};
}

function clock(site: SiteEvidence): readonly RootCause[] {
  const how = howClockIs(site.clock);
  if (how === undefined || how === 'right') return [];
  const since = site.live ?? site.firstHeard;
  const code = how === 'ahead' ? 'clock-ahead' : 'clock-behind';
  return [causeOf(clockKey(site.id), code, since, { verdict: 'clock' })];
}

/**
 * What the controller says of itself and somebody has to mend. Its line to the office is heard by, its last start is
 * the past, and its clock is compared.
 */
function controllerFaults(site: SiteEvidence, now: Moment): readonly RootCause[] {
  return site.faults
    .filter(({ code, severity }) => severity === 'error' && !/^(uplink|restart|clock)\./.test(code))
    .map((fault) =>
      causeOf(controllerKey(site.id, fault.code), fault.code, now, {
        verdict: 'device',
        fix: fixOf([fault]),
      }),
    );
}
