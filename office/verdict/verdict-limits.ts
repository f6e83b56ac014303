import type { Millis } from '../../devices/ports.ts';

/** The times and shares by which the office judges. docs/office.md says what follows from them. */
export const verdictLimits = {
  /** A cause stands this long before it is said, and is gone this long before it is taken back. */
  settleMs: 3_000,
  /** After the start of the office, or the return of its broker, a site that has not spoken by then is away. */
  graceMs: 90_000,
  /** How often a site says its health when it does not tell; what it tells is taken within these bounds. */
  healthEveryMs: 30_000,
  healthEveryMinMs: 5_000,
  healthEveryMaxMs: 120_000,
  /** Silence of so many times the interval of its health: the site is away, whatever the broker retains. */
  silentHealths: 2.5,
  /** A broker that ends sends the wills of all sites just before the office's own connection closes. */
  willsOfBrokerMs: 5_000,
  /** The clock of a site is wrong when it is further from the office's than this, twice in agreement. */
  clockOffMs: 120_000,
  clockAgreesMs: 10_000,
  /** More than this share of all clocks wrong, of three at least: it is the office's. */
  ownClockShare: 0.8,
  ownClockSitesLeast: 3,
  /** Devices of one parent that went within this went together. */
  hubSpreadMs: 5_000,
  hubDevicesLeast: 2,
  /** Sites that went within this went together: a frozen line ends in a will between 10 s and 32 s later. */
  togetherMs: 35_000,
  togetherSitesMin: 3,
  /** The share of the region, or of all sites, that has to be gone. */
  regionShare: 0.5,
  fleetShare: 0.8,
  /** So many, or such a share of all, may become that: what is said of each alone waits for the others. */
  regionSuspectShare: 0,
  fleetSuspectShare: 0.4,
  /** Sites come back one after the other, each after its own wait. */
  homecomingMs: 90_000,
  /** A connection that was lost so often within this comes and goes; it is well when it stood for the calm. */
  flapsMs: 120_000,
  flapsLeast: 4,
  flapsCalmMs: 180_000,
  /** Two controllers have one id when a former run has spoken again so often within this. */
  rivalSignsLeast: 2,
  rivalMs: 15 * 60_000,
  formerRunsMax: 8,
  /** Dates within this of the ends of an absence prove nothing of what was between. */
  pastMarginMs: 5_000,
  /** A running site notices a dead line within two keepalives of 20 s; with its last will the first of them is over. */
  noticeMs: 45_000,
  noticeAfterWillMs: 35_000,
  /** A process that wakes up has its line again within this. */
  wakingMs: 8_000,
  /** Numbers of a connection that were passed over: a running site has tried, and failed. */
  attemptsLeast: 3,
  /** The past is judged this long after the return, and once more when the backlog has come. */
  pastAfterMs: 10_000,
  pastAgainMs: 90_000,
  absencesMax: 8,
  /** A cause that comes again within this is the same incident, which then closes after so long a calm. */
  incidentCalmMs: 10 * 60_000,
  /** What one incident tells of the past. */
  correctionsMax: 20,
  /** The office asks to be called at least this often; called later than the other, it was held up itself. */
  heartbeatMs: 5_000,
  heldUpMs: 15_000,
} as const satisfies Readonly<Record<string, Millis>>;
