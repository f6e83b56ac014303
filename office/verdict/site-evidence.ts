import type { Millis } from '../../devices/ports.ts';
import type { Absence, Run } from './absence.ts';
import type { DeviceEvidence } from './device-evidence.ts';
import type { SaidFault, StateWord } from './heard-message.ts';
import { type SiteClock, skewOf } from './site-clock.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Moment } from './verdict-types.ts';

/** What is known of one site. It belongs to the fold; whoever judges only reads it. */
export interface SiteEvidence {
  readonly id: string;
  readonly firstHeard: Moment;
  region: string | undefined;
  /** How often it says its health. */
  everyMs: Millis;
  /** Its last live word: one that was not retained, and that no broker says for it. */
  live: Moment | undefined;
  /** The connection of the office on which that came. */
  liveOn: number;
  /** The last `controller/state` that counts. `isLive`: heard as it was said, on the connection `line`. */
  word: (StateWord & { readonly isLive: boolean; readonly line: number }) | undefined;
  /** Its last will was heard, and no life since. */
  lost: Moment | undefined;
  /** It said itself that it stops, and no life since. */
  stopped: Moment | undefined;
  /** Its run and connection when it last said `online` live. */
  run: Run | undefined;
  /** When it was lost, the last few times. */
  losses: Millis[];
  /** Runs before the present one, and when one of them last spoke as if it were the present one. */
  former: string[];
  rivalSigns: Millis[];
  faults: readonly SaidFault[];
  uptimeS: number;
  /** It has connected since its last health: the next one may be that said again, and of any age. */
  saysHealthAgain: boolean;
  /** The last event, by its number. */
  sequence: number;
  clock: SiteClock | undefined;
  readonly devices: Map<string, DeviceEvidence>;
  /** When it was away, the last few times: what it brings home of the last is still being heard. */
  absences: Absence[];
}

export function newSite(id: string, now: Moment): SiteEvidence {
  return {
    id,
    firstHeard: now,
    region: undefined,
    everyMs: verdictLimits.healthEveryMs,
    live: undefined,
    liveOn: 0,
    word: undefined,
    lost: undefined,
    stopped: undefined,
    run: undefined,
    losses: [],
    former: [],
    rivalSigns: [],
    faults: [],
    uptimeS: -1,
    saysHealthAgain: false,
    sequence: 0,
    clock: undefined,
    devices: new Map(),
    absences: [],
  };
}

/** What a message is heard with: when, whether the broker had kept it, and on which connection of the office. */
export interface Hearing {
  readonly now: Moment;
  readonly retain: boolean;
  readonly line: number;
}

/** How long the site may be silent. */
export function silenceMs(site: SiteEvidence): Millis {
  return verdictLimits.silentHealths * site.everyMs;
}

/** Whether the site was there by its own last word: heard on this connection, and not too long ago. */
function isHeard(site: SiteEvidence, line: number, at: Millis): boolean {
  if (site.live === undefined || site.liveOn !== line) return false;
  return site.lost === undefined && site.stopped === undefined && at - site.live.at <= silenceMs(site);
}

/** The site lives, as `said` where it names its run. True when it was away. */
export function alive(site: SiteEvidence, now: Moment, line: number, said = keptRun(site, line)): boolean {
  const wasThere = isHeard(site, line, now.at);
  const run = said ?? site.run;
  if (run !== undefined && site.run !== undefined && run.boot !== site.run.boot)
    becomeOtherRun(site, site.run.boot, run.boot);
  if (!wasThere && site.live !== undefined && run !== undefined) {
    const absence = absenceOf(site, site.live, now, { run, isNamed: said !== undefined }, line);
    if (absence !== undefined) site.absences = [...site.absences, absence].slice(-verdictLimits.absencesMax);
  }
  site.run = run;
  site.live = now;
  site.liveOn = line;
  site.lost = undefined;
  site.stopped = undefined;
  return !wasThere;
}

function becomeOtherRun(site: SiteEvidence, before: string, boot: string): void {
  const former = [...site.former, before];
  site.former = former.filter((one) => one !== boot).slice(-verdictLimits.formerRunsMax);
  site.uptimeS = -1;
  // The connection was lost with its run: that is no connection that comes and goes.
  if (site.lost !== undefined) site.losses = site.losses.slice(0, -1);
}

/**
 * The run that the broker had kept when the office connected: a run says that it is online before it says anything
 * else on a connection, so what is heard next without that is its word.
 */
function keptRun({ word, former }: SiteEvidence, line: number): Run | undefined {
  const isKept =
    word?.line === line && !word.isLive && word.state === 'online' && !former.includes(word.boot);
  return isKept ? { boot: word.boot, connection: word.connection } : undefined;
}

function absenceOf(
  site: SiteEvidence,
  from: Moment,
  to: Moment,
  after: { readonly run: Run; readonly isNamed: boolean },
  line: number,
): Absence | undefined {
  if (to.at - from.at < verdictLimits.settleMs) return undefined;
  const { lost, stopped } = site;
  const isSilent = site.liveOn === line;
  const noticeMs = site.everyMs + verdictLimits.noticeMs;
  return {
    from,
    to,
    how: stopped !== undefined ? 'stopped' : lost !== undefined ? 'lost' : isSilent ? 'silent' : 'office',
    noticeBy: lost === undefined ? from.wall + noticeMs : lost.wall + verdictLimits.noticeAfterWillMs,
    before: site.run,
    after: after.run,
    isNamed: after.isNamed,
    sequence: site.sequence,
    skewMs: skewOf(site.clock),
    noticedAt: undefined,
    isUnclean: false,
    isWatchdog: false,
    startedClean: undefined,
    within: 0,
    lastWithin: undefined,
  };
}
