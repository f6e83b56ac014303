import type { Cancel, Clock } from '../../devices/ports.ts';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import { officeRoot } from '../../firmware-host/mqtt/topics.ts';
import { json } from './event.ts';
import { intakeLimits } from './intake-limits.ts';

const { markerAgainMs, markerLateMs } = intakeLimits;

/** The topic of the markers of one account; the access list of the broker allows it to that account alone. */
export const markerTopic = (account: string): string =>
  `${officeRoot}/marker/${account.replace(/[/+#\0]/g, '_')}`;

export interface BarrierOptions {
  readonly connection: Pick<BrokerConnection, 'publish' | 'subscribe' | 'onConnected'>;
  readonly clock: Clock;
  readonly account: string;
  /** Names this run: another process may send markers on the same topic. */
  readonly boot: string;
  /** The broker brings no markers back. Called once. */
  readonly isMute?: (() => void) | undefined;
}

/**
 * Tells what is missing from what is still on its way. A marker is a message to ourselves. The broker delivers in
 * order: once the marker is back, everything has been delivered that stood in the queue when it was sent.
 */
export class Barrier {
  readonly #of: BarrierOptions;
  readonly #topic: string;
  /** Who waits, and for which marker. */
  readonly #waiting = new Map<() => void, number>();
  readonly #leave: Cancel;
  #sent = 0;
  #returned = 0;
  /** Whether the broker has taken the last marker, and whether any has ever come back. */
  #isTaken = false;
  #hasReturned = false;
  #isMute = false;
  #cancelLate: Cancel = () => undefined;

  constructor(of: BarrierOptions) {
    this.#of = of;
    this.#topic = markerTopic(of.account);
    of.connection.subscribe(this.#topic, ({ payload }) => this.#hear(json(payload)));
    this.#leave = of.connection.onConnected(() => this.#waiting.size > 0 && this.#send());
  }

  /** The broker brings no markers back: a time stands for them. */
  get isMute(): boolean {
    return this.#isMute;
  }

  /** Calls `passed` once everything has been delivered that the broker had for us at the time of this call. */
  whenDelivered(passed: () => void): Cancel {
    const once = () => passed();
    // The marker that is under way was sent before this call.
    this.#waiting.set(once, this.#sent + 1);
    if (this.#returned === this.#sent) this.#send();
    return () => this.#waiting.delete(once);
  }

  stop(): void {
    this.#leave();
    this.#cancelLate();
    this.#waiting.clear();
  }

  #send(): void {
    const { connection, clock, boot } = this.#of;
    this.#sent++;
    this.#isTaken = false;
    this.#cancelLate();
    const lateMs = this.#hasReturned ? markerAgainMs : markerLateMs;
    this.#cancelLate = clock.after(lateMs, () => this.#late(), 'office: marker');
    const marker = JSON.stringify({ boot, number: this.#sent });
    connection.publish(this.#topic, marker, { retain: false, qos: 1 }).then(
      () => {
        this.#isTaken = true;
      },
      () => {
        // No connection: the next one sends another marker.
      },
    );
  }

  #late(): void {
    if (this.#hasReturned || !this.#isTaken) return void this.#send();
    if (!this.#isMute) this.#of.isMute?.();
    this.#isMute = true;
    this.#back(this.#sent);
  }

  #hear(said: unknown): void {
    const { boot, number } = Object(said) as { boot?: unknown; number?: unknown };
    if (boot !== this.#of.boot || typeof number !== 'number' || number > this.#sent) return;
    this.#hasReturned = true;
    this.#isMute = false;
    if (number > this.#returned) this.#back(number);
  }

  #back(number: number): void {
    this.#returned = number;
    for (const [passed, needed] of this.#waiting) {
      if (needed > number) continue;
      this.#waiting.delete(passed);
      passed();
    }
    if (this.#returned < this.#sent) return;
    this.#cancelLate();
    if (this.#waiting.size > 0) this.#send();
  }
}
