import type { Clock, Millis } from '../../devices/ports.ts';
import type { Carrier } from './carriers.ts';
import {
  asState,
  type FleetLine,
  type How,
  type LineOrder,
  type LineTold,
  type OpenLine,
} from './fleet-line.ts';

/** What every site asks its broker for. */
export const siteFilters = ['loket/v1/+/command/replay', 'loket/office/state'] as const;
/** A broker needs so long to hear of a connection that was reset. */
const resetMs: Millis = 50;
/** Of 1.5 times the keepalive: how much of it has passed, at most, when a line freezes. */
const pingedShare = 1 / 3;

interface Shared {
  readonly clock: Clock;
  readonly random: () => number;
  readonly members: Map<string, Member>;
  /** What the broker retains of what every site asks for. */
  readonly retained: Map<string, string>;
}

/**
 * Lines of many sites over few connections. The broker knows nothing of these sites: **their wills are published
 * here**, as it would: at once when a line is reset or its client id is taken by another, and after 1.5 times the
 * keepalive when it freezes. When a carrier is lost, all its sites are, and no will is sent: a broker that died sends
 * none.
 */
export function shareLines(of: {
  readonly clock: Clock;
  readonly random: () => number;
  readonly carriers: readonly Carrier[];
}): OpenLine {
  const { carriers } = of;
  const shared: Shared = { ...of, members: new Map(), retained: new Map() };
  const [first] = carriers;
  first?.subscribe(siteFilters, (topic, payload, isRetained) => {
    if (!topic.startsWith('loket/v1/')) {
      shared.retained.set(topic, payload);
      for (const member of shared.members.values()) member.hear(topic, payload, isRetained);
      return;
    }
    const site = topic.split('/', 3)[2] ?? '';
    shared.members.get(`loket-${site}`)?.hear(topic, payload, isRetained);
  });
  const up = carriers.map((carrier, at) => {
    const state = { carrier, isUp: false };
    carrier.onChange((isUp) => {
      state.isUp = isUp;
      if (!isUp) for (const member of [...shared.members.values()]) if (member.at === at) member.dropped();
    });
    return state;
  });
  let next = 0;
  return (order, told) => {
    const at = next++ % carriers.length;
    const { carrier, isUp } = up[at] ?? {};
    if (carrier === undefined) throw new Error('there is no carrier');
    return new Member({ shared, carrier, at, order, told, isUp: isUp === true });
  };
}

class Member implements FleetLine {
  readonly at: number;
  readonly #shared: Shared;
  readonly #carrier: Carrier;
  readonly #order: LineOrder;
  readonly #told: LineTold;
  /** The broker still takes it for connected. */
  #isKnown = false;
  /** The site still holds it. */
  #isHeld = true;
  #isFrozen = false;
  #freezes = 0;
  #waiting: (() => void)[] = [];

  constructor(of: {
    readonly shared: Shared;
    readonly carrier: Carrier;
    readonly at: number;
    readonly order: LineOrder;
    readonly told: LineTold;
    readonly isUp: boolean;
  }) {
    this.at = of.at;
    this.#shared = of.shared;
    this.#carrier = of.carrier;
    this.#order = of.order;
    this.#told = of.told;
    of.shared.clock.after(0, () => this.#connect(of.isUp), 'fleet: answer of the broker');
  }

  publish(topic: string, payload: string, how: How, acked?: () => void): void {
    if (this.#isFrozen) this.#waiting.push(() => this.#send(topic, payload, how, acked));
    else this.#send(topic, payload, how, acked);
  }

  close(): void {
    this.#forget();
    this.#isHeld = false;
  }

  reset(): void {
    this.#isHeld = false;
    // Behind a dead line the broker hears of nothing; its time limit is running.
    if (!this.#isFrozen) this.#shared.clock.after(resetMs, () => this.#die(), 'fleet: reset');
  }

  freeze(): void {
    this.#isFrozen = true;
    const freeze = ++this.#freezes;
    const longestMs = this.#order.keepAliveMs * 1.5;
    const waitMs = longestMs * (1 - this.#shared.random() * pingedShare);
    this.#shared.clock.after(
      waitMs,
      () => {
        if (this.#isFrozen && freeze === this.#freezes) this.#die();
      },
      'fleet: time limit of the broker',
    );
  }

  thaw(): void {
    const waiting = this.#waiting.splice(0);
    this.#isFrozen = false;
    if (!this.#isKnown) this.#lose();
    else for (const send of waiting) send();
  }

  abandon(): void {
    this.#waiting = [];
    if (this.#isFrozen) this.#isHeld = false;
    else this.reset();
  }

  hear(topic: string, payload: string, isRetained: boolean): void {
    if (this.#isHeld && !this.#isFrozen) this.#told.message(topic, payload, isRetained);
  }

  /** The connection that carries it is gone. */
  dropped(): void {
    this.#forget();
    if (!this.#isFrozen) this.#lose();
  }

  #send(topic: string, payload: string, how: How, acked: (() => void) | undefined): void {
    if (!this.#isHeld || !this.#isKnown) return;
    this.#carrier.publish(topic, payload, how, acked && (() => this.#answered(acked)));
  }

  #answered(acked: () => void): void {
    if (this.#isFrozen) this.#waiting.push(acked);
    else if (this.#isHeld) acked();
  }

  #connect(isUp: boolean): void {
    if (!this.#isHeld) return;
    if (!isUp) return void this.#lose();
    this.#shared.members.get(this.#order.clientId)?.takenOver();
    this.#isKnown = true;
    this.#shared.members.set(this.#order.clientId, this);
    this.#told.up();
    for (const [topic, payload] of this.#shared.retained) this.hear(topic, payload, true);
  }

  /** Another client came with its id: the broker closes this one. */
  takenOver(): void {
    this.#die();
    if (!this.#isFrozen) this.#lose();
  }

  #lose(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#told.lost();
  }

  /** The broker takes it for gone, and sends its will. */
  #die(): void {
    if (!this.#isKnown) return;
    this.#forget();
    const { will } = this.#order;
    if (will !== undefined) this.#carrier.publish(will.topic, will.payload, asState);
  }

  #forget(): void {
    this.#isKnown = false;
    const { members } = this.#shared;
    if (members.get(this.#order.clientId) === this) members.delete(this.#order.clientId);
  }
}
