import { asFault, Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Done, OpenDevice } from '../../devices/kind.ts';
import type { Cancel, Millis } from '../../devices/ports.ts';
import type { Role, RoleCommands, RoleEvents } from '../../devices/roles.ts';
import { askAgain } from './ask-again.ts';
import { CommandQueue } from './command-queue.ts';
import { limits, rolePolicy } from './device-limits.ts';
import { DeviceStatistics } from './device-statistics.ts';
import type { DeviceStatus } from './device-status.ts';
import { DriverSession } from './driver-session.ts';
import { type LinkEffect, type LinkInput, type LinkState, linkTable, takesCommands } from './link-states.ts';
import { Retry } from './retry.ts';
import { ShownState } from './shown-state.ts';
import type { Supervision } from './supervision.ts';

type Command = RoleCommands[Role];

/** How a link ended. `stood`: whether it had lasted long enough to count as healthy. */
type Loss = { readonly fault: Fault; readonly stood: boolean };

const stopped: Loss = { fault: new Fault('link.absent', 'stopped'), stood: false };

/**
 * Keeps one device open: opens it, watches it, runs its commands one at a time, and opens it again after each loss.
 * Every mistake of a driver (an exception, a hang, an event after its end) is contained here. The table of
 * link-states.ts decides what happens when: this class detects its inputs and carries out its effects.
 */
export class SupervisedDevice {
  readonly #of: Supervision;
  readonly #policy: (typeof rolePolicy)[Role];
  readonly #shown: ShownState;
  readonly #queue: CommandQueue<Command>;
  readonly #statistics: DeviceStatistics;
  readonly #retry: Retry;
  #link: LinkState;
  #attempts = 0;
  #session: DriverSession | undefined;
  #loss = stopped;
  #closing: Promise<void> | undefined;
  #openedAt: Millis = 0;
  /** The device on which a command is under way. */
  #busy: OpenDevice<Command> | undefined;
  #health: Cancel | undefined;
  #wanted: Command | undefined;
  #serial: string | undefined;

  constructor(supervision: Supervision) {
    this.#of = supervision;
    this.#policy = rolePolicy[supervision.kind.role];
    this.#statistics = new DeviceStatistics(supervision.kind.role);
    this.#retry = new Retry(supervision.ports.clock, supervision.random, () => this.#feed('due'));
    this.#queue = new CommandQueue(supervision.ports.clock, (fault) => this.#turnFailed(fault));
    this.#link = supervision.enabled ? 'new' : 'disabled';
    this.#shown = new ShownState(supervision.ports.clock, supervision.enabled);
  }

  status(): DeviceStatus {
    return {
      ...this.#shown.read(),
      attempts: this.#attempts,
      evidence: this.#session?.device?.evidence ?? this.#of.kind.evidence,
      serial: this.#serial,
      counters: this.#statistics.read(),
    };
  }

  get wantedText(): string | undefined {
    return this.#wanted?.type === 'show' ? this.#wanted.text : undefined;
  }

  start(): void {
    this.#feed('start');
  }

  /** Something changed that may have brought the device back: try now and not when the backoff ends. */
  nudge(): void {
    this.#retry.now();
  }

  /** Takes the device out of the hall's use, or puts it back. A disabled device stays disabled. */
  maintain(on: boolean): void {
    if (this.#shown.admin === 'disabled') return;
    this.#shown.admin = on ? 'maintenance' : 'enabled';
    this.#report();
  }

  /**
   * Runs a command on the device. Rejects with a Fault when it was not done (`link.absent`: not even begun). A display
   * keeps the text it should show and shows it as soon as it is back.
   */
  perform(command: Command): Promise<Done> {
    this.#statistics.asked(command);
    if (this.#policy.order === 'latest') this.#wanted = command;
    if (!takesCommands.has(this.#link)) return Promise.reject(this.#shown.absent(this.#of.id));
    return this.#show(command);
  }

  async #show(command: Command): Promise<Done> {
    const { performMs, order } = this.#policy;
    try {
      const perform = (device: OpenDevice<Command>) => {
        this.#busy = device;
        return device.perform(command).finally(() => {
          if (this.#busy === device) this.#busy = undefined;
        });
      };
      const done = await this.#queue.add(perform, performMs, order === 'latest');
      this.#statistics.done(command, done);
      if (done === 'acknowledged') this.#good();
      return done;
    } catch (thrown) {
      this.#statistics.notDone(command, asFault(thrown, 'driver.error'));
      throw thrown;
    }
  }

  /** Raises a reason that another part noticed, such as a jammed key; `undefined` clears it. */
  warn(code: FaultCode, text: string | undefined): void {
    const change = this.#shown.warn(code, text);
    if (change === 'raised') this.#statistics.raised(code);
    if (change !== 'none') this.#feed('warned');
  }

  /** Resolves when the commands given before are done. */
  async rest(): Promise<void> {
    if (!takesCommands.has(this.#link)) return;
    // A device that is lost meanwhile has no work left either.
    await this.#queue.add(async () => undefined, this.#policy.performMs).catch(() => undefined);
  }

  /** Closes the device for good. A last command, such as a dark display, has to be given before. */
  async stop(): Promise<void> {
    this.#closing = undefined;
    this.#loss = stopped;
    this.#feed('stop');
    await this.#closing;
  }

  /**
   * Moves to the next state. An effect may lose the link at once: the remaining effects of the old state are then
   * skipped.
   */
  #feed(input: LinkInput): void {
    const step = linkTable[this.#link][input];
    if (step === 'ignored') return;
    if (step === undefined) throw new Error(`${this.#of.id}: '${input}' cannot come in '${this.#link}'`);
    this.#link = step.next;
    for (const effect of step.effects) {
      this.#effects[effect]();
      if (this.#link !== step.next) return;
    }
  }

  readonly #effects: Readonly<Record<LinkEffect, () => void>> = {
    open: () => this.#open(),
    close: () => {
      this.#closing = this.#close();
    },
    'close-first': () => void this.#close().then(() => this.#feed('closed')),
    'retry-later': () => this.#retry.later(),
    'retry-in-grace': () => this.#retry.inGrace(),
    'retry-at-once': () => this.#retry.closed(this.#loss.stood),
    'cancel-retry': () => this.#retry.stop(),
    'count-open': () => this.#countOpen(true),
    'count-reopen': () => this.#countOpen(false),
    'count-loss': () => this.#statistics.lost(),
    'count-attempt': () => {
      this.#attempts++;
    },
    'raise-reason': () => this.#shown.lost(this.#loss.fault),
    'show-up': () => this.#become('up'),
    'show-unknown': () => this.#become('unknown'),
    'show-offline': () => this.#become('offline'),
    'attach-turns': () => this.#attach(false),
    'attach-turns-once-it-stands': () => this.#attach(true),
    'pause-turns': () => this.#queue.pause(),
    'detach-turns': () => this.#queue.detach(this.#loss.fault),
    'show-wanted': () => {
      if (this.#wanted !== undefined) this.#show(this.#wanted).catch(() => undefined); // counted by #turnFailed
    },
    'watch-health': () => {
      const { clock } = this.#of.ports;
      this.#health = clock.after(limits.backoff.healthyAfterMs, () => this.#feed('well'), 'device: healthy');
    },
    'unwatch-health': () => this.#health?.(),
    forgive: () => {
      this.#retry.healthy();
      this.warn('link.flapping', undefined);
    },
    'ask-again': () => this.#askAgain(),
  };

  #open(): void {
    this.#session = new DriverSession({
      ...this.#of,
      hears: {
        opened: ({ serial }) => {
          this.#serial = serial;
          this.#feed('opened');
        },
        event: (event, at) => this.#told(event, at),
        lost: (why) => this.#lost(why),
        warn: (code, text) => this.warn(code, text),
        counted: (what, by) => this.#statistics.counted(what, by),
        misbehaved: (why, over) => {
          this.#statistics.failed(why);
          if (!over) this.#lost(why);
        },
      },
    });
    void this.#session.open();
  }

  #told(event: RoleEvents[Role], at: Millis): void {
    this.#statistics.told(event);
    this.#good();
    if (this.#shown.admin === 'enabled') this.#of.onEvent(event, at);
  }

  /** `afterLoss` is false when the device itself had closed a healthy link. */
  #countOpen(afterLoss: boolean): void {
    this.#openedAt = this.#of.ports.clock.now();
    this.#statistics.opened(afterLoss);
    this.#attempts = 0;
    this.#retry.opened();
    this.#shown.linked();
    this.#statistics.good(this.#openedAt);
  }

  /**
   * A device that closes idle links may accept one more link only to close it. A job would be lost on that one, so
   * commands wait a moment.
   */
  #attach(onceItStands: boolean): void {
    const { clock } = this.#of.ports;
    const session = this.#session;
    const attach = () => {
      if (session?.device !== undefined && session === this.#session) this.#queue.attach(session.device);
    };
    if (onceItStands && this.#policy.order === 'every')
      clock.after(limits.reopen.standsMs, attach, 'device: link stands');
    else attach();
  }

  #askAgain(): void {
    const device = this.#session?.device;
    if (device === undefined) return;
    const { kind, ports } = this.#of;
    askAgain({
      ...{ clock: ports.clock, device, queue: this.#queue, policy: this.#policy, refreshMs: kind.refreshMs },
      going: () => this.#session?.device === device,
      good: () => this.#good(),
      lastGoodAt: () => this.#statistics.lastGoodAt ?? 0,
      stale: () => this.#feed('stale'),
      redrawn: () => this.#statistics.redrawn(),
    });
  }

  /** A turn that failed because of the link ends the session; a refusal by the device (no paper) does not. */
  #turnFailed(fault: Fault): void {
    this.#statistics.failed(fault);
    if (fault.code.startsWith('link.') || fault.code === 'driver.error') this.#lost(fault);
  }

  #lost(fault: Fault): void {
    const stood = this.#of.ports.clock.now() - this.#openedAt >= limits.reopen.wellMs;
    this.#loss = { fault, stood };
    if (this.#closedIdle(fault, stood)) this.#feed('closed-idle');
    else this.#feed(this.#retry.excuses(fault) ? 'excused' : 'failed');
  }

  /** Whether the device closed its link as devices do that are idle, with no command half done. */
  #closedIdle({ code }: Fault, stood: boolean): boolean {
    const device = this.#session?.device;
    const halfDone = this.#busy === device && this.#policy.order === 'every';
    return device !== undefined && !halfDone && this.#retry.isIdleClose(code, stood);
  }

  async #close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.end(this.#loss.fault);
  }

  #become(state: 'up' | 'unknown' | 'offline'): void {
    this.#shown.become(state);
    this.#report();
  }

  #good(): void {
    this.#statistics.good(this.#of.ports.clock.now());
    this.#feed('good');
  }

  #report(): void {
    if (this.#link !== 'stopped') this.#of.onStatus(this.status());
  }
}
