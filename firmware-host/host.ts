import type { Loaded } from '../config/load.ts';
import type { RunningSite } from '../config/running-site.ts';
import type { Fault } from '../devices/fault.ts';
import type { Millis, Ports } from '../devices/ports.ts';
import type { Bookings } from './bookings/bookings.ts';
import type { ServiceManager } from './edge/systemd.ts';
import type { FolderFound } from './health/conditions.ts';
import type { openHostMetrics } from './health/host-metrics.ts';
import type { HostJournal, Record } from './journal/journal-port.ts';
import type { Log } from './log.ts';
import type { Percentiles, Way } from './loop/latency.ts';
import type { BrokerConnection } from './mqtt/broker-connection.ts';
import type { Uplink } from './mqtt/uplink/uplink.ts';
import type { Outcome } from './outcome.ts';
import type { Cause, Command } from './queue/commands.ts';
import type { TicketClass } from './queue/hall.ts';
import type { Refused } from './queue/refusals.ts';
import type { NumbersTaken } from './queue/state.ts';
import type { CounterView, ServiceView, TicketView } from './queue/views.ts';
import type { Reloaded } from './requests/reload.ts';
import type { DeviceStatus } from './supervise/device-status.ts';

/** What a hall is put together from. */
export interface HostParts {
  /** Held by all who need to know what the site file in force says. */
  readonly running: RunningSite;
  /** Reads the site file again, off the main thread. Absent: it cannot be reloaded. */
  readonly readSite?: () => Promise<Loaded>;
  readonly ports: Ports;
  /** Unix milliseconds as the system says, and whether that is known to be right. */
  readonly wall: () => number;
  readonly trusted: () => boolean;
  /**
   * How long the machine has been asleep so far, where the monotonic clock stands meanwhile. Absent: it never sleeps.
   */
  readonly asleepMs?: (() => Millis) | undefined;
  readonly random: () => number;
  /** Runs a function after what is already due (setImmediate). */
  readonly soon: (run: () => void) => void;
  readonly journal: HostJournal;
  /** What the journal holds since the last day began, in order, and whether the run before ended by itself. */
  readonly recovered: readonly Record[];
  readonly clean: boolean;
  /** Numbers that may be on paper although `recovered` does not tell of them. */
  readonly taken?: NumbersTaken | undefined;
  /** What the start found out about the data folder. */
  readonly folder?: FolderFound | undefined;
  /** What the run before ended with, as the service manager said (`$SERVICE_RESULT`). */
  readonly lastEnd?: string | undefined;
  /** What watches over this process, and wants to know how it is. */
  readonly service?: ServiceManager | undefined;
  /** Visits booked elsewhere; they count only when the site file speaks of them. */
  readonly bookings?: Bookings | undefined;
  readonly connection: BrokerConnection;
  /** Why listeners of this machine for others, such as the MQTT port or the board, are not open. */
  readonly listenerFaults?: (() => readonly Fault[]) | undefined;
  /** The line to the central office, if the site has one. Closed with the host. */
  readonly uplink?: Uplink | undefined;
  readonly boot: string;
  readonly version: string;
  readonly platform: { readonly node: string; readonly os: string };
  readonly dataFolder: string;
  /** What is measured of the machine; without it, the machine this runs on. Closed with the host. */
  readonly metrics?: ReturnType<typeof openHostMetrics> | undefined;
  readonly log: Log;
}

/** What a live view or a test may watch. */
export type HostNotification =
  | { readonly type: 'event'; readonly record: Record }
  | ({ readonly type: 'refused' } & Refused)
  | { readonly type: 'device'; readonly device: string; readonly status: DeviceStatus };

/** A running hall, as the command line and the tests see it. */
export interface Host {
  /** Asks the queue, as a person at the console or a client does. */
  ask(command: Command, cause: Cause): Promise<Outcome>;
  /** Takes a ticket, printed where tickets of this service are printed. */
  issue(service: string, kind: TicketClass): Promise<Outcome>;
  status(device: string): DeviceStatus | undefined;
  /**
   * A copy of a ticket, marked as one, from the printer of its service. A person asks for it, never the host itself.
   */
  reprint(ticket: string): Promise<Outcome>;
  counter(id: string): CounterView | undefined;
  service(id: string): ServiceView | undefined;
  /** Every ticket of the day, ended ones too. */
  tickets(): readonly TicketView[];
  latency(way: Way): Percentiles;
  watch(listener: (sight: HostNotification) => void): void;
  /** Puts the edited site file in force, as far as that needs no restart. Never rejects. */
  reload(): Promise<Reloaded>;
  /** A person says that a clock in doubt is right: it is followed. By how many ms; undefined when none was in doubt. */
  believeClock(): number | undefined;
  /** Displays dark, `controller/state` offline, everything closed. */
  stop(): Promise<void>;
}
