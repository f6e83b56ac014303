import { Fault } from '../devices/fault.ts';
import { Loss } from '../devices/loss.ts';
import type { Clock, Millis, ThingLine, ThingMessage, Things } from '../devices/ports.ts';

/** What the broker publishes for a client whose connection breaks. */
interface Will {
  readonly topic: string;
  readonly payload: string;
}

/** One device at the broker. */
export interface ThingClient {
  publish(topic: string, payload: string, retain?: boolean): void;
  /** Its connection breaks: the broker says its last will, which it keeps, `afterMs` later. */
  break(afterMs: Millis): void;
}

interface Client {
  readonly hears: ReadonlySet<string>;
  readonly hear: (topic: string, payload: string) => void;
}

type Hear = (message: ThingMessage) => void;

/**
 * A broker in memory, between the hall and simulated devices that speak MQTT. As at a real one, messages come in order
 * and never within the call that sent them, and what it has kept comes to who subscribes.
 */
export class SimulatedThings implements Things {
  readonly #clock: Clock;
  readonly #wall: () => number;
  readonly #kept = new Map<string, string>();
  readonly #clients = new Set<Client>();
  readonly #lines = new Map<Hear, { readonly topics: ReadonlySet<string>; readonly loss: Loss }>();
  #isUp = true;

  /** `wall`: the time of the hall, Unix ms. */
  constructor(clock: Clock, wall: () => number = () => clock.now()) {
    this.#clock = clock;
    this.#wall = wall;
  }

  /** How many lines of the hall are open. */
  get openLines(): number {
    return this.#lines.size;
  }

  /** What the broker keeps on a topic. */
  kept(topic: string): string | undefined {
    return this.#kept.get(topic);
  }

  /** The hall loses the broker, and finds it again. Devices do not notice. */
  cutHall(isCut: boolean): void {
    this.#isUp = !isCut;
    if (!isCut) return;
    for (const { loss } of [...this.#lines.values()])
      loss.tell(new Fault('link.io_error', 'the broker of the hall was lost'));
    this.#lines.clear();
  }

  /** A device connects, and subscribes to `topics`. */
  connect(topics: readonly string[], hear: Client['hear'], will: Will): ThingClient {
    const client: Client = { hears: new Set(topics), hear };
    this.#clients.add(client);
    for (const topic of topics) {
      const kept = this.#kept.get(topic);
      if (kept !== undefined) queueMicrotask(() => this.#clients.has(client) && hear(topic, kept));
    }
    return {
      publish: (topic, payload, retain = false) => {
        if (this.#clients.has(client)) this.#publish(topic, payload, retain);
      },
      break: (afterMs) => {
        this.#clients.delete(client);
        const say = () => this.#publish(will.topic, will.payload, true);
        this.#clock.after(afterMs, say, 'broker: last will');
      },
    };
  }

  async open(topics: readonly string[], hear: Hear): Promise<ThingLine> {
    if (!this.#isUp) throw new Fault('link.absent', 'no connection to the broker of the hall');
    const loss = new Loss();
    this.#lines.set(hear, { topics: new Set(topics), loss });
    for (const topic of topics) {
      const kept = this.#kept.get(topic);
      if (kept !== undefined) this.#tell(hear, topic, kept, true);
    }
    return {
      onLost: (listener) => loss.listen(listener),
      say: (topic, payload) => {
        if (this.#isUp) this.#publish(topic, payload, true);
      },
      close: async () => {
        loss.end();
        this.#lines.delete(hear);
      },
    };
  }

  #publish(topic: string, payload: string, retain: boolean): void {
    if (retain && payload === '') this.#kept.delete(topic);
    else if (retain) this.#kept.set(topic, payload);
    for (const [hear, { topics }] of this.#lines)
      if (topics.has(topic)) this.#tell(hear, topic, payload, false);
    for (const client of this.#clients)
      if (client.hears.has(topic))
        queueMicrotask(() => this.#clients.has(client) && client.hear(topic, payload));
  }

  #tell(hear: Hear, topic: string, payload: string, kept: boolean): void {
    queueMicrotask(() => {
      if (!this.#lines.has(hear)) return;
      hear({ topic, payload: Buffer.from(payload), kept, at: this.#clock.now(), wall: this.#wall() });
    });
  }
}
