import { Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';
import { within } from '../../firmware-host/async/time-limit.ts';
import type { Outgoing } from '../../firmware-host/mqtt/broker-connection.ts';
import { namedFault } from '../../firmware-host/mqtt/broker-lacks.ts';
import type { Link, LinkEvents } from '../../firmware-host/mqtt/external-link.ts';
import { filterTakes } from '../../firmware-host/mqtt/filter.ts';
import { noAnswer } from '../../firmware-host/mqtt/no-answer.ts';
import type { Party } from '../../firmware-host/mqtt/tls-fault.ts';
import type { ProcessClock, WorldClock } from './clock.ts';
import { type Cut, socketFault, Ways } from './ways.ts';

/** One way over the network. */
const wayMs: Millis = 2;
/** From acknowledging a message to delivering it: a broker that is killed meanwhile has lost what it acknowledged. */
const deliverMs: Millis = 10;
/** As in external-link.ts. */
const ackTimeoutMs: Millis = 8_000;
/** A broker takes a client that was cut off without a word for alive this long. */
const missedMs: Millis = 30_000;
/** From taking a client's place to its last will. */
const lateMs: Millis = 500;
/** A client whose way is frozen, and which has nothing to send, finds out by its keepalive. */
const unansweredMs: Millis = 25_000;
/** An attempt to connect over a frozen way is given up by then. */
const connectMs: Millis = 10_000;
const receiveMax = 20;
/** MQTT 5, section 2.4: connection taken over. */
const takenOverReason = 0x8e;

interface Client {
  readonly id: string;
  readonly name: string;
  /** Why it is hung up on when another client takes its place. */
  readonly takenOver: Fault;
  readonly will: Outgoing | undefined;
  readonly filters: Set<string>;
  /** World time at which the broker took it. */
  joinedAt: Millis;
  /** Its process lives, and has not given the connection up. */
  lives(): boolean;
  deliver(topic: string, payload: string, retain: boolean): void;
  /** The connection is gone, as the client sees it. */
  drop(why: Fault): void;
  /** The client gives the connection up. */
  giveUp(why: Fault): void;
}

/** Who connects: `clock` is that of its process. */
export interface Connecting {
  readonly id: string;
  /** Which of those with this id; the id itself where there is one only. */
  readonly name?: string;
  /** It speaks MQTT 5, in which a broker says why it hangs up, and this is what it calls the broker. */
  readonly party?: Party;
  readonly will?: Outgoing;
  readonly clock: ProcessClock;
}

/**
 * A broker as the contract may meet one: it keeps retained messages while it lives, acknowledges before it has
 * delivered anything, sends last wills late, and can be away, hang, or come back empty.
 */
export class WorldBroker {
  readonly #clock: WorldClock;
  readonly #seen: (message: Outgoing, by: string) => void;
  readonly #replaced: (of: string, by: string, isTold: boolean) => void;
  readonly retained = new Map<string, string>();
  #clients = new Map<string, Client>();
  #run = 0;
  #up = true;
  /** Takes packets and answers none. */
  hung = false;
  #held: (() => void)[] = [];
  readonly #ways = new Ways();
  /** World time since when it is there, answers, and every way to it is open. */
  soundSince: Millis = 0;

  /**
   * `seen` hears of every message that the broker takes; `replaced`, when somebody else takes the place of an id:
   * `isTold` when the one before is still there to hear of it.
   */
  constructor(
    clock: WorldClock,
    seen: (message: Outgoing, by: string) => void,
    replaced: (of: string, by: string, isTold: boolean) => void = () => undefined,
  ) {
    this.#clock = clock;
    this.#seen = seen;
    this.#replaced = replaced;
  }

  get up(): boolean {
    return this.#up;
  }

  /** Whether that client, whose process lives, has a connection that stands, and is answered. */
  serves(name: string): boolean {
    return !this.hung && !this.isCut(name) && this.#named(name)?.lives() === true;
  }

  /** World time since when it takes that client, alive or not, for connected. */
  joinedAt(name: string): Millis | undefined {
    return this.#named(name)?.joinedAt;
  }

  /** Whether anybody with this id is connected. */
  has(id: string): boolean {
    return this.#clients.has(id);
  }

  isCut(name: string): boolean {
    return this.#ways.how(name) !== undefined;
  }

  /** World time since when the way of that client is cut. */
  cutSince(name: string): Millis | undefined {
    return this.#ways.since(name);
  }

  #named(name: string): Client | undefined {
    return [...this.#clients.values()].find((client) => client.name === name);
  }

  /** Killed: connections break, and what was acknowledged and not delivered yet is lost. */
  kill(keepRetained: boolean): void {
    this.#up = false;
    this.#run++;
    this.hung = false;
    this.#held = [];
    if (!keepRetained) this.retained.clear();
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    for (const client of clients) client.drop(new Fault('broker.down', 'the broker was killed'));
  }

  start(): void {
    this.#up = true;
    this.soundSince = this.#clock.now();
  }

  /** The way of one client is cut, whoever else is connected. */
  cutWay(name: string, how: Cut): void {
    this.#ways.cut(name, how, this.#clock.now());
    const client = this.#named(name);
    if (client === undefined) return;
    if (how === 'reset') {
      this.#leave(client, true);
      client.drop(new Fault('broker.down', 'the connection was reset'));
      return;
    }
    const still = (end: () => void) => () => {
      if (this.isCut(name) && this.#named(name) === client) end();
    };
    this.#clock.after(
      unansweredMs,
      still(() => client.giveUp(socketFault('ETIMEDOUT', 'no answer'))),
    );
    this.#clock.after(
      missedMs,
      still(() => this.#leave(client, true)),
    );
  }

  openWay(name: string): void {
    this.#ways.open(name);
    this.soundSince = this.#clock.now();
  }

  /** Breaks the connections, whichever side's fault; wills are sent. */
  cutConnections(): void {
    for (const client of [...this.#clients.values()]) {
      this.#leave(client, true);
      client.drop(new Fault('broker.down', 'the connection was cut'));
    }
  }

  goOn(): void {
    this.hung = false;
    this.soundSince = this.#clock.now();
    for (const packet of this.#held.splice(0)) packet();
  }

  /** Somebody else publishes. */
  publish(topic: string, payload: string, retain: boolean): void {
    if (this.#up) this.#take({ topic, payload, retain, qos: 1 }, 'somebody');
  }

  /** A client that is no more: `noticed` when the kernel still closed its connection. */
  died(name: string, noticed: boolean): void {
    const client = this.#named(name);
    if (client === undefined) return;
    if (noticed && !this.isCut(name)) this.#leave(client, true);
    else this.#clock.after(missedMs, () => this.#leave(client, true));
  }

  connect({ id, name = id, will, clock, party }: Connecting, told: LinkEvents): Link {
    const run = this.#run;
    let over = false;
    const waiting = new Set<(why: Fault) => void>();
    const end = (why: Fault, where: 'here' | 'there'): void => {
      if (over) return;
      over = true;
      for (const reject of waiting) reject(why);
      told.lost(why, where);
    };
    const client: Client = {
      id,
      name,
      will,
      takenOver:
        (party && namedFault(takenOverReason, 'the broker', party)) ?? new Fault('broker.down', 'taken over'),
      filters: new Set(),
      joinedAt: Number.POSITIVE_INFINITY,
      lives: () => clock.alive && !over,
      deliver: (topic, payload, retain) =>
        this.#ways.carry(name, () => {
          if (over || !clock.alive) return;
          told.heard?.();
          told.message({ topic, payload: Buffer.from(payload), retain });
        }),
      drop: (why) => void clock.after(0, () => end(why, 'there')),
      giveUp: (why) => {
        if (over || !clock.alive) return;
        // Over a frozen way the broker does not hear of it, and misses the client later.
        if (!this.isCut(name)) this.#leave(client, true);
        end(why, 'here');
      },
    };

    clock.after(2 * wayMs, () => {
      if (over) return;
      const cut = this.#ways.how(name);
      if (cut === 'reset') return end(socketFault('ENETUNREACH', 'network is unreachable'), 'here');
      if (cut === 'frozen')
        return void clock.after(connectMs, () => end(socketFault('ETIMEDOUT', 'no answer'), 'here'));
      if (!this.#up) return end(socketFault('ECONNREFUSED', 'connection refused'), 'there');
      const before = this.#clients.get(id);
      if (before !== undefined) {
        // Its last will is said when the new connection stands already, as brokers do.
        this.#leave(before, false);
        const { will: late } = before;
        if (late !== undefined) this.#clock.after(lateMs, () => this.#take(late, before.name));
        if (before.name !== name) this.#replaced(before.name, name, before.lives());
        before.drop(before.takenOver);
      }
      this.#clients.set(id, client);
      client.joinedAt = this.#clock.now();
      told.heard?.();
      told.up();
    });

    /** A packet to the broker and its answer back, within the time that one may take. */
    const exchange = async (packet: () => void): Promise<void> => {
      if (over) throw new Fault('broker.down', 'no connection');
      let reject = (_why: Fault): void => {};
      const answered = new Promise<void>((resolve, refuse) => {
        reject = refuse;
        waiting.add(reject);
        const taken = () => {
          if (this.#clients.get(id) !== client) return;
          packet();
          if (!clock.alive) return;
          told.heard?.();
          resolve();
        };
        this.#clock.after(2 * wayMs, () => this.#ways.carry(name, () => this.#whenAwake(run, taken)));
      });
      try {
        await within(clock, ackTimeoutMs, answered, noAnswer(ackTimeoutMs), 'acknowledgement');
      } catch (thrown) {
        client.giveUp(thrown as Fault);
        throw thrown;
      } finally {
        waiting.delete(reject);
      }
    };

    return {
      publish: (topic, payload, delivery) =>
        exchange(() => this.#take({ topic, payload, ...delivery }, name)),
      subscribe: async (filters) => {
        if (filters.length === 0) return undefined;
        await exchange(() => {
          for (const filter of filters) client.filters.add(filter);
          const wanted = [...this.retained].filter(([topic]) => takes(filters, topic));
          this.#clock.after(deliverMs, () => {
            for (const [topic, payload] of wanted) client.deliver(topic, payload, true);
          });
        });
        return undefined;
      },
      unsubscribe: (filter) => exchange(() => void client.filters.delete(filter)),
      receiveMax: () => receiveMax,
      abandon: client.giveUp,
      close: async () => {
        if (over) return;
        over = true;
        // A goodbye: the will is not sent.
        this.#leave(client, false);
        for (const reject of waiting) reject(new Fault('broker.down', 'the session was closed'));
      },
    };
  }

  #whenAwake(run: number, packet: () => void): void {
    const still = () => {
      if (this.#up && run === this.#run) packet();
    };
    if (this.hung) this.#held.push(still);
    else still();
  }

  #leave(client: Client, withWill: boolean): void {
    if (this.#clients.get(client.id) !== client) return;
    this.#clients.delete(client.id);
    if (withWill && client.will !== undefined) this.#take(client.will, client.name);
  }

  #take(message: Outgoing, by: string): void {
    const { topic, payload, retain } = message;
    this.#seen(message, by);
    if (retain && payload === '') this.retained.delete(topic);
    else if (retain) this.retained.set(topic, payload);
    const hearers = [...this.#clients.values()].filter(({ filters }) => takes(filters, topic));
    if (hearers.length === 0) return;
    const run = this.#run;
    this.#clock.after(deliverMs, () => {
      if (run === this.#run) for (const client of hearers) client.deliver(topic, payload, false);
    });
  }
}

/** Filters and topics are few, and asked about all the time: by filter, then by topic. */
const answers = new Map<string, Map<string, boolean>>();

function takes(filters: Iterable<string>, topic: string): boolean {
  for (const filter of filters) {
    const known = answers.get(filter) ?? new Map<string, boolean>();
    if (known.size === 0) answers.set(filter, known);
    const answer = known.get(topic) ?? filterTakes(filter, topic);
    known.set(topic, answer);
    if (answer) return true;
  }
  return false;
}
