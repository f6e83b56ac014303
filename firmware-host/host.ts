import type { Loaded } from '../config/load.ts';
import type { RunningSite } from '../config/running-site.ts';
import type { Fault } from '../devices/fault.ts';
import type { Millis, Ports } from '../devices/ports.ts';
import type { Bookings } from './bookings/bookings.ts';
import type { DeviceMemory, MemoryStore } from './device-memory.ts';
import type { ServiceManager } from './edge/systemd.ts';
import type { FolderFound } from './health/conditions.ts';
import type { openHostMetrics } from './health/host-metrics.ts';
import type { AnnouncedStore, AnnouncedTopics } from './homeassistant/home-assistant.ts';
import type { HostJournal, Record } from './journal/journal-port.ts';
import type { Log } from './log.ts';
import type { Percentiles, Way } from './loop/latency.ts';
import type { BrokerConnection } from './mqtt/broker-connection.ts';
import type { Uplink } from './mqtt/uplink/uplink.ts';
import type { Outcome } from './outcome.ts';
import type { PageDesk } from './page-desk.ts';
import type { Cause, Command } from './queue/commands.ts';
import type { TicketClass } from './queue/hall.ts';
import type { Refused } from './queue/refusals.ts';
import type { NumbersTaken } from './queue/state.ts';
import type { CounterView, ServiceView, TicketView } from './queue/views.ts';
import type { Reloaded } from './requests/reload.ts';
import type { DeviceStatus } from './supervise/device-status.ts';

/** The parts that a hall is made of. */
export interface HostParts {
  /** The site in force, for all parts that need it. */
  readonly running: RunningSite;
  /** Reads the site file again, off the main thread. Without it, the site cannot be reloaded. */
  readonly readSite?: () => Promise<Loaded>;
  readonly ports: Ports;
  /** The system's clock in Unix ms, and whether it is trusted. */
  readonly wall: () => number;
  readonly trusted: () => boolean;
  /**
   * How long the machine has been asleep so far, because the monotonic clock stands still meanwhile. Without it, the
   * machine never sleeps.
   */
  readonly asleepMs?: (() => Millis) | undefined;
  readonly random: () => number;
  /** Runs a function after what is already due (setImmediate). */
  readonly soon: (run: () => void) => void;
  readonly journal: HostJournal;
  /** The journal's records since the last day began, in order, and whether the previous run ended normally. */
  readonly recovered: readonly Record[];
  readonly clean: boolean;
  /** Numbers that may be on paper although `recovered` does not contain them. */
  readonly taken?: NumbersTaken | undefined;
  /** What is remembered of the devices, up to the end of the journal; and where it is kept. Absent: nowhere. */
  readonly remembered?: DeviceMemory | undefined;
  readonly memoryStore?: MemoryStore | undefined;
  /** What Home Assistant was told by runs before, and where that is kept. Absent: nothing, and nowhere. */
  readonly announced?: AnnouncedTopics | undefined;
  readonly announcedStore?: AnnouncedStore | undefined;
  /** Why the counts of devices begin anew although there was a file of them. */
  readonly countsRenewed?: string | undefined;
  /** Which newer version of the package was taken back, and why. */
  readonly takenBack?: string | undefined;
  /** What the start found out about the data folder. */
  readonly folder?: FolderFound | undefined;
  /** How the previous run ended, according to the service manager (`$SERVICE_RESULT`). */
  readonly lastEnd?: string | undefined;
  /** The service manager that watches this process, if there is one. */
  readonly service?: ServiceManager | undefined;
  /** Visits booked elsewhere; they are used only if the site file has settings for them. */
  readonly bookings?: Bookings | undefined;
  readonly connection: BrokerConnection;
  /** Why listeners of this machine for others, such as the MQTT port or the board, are not open. */
  readonly listenerFaults?: (() => readonly Fault[]) | undefined;
  /** Why some of what the site says cannot be said. Absent: everything can, or the site says nothing. */
  readonly clipFault?: (() => Fault | undefined) | undefined;
  /** The line to the central office, if the site has one. Closed with the host. */
  readonly uplink?: Uplink | undefined;
  readonly boot: string;
  readonly version: string;
  readonly platform: { readonly node: string; readonly os: string };
  readonly dataFolder: string;
  /** The measurements of the machine; by default, of the machine that this runs on. Closed with the host. */
  readonly metrics?: ReturnType<typeof openHostMetrics> | undefined;
  readonly log: Log;
}

/** What a live view or a test can observe. */
export type HostNotification =
  | { readonly type: 'event'; readonly record: Record }
  | ({ readonly type: 'refused' } & Refused)
  | { readonly type: 'device'; readonly device: string; readonly status: DeviceStatus };

/** A running hall, as the command line and the tests see it. */
export interface Host {
  /** Gives the queue a command, as a person at the console or a client does. */
  ask(command: Command, cause: Cause): Promise<Outcome>;
  /** Takes a ticket, printed on the printer for this service. */
  issue(service: string, kind: TicketClass): Promise<Outcome>;
  status(device: string): DeviceStatus | undefined;
  /**
   * Prints a copy of a ticket, marked as a copy, on the printer of its service. Only persons request one, never the
   * host itself.
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
  /** The time that the hall believes, in Unix ms. */
  wall(): number;
  /**
   * Accepts a system clock that is in doubt. Returns by how many ms the hall's time moved; undefined when there was no
   * doubt.
   */
  believeClock(): number | undefined;
  /** What pages of the hall ask of it. */
  readonly desk: PageDesk;
  /** Makes displays dark, publishes `controller/state` offline, and closes everything. */
  stop(): Promise<void>;
}
