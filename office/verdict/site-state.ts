import type { StateWord } from './heard-message.ts';
import { alive, type Hearing, type SiteEvidence } from './site-evidence.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Moment } from './verdict-types.ts';

/** Takes in `controller/state`, of the site or, as a last will, of the broker. True: the site is to be judged again. */
export function hearState(site: SiteEvidence, said: StateWord, of: Hearing): boolean {
  const { word } = site;
  // What a broker had kept may come behind what is said now.
  if (of.retain && word?.isLive && word.line === of.line) return false;
  if (!of.retain && isStale(site, said, of.line)) return false;
  if (of.retain) {
    if (isReturn(site, said)) {
      site.lost = undefined;
      site.stopped = undefined;
    }
    site.faults = said.reasons ?? [];
    site.word = { ...said, isLive: false, line: of.line };
    return true;
  }
  if (said.state === 'online') return hearOnline(site, said, of);
  if (site.lost !== undefined) return false;
  site.word = { ...said, isLive: true, line: of.line };
  if (said.reason === 'stopped') return hearStopped(site, of);
  // A broker that is back says goodbye for connections from before: only of a site that was heard since is it news.
  if (site.liveOn !== of.line) return true;
  site.lost = of.now;
  // One more than is judged: the last one is taken back where its run had ended.
  site.losses = [...site.losses, of.now.at].slice(-verdictLimits.flapsLeast - 1);
  return true;
}

/**
 * A word of an earlier connection or an earlier run that comes late: brokers send wills late, after a take-over and at
 * their own restart.
 */
function isStale(site: SiteEvidence, said: StateWord, line: number): boolean {
  const { word } = site;
  if (word === undefined || word.line !== line) return false;
  if (word.boot !== said.boot) return said.state === 'offline' && word.state === 'online';
  if (site.stopped !== undefined) return true;
  if (word.connection === undefined || said.connection === undefined) return false;
  if (said.connection < word.connection) return true;
  // After the will of this connection only a later one is a return.
  return said.state === 'online' && word.state === 'offline' && said.connection === word.connection;
}

/**
 * The broker has kept that another run, or a later connection, is online: what the office heard of the one before is
 * over. Whether the site lives is not known by that.
 */
function isReturn({ run, former }: SiteEvidence, { state, boot, connection }: StateWord): boolean {
  if (state !== 'online' || run === undefined) return false;
  if (boot !== run.boot) return !former.includes(boot);
  return (connection ?? 0) > (run.connection ?? 0);
}

function hearStopped(site: SiteEvidence, { now, line }: Hearing): boolean {
  site.live = now;
  site.liveOn = line;
  site.stopped = now;
  return true;
}

function hearOnline(site: SiteEvidence, said: StateWord, of: Hearing): boolean {
  const { now, line } = of;
  const { boot, connection } = said;
  const isOtherRun = site.run !== undefined && site.run.boot !== boot;
  if (isOtherRun && site.former.includes(boot)) noteRival(site, now);
  if (site.run?.boot !== boot || site.run.connection !== connection) site.saysHealthAgain = true;
  alive(site, now, line, { boot, connection });
  site.word = { ...said, isLive: true, line };
  site.faults = said.reasons ?? [];
  noteReturn(site, said, of);
  return true;
}

/** A run that was followed by another one never comes back: once may be a message that came twice. */
function noteRival(site: SiteEvidence, { at }: Moment): void {
  const last = site.rivalSigns.at(-1);
  if (last !== undefined && at - last < verdictLimits.settleMs) return;
  site.rivalSigns = [...site.rivalSigns, at].slice(-verdictLimits.rivalSignsLeast);
}

/** What the site says at its return of the time when it was away. */
function noteReturn(site: SiteEvidence, said: StateWord, { now }: Hearing): void {
  const absence = site.absences.at(-1);
  if (absence === undefined) return;
  const { boot, connection } = said;
  if (!absence.isNamed && now.at - absence.to.at <= verdictLimits.pastAfterMs)
    absence.after = { boot, connection };
  absence.isNamed = true;
  // A run that followed the one that came back tells of itself.
  if (absence.after.boot !== boot) return;
  for (const { code, since } of said.reasons ?? []) {
    if (code === 'restart.unclean') absence.isUnclean = true;
    if (code === 'restart.watchdog') absence.isWatchdog = true;
    const isOfLine = code === 'uplink.down' && since !== undefined && absence.skewMs !== undefined;
    const noticed = isOfLine ? since - absence.skewMs : undefined;
    const isWithin = noticed !== undefined && noticed > absence.from.wall - verdictLimits.pastMarginMs;
    if (isWithin && noticed < absence.to.wall) absence.noticedAt ??= noticed;
  }
}
