import { noteEvent } from './absence.ts';
import { type DeviceEvidence, hearDeviceState } from './device-evidence.ts';
import { heardLimits } from './heard-limits.ts';
import type { EventWord, HealthWord, Word } from './heard-message.ts';
import { compareClock, howClockIs } from './site-clock.ts';
import { alive, type Hearing, type SiteEvidence } from './site-evidence.ts';
import { hearState } from './site-state.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Moment } from './verdict-types.ts';

/** Takes a word in. True when the site is to be judged again; most words only say that it lives. */
export function hearWord(site: SiteEvidence, word: Word, of: Hearing): boolean {
  const { now, retain } = of;
  switch (word.of) {
    case 'state':
      return hearState(site, word.said, of);
    case 'cleared':
      return word.device !== undefined && site.devices.delete(word.device);
    case 'info': {
      const isNews = word.region !== undefined && site.region !== word.region;
      site.region = word.region ?? site.region;
      return live(site, of) || isNews;
    }
    case 'health':
      return retain ? hearKeptHealth(site, word.said) : hearHealth(site, word.said, of);
    case 'event':
      return retain ? false : hearEvent(site, word.said, word.started, of);
    case 'device-state': {
      const device = deviceOf(site, word.device, now);
      const isNews = device !== undefined && hearDeviceState(device, word.said, of);
      return live(site, of) || isNews;
    }
    case 'device-info': {
      const device = deviceOf(site, word.device, now);
      if (device !== undefined) device.info = word.said;
      return live(site, of) || device !== undefined;
    }
    case 'other':
      return live(site, of);
  }
}

/** A live word, said while nothing speaks against the site. True when it was away. */
function live(site: SiteEvidence, { retain, now, line }: Hearing): boolean {
  if (retain || site.lost !== undefined || site.stopped !== undefined) return false;
  return alive(site, now, line);
}

/** Undefined for one more than a site may have. */
function deviceOf(site: SiteEvidence, id: string, since: Moment): DeviceEvidence | undefined {
  let device = site.devices.get(id);
  if (device === undefined && site.devices.size < heardLimits.devicesMax) {
    device = { id, info: undefined, state: undefined, liveOn: 0, since };
    site.devices.set(id, device);
  }
  return device;
}

/** What the broker has kept is no sign of life. Health that has grown since is one. */
function hearKeptHealth(site: SiteEvidence, said: HealthWord): false {
  if (site.uptimeS < 0) site.uptimeS = said.uptime_s;
  return false;
}

function hearHealth(site: SiteEvidence, said: HealthWord, of: Hearing): boolean {
  const { now, line } = of;
  const before = site.everyMs;
  if (said.every_s !== undefined) {
    const { healthEveryMinMs: least, healthEveryMaxMs: most } = verdictLimits;
    site.everyMs = Math.min(most, Math.max(least, said.every_s * 1_000));
  }
  const isNew = said.uptime_s > site.uptimeS || said.uptime_s < 5;
  // The last health is said again at each connection, and messages may come twice.
  const isFresh = isNew && !site.saysHealthAgain;
  site.saysHealthAgain = false;
  const isOff = isFresh && said.at !== undefined && compare(site, said.at, now);
  const grew = site.uptimeS >= 0 && said.uptime_s > site.uptimeS;
  site.uptimeS = said.uptime_s;
  // A will may be late, and `online` lost on its way: what has been measured since proves life.
  const { lost } = site;
  if (lost !== undefined && grew && now.at - lost.at >= verdictLimits.settleMs) return alive(site, now, line);
  return live(site, of) || isOff || site.everyMs !== before;
}

function hearEvent(site: SiteEvidence, said: EventWord, started: boolean, of: Hearing): boolean {
  const { now } = of;
  const isNew = said.sequence > site.sequence;
  const absence = site.absences.at(-1);
  if (absence !== undefined) {
    if (started && said.boot === absence.after.boot) absence.startedClean = said.clean;
    if (said.sequence > absence.sequence && absence.skewMs !== undefined)
      noteEvent(absence, said.boot, said.time - absence.skewMs);
  }
  if (!isNew) return false;
  site.sequence = said.sequence;
  const isOff = !said.historical && compare(site, said.time, now);
  return live(site, of) || isOff;
}

/** Compares the site's clock by a time in a live message. True when what is said of it may change. */
function compare(site: SiteEvidence, said: number, now: Moment): boolean {
  const before = howClockIs(site.clock);
  site.clock = compareClock(site.clock, said, now.wall, now.at);
  return before !== howClockIs(site.clock);
}
