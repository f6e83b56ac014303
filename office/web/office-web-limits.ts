import type { Allowance } from '../../firmware-host/async/budget.ts';
import type { PlaceLimits } from '../../firmware-host/listeners/listener-limits.ts';

/** Every limit of the office's web server, beside those of all listeners. Bytes, unless the name says otherwise. */
export const officeWebLimits = {
  strangers: { all: 256, each: 64, here: 192 },
  /** Pages that are shown somewhere. A proxy on this machine has them all. */
  streams: { all: 256, each: 64, here: 256 },
  bodyMax: 8 * 1024,
  bodyWaitMs: 10_000,
  /** A page sends its cookie with each of its requests. */
  bytesIn: { burst: 64 * 1024, perSecond: 16 * 1024 },
  /** Requests of one session, in all its tabs. */
  requests: { burst: 120, perSecond: 20 },
  /** Attempts to log in, right ones among them. */
  loginsOfAddress: { burst: 10, perSecond: 1 / 10 },
  loginsInAll: { burst: 60, perSecond: 1 },
  addressesMax: 1_024,
  sessionsMax: 1_000,
  sessionsOfUserMax: 50,
  sessionIdleMs: 12 * 3_600_000,
  /** Changes are gathered for this long. */
  changesEveryMs: 1_000,
  /** A page that hears nothing for twice this long has lost its server. */
  beatEveryMs: 1_500,
  /** A page that does not read is left. Nothing is written to it while earlier changes wait. */
  stalledMs: 15_000,
  noteCharactersMax: 1_000,
  incidentsMax: 500,
  /** How far back a site's page and the list of incidents look. */
  historyMs: 7 * 24 * 3_600_000,
  spansMax: 5_000,
  windowsMax: 500,
  windowLongestMs: 90 * 24 * 3_600_000,
  windowAheadMs: 366 * 24 * 3_600_000,
  /** Notes that another worker's page has written are seen after this. */
  notesEveryMs: 5_000,
  /** A report is made again after this, so that what became known meanwhile is in it. */
  reportFreshMs: 5 * 60_000,
  /** Made reports: so many, of so many devices together. */
  reportsKeptMax: 16,
  reportDevicesKeptMax: 100_000,
  /** The same of satisfaction, by services and weeks of sites. */
  satisfactionGroupsKeptMax: 250_000,
  /** Reports that wait for the one that is being made. */
  reportsWaitingMax: 16,
  /** So many sites are read at once, and the main thread is not held for longer than this. */
  reportSitesAtOnce: 8,
  reportSliceMs: 8,
  /** A page is told how far its report is after this, and asks again. A download waits longer. */
  reportWaitMs: 1_000,
  reportDownloadWaitMs: 10_000,
  /** Rows of each of the tables of a report; the files have all. */
  reportRowsMax: 200,
  worstDevicesMax: 50,
} as const satisfies Readonly<Record<string, number | Allowance | PlaceLimits>>;
