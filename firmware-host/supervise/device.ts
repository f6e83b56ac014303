import { asFault, Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { DeviceKind, Done, OpenDevice } from '../../devices/kind.ts';
import type { Cancel, Millis, Ports } from '../../devices/ports.ts';
import type { Role, RoleCommands, RoleEvents } from '../../devices/roles.ts';
import { backoffMs } from './backoff.ts';
import { Flapping } from './flapping.ts';
import { limits, rolePolicy } from './limits.ts';
import { Reasons } from './reasons.ts';
import { type DeviceState, type DeviceStatus, noCounters } from './status.ts';
import { callGuarded, Turns } from './turns.ts';
import { within } from './within.ts';

export interface Supervision {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly options: Readonly<{ [setting: string]: unknown }>;
  readonly enabled: boolean;
  readonly ports: Ports;
  /** 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly onEvent: (event: RoleEvents[Role], at: Millis) => void;
  /** After every change of state or reasons. */
  readonly onStatus: (status: DeviceStatus) => void;
}

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
  readonly #counters = { ...noCounters };
  #state: DeviceState;
  #since: Millis;
  #attempts = 0;
  #session: { readonly abort: AbortController; device?: OpenDevice<Command> } | undefined;
  #retry: Cancel | undefined;
  #settled: Cancel | undefined;
  #wanted: Command | undefined;
  readonly #flapping = new Flapping();
  #firstDenied: Millis | undefined;
  #stopped = false;

  constructor(supervision: Supervision) {
    this.#of = supervision;
    this.#policy = rolePolicy[supervision.kind.role];
    this.#turns = new Turns(supervision.ports.clock, (fault) => this.#turnFailed(fault));
    this.#state = supervision.enabled ? 'starting' : 'disabled';
    this.#since = supervision.ports.clock.now();
  }

  get id(): string {
    return this.#of.id;
  }

  status(): DeviceStatus {
    const reasons = this.#reasons.list();
    const open = this.#state === 'online' || this.#state === 'degraded';
    return {
      state: this.#state,
      usable: open && !reasons.some((reason) => reason.severity === 'error'),
      since: this.#since,
      attempts: this.#attempts,
      evidence: this.#of.kind.evidence,
      reasons,
      counters: { ...this.#counters },
    };
  }

  start(): void {
    if (this.#of.enabled) void this.#open();
  }

  /** Something changed that may have brought the device back: try now and not when the backoff ends. */
  nudge(): void {
    if (this.#retry === undefined) return;
    this.#retry();
    this.#retry = undefined;
    void this.#open();
  }

  /**
   * Asks the device to do something. Rejects with a Fault when it was not done (`link.absent`: not even begun); a
   * display remembers what it should show and shows it as soon as it is back.
   */
  perform(command: Command): Promise<Done> {
    this.#counters.commands++;
    if (this.#policy.order === 'latest') this.#wanted = command;
    if (this.#session?.device === undefined) return Promise.reject(this.#notOpen());
    return this.#show(command);
  }

  async #show(command: Command): Promise<Done> {
    const { performMs, order } = this.#policy;
    const done = await this.#turns.add((device) => device.perform(command), performMs, order === 'latest');
    if (done === 'acknowledged') {
      this.#counters.acknowledged++;
      this.#good();
    }
    return done;
  }

  /** What others have noticed about the device, such as a jammed key; `undefined` clears it. */
  warn(code: FaultCode, text: string | undefined): void {
    if (text === undefined) {
      if (!this.#reasons.clear(code)) return;
    } else this.#reasons.raise(code, text, this.#of.ports.clock.now());
    if (this.#state === 'online' || this.#state === 'degraded') this.#become(this.#openState());
  }

  /** Settles when it has done what it was asked before. */
  async rest(): Promise<void> {
    if (this.#session?.device === undefined) return;
    // A device that is lost meanwhile has nothing left to do either.
    await this.#turns.add(async () => undefined, this.#policy.performMs).catch(() => undefined);
  }

  /** Closes the device for good; what it shows last is the caller's to ask for before. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#retry?.();
    this.#retry = undefined;
    await this.#end(new Fault('link.absent', 'stopped'));
  }

  #notOpen(): Fault {
    const [reason] = this.#reasons.list();
    return new Fault('link.absent', reason?.text ?? `${this.#of.id} is ${this.#state}`);
  }

  async #open(): Promise<void> {
    const { clock } = this.#of.ports;
    const abort = new AbortController();
    const session: { readonly abort: AbortController; device?: OpenDevice<Command> } = { abort };
    this.#session = session;
    const current = () => this.#session === session;
    const opening = callGuarded(() =>
      this.#of.kind.open({
        id: this.#of.id,
        options: this.#of.options,
        ports: this.#of.ports,
        signal: abort.signal,
        tell: (event, at) => {
          if (!current()) return;
          this.#counters.events++;
          this.#good();
          this.#of.onEvent(event, at);
        },
        lost: (why) => {
          if (current()) this.#lost(asFault(why, 'link.io_error'));
        },
        warn: (code, text) => {
          if (current()) this.warn(code, text);
        },
      }),
    );
    try {
      const late = () => new Fault('link.timeout', `did not open within ${limits.openMs} ms`);
      const device = (await within(clock, limits.openMs, opening, late)) as OpenDevice<Command>;
      if (!current()) return void this.#close(device);
      session.device = device;
      this.#opened(device);
    } catch (thrown) {
      // A device that opens after its time was up must not stay open beside the next attempt's.
      opening.then((device) => this.#close(device as OpenDevice<Command>)).catch(() => undefined);
      if (current()) this.#lost(asFault(thrown, 'driver.error'));
    }
  }

  #opened(device: OpenDevice<Command>): void {
    const { clock } = this.#of.ports;
    this.#counters.opens++;
    this.#attempts = 0;
    this.#firstDenied = undefined;
    this.#reasons.clearWhere((code) => code.startsWith('link.') && code !== 'link.flapping');
    this.#reasons.clear('driver.error');
    this.#good();
    this.#become('online');
    this.#turns.attach(device);
    if (this.#wanted !== undefined) this.#show(this.#wanted).catch(() => undefined); // counted by #turnFailed
    this.#settled = clock.after(limits.backoff.healthyAfterMs, () => {
      this.warn('link.flapping', undefined);
    });
    const { probe, refresh } = device;
    if (probe !== undefined) this.#every(device, this.#policy.probeEveryMs, (open) => open.probe?.());
    if (refresh !== undefined && this.#of.kind.refreshMs !== undefined) {
      this.#every(device, this.#of.kind.refreshMs, (open) => open.refresh?.());
    }
  }

  /** Asks `question` again and again, `ms` after its last answer, while this device is the open one. */
  #every(
    device: OpenDevice<Command>,
    ms: Millis,
    question: (device: OpenDevice<Command>) => Promise<void> | undefined,
  ): void {
    this.#of.ports.clock.after(ms, async () => {
      if (this.#session?.device !== device) return;
      try {
        await this.#turns.add(async (open) => question(open), this.#policy.probeMs);
        this.#good();
      } catch {
        // #turnFailed has judged it: a lost device ends the series above, any other answer does not.
      }
      this.#every(device, ms, question);
    });
  }

  /** A turn that failed because the link is bad costs the session; a refusal by the device (no paper) does not. */
  #turnFailed(fault: Fault): void {
    this.#counters.faults++;
    if (fault.code.startsWith('link.') || fault.code === 'driver.error') this.#lost(fault);
  }

  #lost(fault: Fault): void {
    const wasOpen = this.#session?.device !== undefined;
    if (wasOpen) this.#counters.losses++;
    void this.#end(fault);
    if (this.#stopped) return;
    this.#attempts++;
    if (this.#withinGrace(fault)) {
      this.#schedule(limits.permissionRetryMs);
      return;
    }
    this.#reasons.clearWhere(
      (code) => code.startsWith('link.') && code !== fault.code && code !== 'link.flapping',
    );
    this.#reasons.raise(fault.code, fault.message, this.#of.ports.clock.now());
    this.#become('offline');
    this.#schedule(backoffMs(this.#attempts, this.#of.random()));
  }

  #withinGrace(fault: Fault): boolean {
    if (fault.code !== 'link.permission') {
      this.#firstDenied = undefined;
      return false;
    }
    const now = this.#of.ports.clock.now();
    this.#firstDenied ??= now;
    return now - this.#firstDenied < limits.permissionGraceMs;
  }

  #schedule(ms: Millis): void {
    this.#retry = this.#of.ports.clock.after(ms, () => {
      this.#retry = undefined;
      void this.#open();
    });
  }

  async #end(why: Fault): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#settled?.();
    this.#turns.detach(why);
    session?.abort.abort(why);
    if (session?.device !== undefined) await this.#close(session.device);
  }

  async #close(device: OpenDevice<Command>): Promise<void> {
    const late = () => new Fault('link.timeout', `did not close within ${limits.closeMs} ms`);
    // Nothing can be done about a device that does not close; the next open tells whether it matters.
    await within(
      this.#of.ports.clock,
      limits.closeMs,
      callGuarded(() => device.close()),
      late,
    ).catch(() => undefined);
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
    this.#counters.lastGoodAt = this.#of.ports.clock.now();
  }

  #report(): void {
    if (!this.#stopped) this.#of.onStatus(this.status());
  }
}
