import type { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Millis } from '../../devices/ports.ts';
import type { HostMetrics } from './host-metrics.ts';

/** Beyond these limits there is an active fault. */
const diskLowMb = 200;
const commitSlowMs: Millis = 2_000;
const lagMaxMs: Millis = 200;
const steppedMs: Millis = 2_000;
/** A fault that happened at one moment is shown for this long. */
const toldForMs: Millis = 15 * 60_000;

/** The findings about the data folder when it was opened. */
export interface FolderFound {
  /**
   * Set when data stored there does not survive a power cut, or is not safe there. Active as long as the process runs.
   */
  readonly storage?: { readonly code: FaultCode; readonly text: string } | undefined;
  /** Why the synced mark of the journal was written anew. */
  readonly markRenewed?: string | undefined;
  /** Why no number is given and nobody called: the journal was restored, and the original may still be at work. */
  readonly fenced?: Fault | undefined;
}

/**
 * Everything from which the controller's own faults are derived. A value that was not measured is missing, and causes
 * no fault.
 */
export interface Observed {
  readonly now: Millis;
  readonly metrics: Partial<HostMetrics>;
  readonly clockSynced: boolean;
  readonly stepped: ClockStep | undefined;
  /** How far the system's clock is from the believed time, while it is not accepted. */
  readonly doubtedByMs: number | undefined;
  /** Whether the business day is ahead of a trusted clock, or too far behind it. */
  readonly day: 'ahead' | 'behind' | undefined;
  /** Whether the previous run ended normally, and how it ended according to the service manager. */
  readonly clean: boolean;
  readonly lastEnd: string | undefined;
  readonly journal: { readonly fault: FaultCode | undefined; readonly oldestMs: Millis };
  readonly folder?: FolderFound | undefined;
  /** Why the counts of devices begin anew. */
  readonly countsRenewed?: string | undefined;
  /** Which newer version of the program was taken back, and why: told as long as the earlier one runs. */
  readonly takenBack?: string | undefined;
  readonly brokerConnected: boolean;
  /** Why listeners of this machine for others are not open. */
  readonly listeners: readonly Fault[];
  /** Why some of what the site says cannot be said. */
  readonly clips?: Fault | undefined;
  readonly uplink: readonly FaultCode[];
  readonly inboxOverflows: number;
  /** Why the site file on the disk is not the site in force. */
  readonly siteFile: FaultCode | undefined;
}

export interface ClockStep {
  readonly at: Millis;
  /** Forward is positive. */
  readonly byMs: number;
}

/** The current faults of the controller, by code, in words for a technician. */
export function conditions(seen: Observed): ReadonlyMap<FaultCode, string> {
  return new Map([
    ...ofMachine(seen.metrics),
    ...ofJournal(seen),
    ...ofFolder(seen),
    ...ofTime(seen),
    ...ofLines(seen),
  ]);
}

type Found = [FaultCode, string];

function ofMachine(metrics: Partial<HostMetrics>): readonly Found[] {
  const { under_voltage, throttled, disk_readonly, disk_free_mb, loop_lag_p99_ms } = metrics;
  const found: Found[] = [];
  if (under_voltage === true) found.push(['power.undervoltage', 'the supply voltage is too low']);
  if (throttled === true) found.push(['thermal.throttled', 'the processor has been slowed down']);
  if (disk_readonly === true) found.push(['disk.readonly', 'the data folder is mounted read-only']);
  if (disk_free_mb !== undefined && disk_free_mb < diskLowMb)
    found.push(['disk.low', `${Math.round(disk_free_mb)} MB are free`]);
  if (loop_lag_p99_ms !== undefined && loop_lag_p99_ms > lagMaxMs)
    found.push(['loop.lag', `what is due waits up to ${Math.round(loop_lag_p99_ms)} ms`]);
  return found;
}

function ofJournal({ journal, inboxOverflows }: Observed): readonly Found[] {
  const found: Found[] = [];
  if (journal.fault !== undefined) found.push([journal.fault, 'the journal says so']);
  if (journal.oldestMs > commitSlowMs)
    found.push([
      'disk.fsync_slow',
      `a record has waited ${Math.round(journal.oldestMs / 1_000)} s for the disk`,
    ]);
  if (inboxOverflows > 0) found.push(['inbox.overflow', `${inboxOverflows} inputs were dropped`]);
  return found;
}

function ofFolder({ folder, countsRenewed, clips, now }: Observed): readonly Found[] {
  const found: Found[] = [];
  if (folder?.storage !== undefined) found.push([folder.storage.code, folder.storage.text]);
  if (folder?.markRenewed !== undefined && now < toldForMs)
    found.push(['journal.mark_renewed', folder.markRenewed]);
  if (folder?.fenced !== undefined) found.push([folder.fenced.code, folder.fenced.message]);
  if (countsRenewed !== undefined && now < toldForMs) found.push(['counts.renewed', countsRenewed]);
  if (clips !== undefined) found.push([clips.code, clips.message]);
  return found;
}

function ofTime({ now, clockSynced, stepped, doubtedByMs, day, clean, lastEnd }: Observed): readonly Found[] {
  const found: Found[] = [];
  if (!clockSynced) found.push(['clock.unsynced', 'the system does not know its time to be right']);
  if (stepped !== undefined && now - stepped.at < toldForMs)
    found.push(['clock.stepped', `the clock jumped by ${Math.round(stepped.byMs / 1_000)} s`]);
  if (doubtedByMs !== undefined) found.push(['clock.doubted', doubtOf(doubtedByMs)]);
  if (day === 'ahead') found.push(['day.ahead', 'the business day is ahead of the clock']);
  if (day === 'behind') found.push(['day.behind', 'the business day is far behind the clock']);
  if (!clean && now < toldForMs) {
    if (lastEnd === 'watchdog') found.push(['restart.watchdog', 'the run before hung and was ended']);
    else found.push(['restart.unclean', 'the run before did not end by itself']);
  }
  return found;
}

function doubtOf(byMs: number): string {
  const minutes = Math.round(Math.abs(byMs) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return byMs > 0
    ? `the clock says ${hours} h ${rest} min more than is believed`
    : `the clock says ${hours} h ${rest} min less than is believed`;
}

function ofLines({ brokerConnected, uplink, siteFile, listeners, takenBack }: Observed): readonly Found[] {
  const found: Found[] = uplink.map((code) => [code, 'the line to the central office']);
  if (takenBack !== undefined) found.push(['update.taken_back', takenBack]);
  for (const { code, message } of listeners) found.push([code, message]);
  if (siteFile !== undefined) found.push([siteFile, 'the site file that is running is an older one']);
  if (!brokerConnected) found.push(['broker.down', 'no connection to the broker of the hall']);
  return found;
}

/**
 * Detects jumps of the wall clock against the monotonic one. To be called every second: a clock being slewed changes
 * only a little in that time.
 */
export function createClockWatch(): (now: Millis, wall: number) => ClockStep | undefined {
  let offset: number | undefined;
  let last: ClockStep | undefined;
  return (now, wall) => {
    const byMs = offset === undefined ? 0 : wall - now - offset;
    offset = wall - now;
    if (Math.abs(byMs) > steppedMs) last = { at: now, byMs };
    return last;
  };
}
