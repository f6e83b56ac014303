import { asFault, Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Done, OpenDevice } from '../../devices/kind.ts';
import type { Cancel, Millis } from '../../devices/ports.ts';
import type { Role, RoleCommands, RoleEvents } from '../../devices/roles.ts';
import { within } from '../async/time-limit.ts';
import { askAgain } from './ask-again.ts';
import { Flapping } from './flapping.ts';
import { limits, rolePolicy } from './limits.ts';
import { Reasons } from './reasons.ts';
import { Retry } from './retry.ts';
import { closeDevice, DriverSession } from './session.ts';
import type { Admin, DeviceState, DeviceStatus } from './status.ts';
import type { Supervision } from './supervision.ts';
import { Tally } from './tally.ts';
import { Turns } from './turns.ts';

type Command = RoleCommands[Role];

/**
 * Keeps one device open: opens it, watches it, gives it its commands one at a time, and opens it again whenever it
 * goes. Everything a driver may do wrong (throw, hang, tell after its end) ends here.
 */
export class SupervisedDevice {
  readonly #of: Supervision;
  readonly #policy: (typeof rolePolicy)[Role];
  readonly #reasons = new Reasons();
  readonly #turns: Turns<Command>;
  readonly #tally: Tally;
  readonly #retry: Retry;
  #admin: Admin;
  #state: DeviceState;
  #since: Millis;
  #attempts = 0;
  #session: DriverSession | undefined;
  /** Open, or about to be again after it closed an idle link: what it is asked waits for it. */
  #linked = false;
  #openedAt: Millis = 0;
  /** The device on which a command is under way. */
  #busy: OpenDevice<Command> | undefined;
  #settled: Cancel | undefined;
  #wanted: Command | undefined;
  readonly #flapping = new Flapping();
  #stopped = false;
  #serial: string | undefined;

  constructor(supervision: Supervision) {
    this.#of = supervision;
    this.#policy = rolePolicy[supervision.kind.role];
    this.#tally = new Tally(supervision.kind.role);
    this.#retry = new Retry(supervision.ports.clock, supervision.random, () => void this.#open());
    this.#turns = new Turns(supervision.ports.clock, (fault) => this.#turnFailed(fault));
    this.#admin = supervision.enabled ? 'enabled' : 'disabled';
    this.#state = supervision.enabled ? 'starting' : 'disabled';
    this.#since = supervision.ports.clock.now();
  }

  status(): DeviceStatus {
    const reasons = this.#reasons.list();
    const open = this.#state === 'online' || this.#state === 'degraded';
    return {
      admin: this.#admin,
      state: this.#state,
      usable: open && this.#admin === 'enabled' && !reasons.some((reason) => reason.severity === 'error'),
      since: this.#since,
      attempts: this.#attempts,
      evidence: this.#session?.device?.evidence ?? this.#of.kind.evidence,
      serial: this.#serial,
      reasons,
      counters: this.#tally.read(),
    };
  }

  start(): void {
    if (this.#of.enabled) void this.#open();
  }

  /** Something changed that may have brought the device back: try now and not when the backoff ends. */
  nudge(): void {
    this.#retry.now();
  }

  /** Takes the device out of the hall's use, or back into it. A device that is disabled stays so. */
  maintain(on: boolean): void {
    if (this.#admin === 'disabled') return;
    this.#admin = on ? 'maintenance' : 'enabled';
    this.#report();
  }

  /**
   * Asks the device to do something. Rejects with a Fault when it was not done (`link.absent`: not even begun); a
   * display remembers what it should show and shows it as soon as it is back.
   */
  perform(command: Command): Promise<Done> {
    this.#tally.asked(command);
    if (this.#policy.order === 'latest') this.#wanted = command;
    if (!this.#linked) return Promise.reject(this.#notOpen());
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
      const done = await this.#turns.add(perform, performMs, order === 'latest');
      this.#tally.done(command, done);
      if (done === 'acknowledged') this.#good();
      return done;
    } catch (thrown) {
      this.#tally.notDone(command, asFault(thrown, 'driver.error'));
      throw thrown;
    }
  }

  /** What others have noticed about the device, such as a jammed key; `undefined` clears it. */
  warn(code: FaultCode, text: string | undefined): void {
    if (text === undefined) {
      if (!this.#reasons.clear(code)) return;
    } else {
      if (!this.#reasons.stands(code)) this.#tally.raised(code);
      this.#reasons.raise(code, text, this.#of.ports.clock.now());
    }
    if (this.#state === 'online' || this.#state === 'degraded') this.#become(this.#openState());
  }

  /** Settles when it has done what it was asked before. */
  async rest(): Promise<void> {
    if (!this.#linked) return;
    // A device that is lost meanwhile has nothing left to do either.
    await this.#turns.add(async () => undefined, this.#policy.performMs).catch(() => undefined);
  }

  /** Closes the device for good; what it shows last is the caller's to ask for before. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#retry.stop();
    await this.#end(new Fault('link.absent', 'stopped'), false);
  }

  #notOpen(): Fault {
    const [reason] = this.#reasons.list();
    return new Fault('link.absent', reason?.text ?? `${this.#of.id} is ${this.#state}`);
  }

  async #open(): Promise<void> {
    const { clock } = this.#of.ports;
    const session = new DriverSession({
      ...this.#of,
      hears: {
        event: (event, at) => this.#told(event, at),
        lost: (why) => this.#lost(why),
        warn: (code, text) => this.warn(code, text),
        counted: (what) => this.#tally.counted(what),
        misbehaved: (why, over) => {
          this.#tally.failed(why);
          if (!over) this.#lost(why);
        },
      },
    });
    this.#session = session;
    const opening = session.open();
    try {
      const late = () => new Fault('link.timeout', `did not open within ${limits.openMs} ms`);
      const device = await within(clock, limits.openMs, opening, late, 'device: open');
      if (session.over) return void closeDevice(clock, device);
      session.device = device;
      this.#serial = device.serial;
      this.#opened(device);
    } catch (thrown) {
      // A device that opens after its time was up must not stay open beside the next attempt's.
      opening.then((device) => closeDevice(clock, device)).catch(() => undefined);
      if (!session.over) this.#lost(asFault(thrown, 'driver.error'));
    }
  }

  #told(event: RoleEvents[Role], at: Millis): void {
    this.#tally.told(event);
    this.#good();
    if (this.#admin === 'enabled') this.#of.onEvent(event, at);
  }

  #opened(device: OpenDevice<Command>): void {
    const { clock } = this.#of.ports;
    const [session, wasLinked] = [this.#session, this.#linked];
    this.#linked = true;
    this.#openedAt = clock.now();
    this.#tally.opened(!wasLinked);
    this.#attempts = 0;
    this.#retry.opened();
    this.#reasons.clearWhere((code) => code.startsWith('link.') && code !== 'link.flapping');
    this.#reasons.clear('driver.error');
    this.#good();
    this.#become('online');
    const attach = () => session === this.#session && this.#turns.attach(device);
    // What closes idle links may take one more only to end it: a job would be lost on that, so it waits for a moment.
    if (wasLinked && this.#policy.order === 'every')
      clock.after(limits.reopen.standsMs, attach, 'device: link stands');
    else attach();
    if (this.#wanted !== undefined) this.#show(this.#wanted).catch(() => undefined); // counted by #turnFailed
    // A device that closes idle links is well all the same.
    if (!wasLinked)
      this.#settled = clock.after(
        limits.backoff.healthyAfterMs,
        () => {
          this.#retry.healthy();
          this.warn('link.flapping', undefined);
        },
        'device: healthy',
      );
    askAgain({
      ...{ clock, device, turns: this.#turns, policy: this.#policy, refreshMs: this.#of.kind.refreshMs },
      going: () => this.#session?.device === device,
      good: () => this.#good(),
      lastGoodAt: () => this.#tally.lastGoodAt ?? 0,
      stale: () => this.#become('unknown'),
      redrawn: () => this.#tally.redrawn(),
    });
  }

  /** A turn that failed because the link is bad costs the session; a refusal by the device (no paper) does not. */
  #turnFailed(fault: Fault): void {
    this.#tally.failed(fault);
    if (fault.code.startsWith('link.') || fault.code === 'driver.error') this.#lost(fault);
  }

  #lost(fault: Fault): void {
    // It may take one connection at a time, so that this one has to be over.
    const stood = this.#of.ports.clock.now() - this.#openedAt >= limits.reopen.wellMs;
    if (this.#closedIdle(fault, stood))
      return void this.#end(fault, true).then(() => this.#stopped || this.#retry.closed(stood));
    const awaited = !this.#stopped && !this.#retry.failed(fault);
    if (this.#linked && !awaited) this.#tally.lost();
    void this.#end(fault, awaited);
    this.#attempts++;
    if (awaited || this.#stopped) return;
    this.#reasons.clearWhere(
      (code) => code.startsWith('link.') && code !== fault.code && code !== 'link.flapping',
    );
    this.#reasons.raise(fault.code, fault.message, this.#of.ports.clock.now());
    this.#become('offline');
  }

  /** Whether the device ended, in order, a link that was well, while it was asked nothing that could be half done. */
  #closedIdle({ code }: Fault, stood: boolean): boolean {
    const device = this.#session?.device;
    if (code !== 'link.closed' || device === undefined || this.#stopped) return false;
    const halfDone = this.#busy === device && this.#policy.order === 'every';
    return !halfDone && (stood || this.#retry.awaited);
  }

  /** `awaited`: it is to be open again in a moment. */
  async #end(why: Fault, awaited: boolean): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    if (awaited) this.#turns.pause();
    else {
      this.#linked = false;
      this.#settled?.();
      this.#turns.detach(why);
    }
    session?.end(why);
    if (session?.device !== undefined) await closeDevice(this.#of.ports.clock, session.device);
  }

  #openState(): 'online' | 'degraded' {
    return this.#reasons.list().some((reason) => reason.severity !== 'info') ? 'degraded' : 'online';
  }

  #become(next: DeviceState): void {
    const state = next === 'online' ? this.#openState() : next;
    const now = this.#of.ports.clock.now();
    if (state !== this.#state) {
      const lasting = this.#state === 'offline' || state === 'offline';
      const changes = lasting && this.#state !== 'starting' ? this.#flapping.note(now) : undefined;
      if (changes !== undefined)
        this.#reasons.raise('link.flapping', `${changes} changes within a minute`, now);
      this.#state = state;
      this.#since = now;
    }
    this.#report();
  }

  #good(): void {
    this.#tally.good(this.#of.ports.clock.now());
    if (this.#state === 'unknown') this.#become('online');
  }

  #report(): void {
    if (!this.#stopped) this.#of.onStatus(this.status());
  }
}
