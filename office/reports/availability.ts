import type { SiteRecord } from './site-record.ts';
import { common, lengthOf, merged, type TimeSpan, without } from './time-spans.ts';

/** How a device did in the opening hours of a span. Times in ms; they add up to the opening hours. */
export interface Availability {
  readonly upMs: number;
  readonly downMs: number;
  readonly unknownMs: number;
  readonly maintenanceMs: number;
  /** up / (up + down); undefined where neither is known. */
  readonly share: number | undefined;
  /** Outages that touch the opening hours, and of them those that began in them. */
  readonly outages: number;
  readonly failures: number;
  /** Of `own`, those that began in opening hours while the site ran. */
  readonly ownFailures: number;
  /** Mean time between failures: time up for each failure; undefined without a failure. */
  readonly mtbfMs: number | undefined;
  /** Mean time to repair, in opening hours; undefined without an outage. */
  readonly mttrMs: number | undefined;
}

/**
 * Reckons the availability of a device. A time of maintenance is apart whatever happened in it; then comes what is not
 * known; the rest is up or down. A site without power or process has no device that works.
 */
export function availabilityOf(of: {
  readonly site: SiteRecord;
  readonly down: readonly TimeSpan[];
  /** Outages that are faults of the device itself. Missing: all of `down`. */
  readonly own?: readonly TimeSpan[];
  readonly open: readonly TimeSpan[];
  readonly maintenance: readonly TimeSpan[];
}): Availability {
  const maintenance = common(of.open, merged(of.maintenance));
  const counted = without(of.open, maintenance);
  const known = common(counted, merged([...of.site.ran, ...of.site.off]));
  const broken = merged([...common(of.down, of.site.ran), ...of.site.off]);
  const down = common(known, broken);
  const [knownMs, downMs] = [lengthOf(known), lengthOf(down)];
  const upMs = knownMs - downMs;
  const outages = broken.filter((one) => lengthOf(common(known, [one])) > 0);
  const failures = outages.filter(({ from }) => isIn(known, from));
  return {
    ...{ upMs, downMs },
    unknownMs: lengthOf(counted) - knownMs,
    maintenanceMs: lengthOf(maintenance),
    share: knownMs === 0 ? undefined : upMs / knownMs,
    outages: outages.length,
    failures: failures.length,
    ownFailures: (of.own ?? of.down).filter(({ from }) => isIn(known, from) && isIn(of.site.ran, from))
      .length,
    mtbfMs: failures.length === 0 ? undefined : upMs / failures.length,
    mttrMs: outages.length === 0 ? undefined : downMs / outages.length,
  };
}

const isIn = (spans: readonly TimeSpan[], at: number): boolean =>
  spans.some(({ from, to }) => from <= at && at < to);
