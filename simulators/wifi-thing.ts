import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import type { SimulatedThings, ThingClient } from './simulated-things.ts';

/** The firmware of a device, by its name in a site file. */
export type Firmware = 'esphome' | 'tasmota' | 'zigbee2mqtt' | 'generic';

/** What devices do besides what they should. */
export interface ThingHabits {
  /** It has the broker keep its presses. */
  readonly keepsPresses: boolean;
  /** It sends each message about a key twice: the acknowledgement of the first was late. */
  readonly repeats: boolean;
  /** It keeps presses of the time without a connection, and sends them when it is back. */
  readonly hoards: boolean;
  /** How long the broker takes to notice that it is gone. */
  readonly willMs: Millis;
}

const usual: ThingHabits = { keepsPresses: false, repeats: true, hoards: false, willMs: 500 };
const BOOT_MS: Millis = 800;
const REPEAT_MS: Millis = 20;

/** Where it says whether it is there, and with which words: of each firmware, as its maker documents it. */
function presence(firmware: Firmware, base: string, availability: string | undefined) {
  if (firmware === 'tasmota') return { topic: `tele/${base}/LWT`, online: 'Online', offline: 'Offline' };
  if (firmware === 'zigbee2mqtt') {
    const topic = `${base.slice(0, base.indexOf('/'))}/bridge/state`;
    return { topic, online: '{"state":"online"}', offline: '{"state":"offline"}' };
  }
  const [at = 'status', online = 'online', offline = 'offline'] = availability?.split(' ') ?? [];
  return { topic: `${base}/${at}`, online, offline };
}

/** A device on Wi-Fi with its power, its connection and its last will. What it does is up to who made it. */
export class WifiThing {
  readonly #clock: Clock;
  readonly #broker: SimulatedThings;
  readonly #says: ReturnType<typeof presence>;
  readonly #hears: readonly string[];
  readonly #hear: (topic: string, payload: string) => void;
  readonly #booted: (say: WifiThing['say']) => void;
  #habits = usual;
  #client: ThingClient | undefined;
  #booting: Cancel | undefined;
  #hoard: (() => void)[] = [];

  /** `booted` is called at each connection, after it has said that it is there. */
  constructor(of: {
    readonly clock: Clock;
    readonly broker: SimulatedThings;
    readonly firmware: Firmware;
    readonly base: string;
    readonly availability?: string | undefined;
    readonly hears?: readonly string[];
    readonly hear?: (topic: string, payload: string) => void;
    readonly booted?: (say: WifiThing['say']) => void;
  }) {
    this.#clock = of.clock;
    this.#broker = of.broker;
    this.#says = presence(of.firmware, of.base, of.availability);
    this.#hears = of.hears ?? [];
    this.#hear = of.hear ?? (() => undefined);
    this.#booted = of.booted ?? (() => undefined);
    this.#connect();
  }

  behave(habits: Partial<ThingHabits>): void {
    this.#habits = { ...this.#habits, ...habits };
  }

  get isConnected(): boolean {
    return this.#client !== undefined;
  }

  /** Its power supply: `dark` is called when it goes. */
  cable(
    id: string,
    dark: () => void = () => undefined,
  ): { readonly of: string; unplug(): void; plug(): void } {
    return {
      of: id,
      unplug: () => {
        this.#booting?.();
        this.#client?.break(this.#habits.willMs);
        this.#client = undefined;
        dark();
      },
      plug: () => {
        this.#booting?.();
        this.#booting = this.#clock.after(BOOT_MS, () => this.#connect());
      },
    };
  }

  /** Publishes what it says of itself. */
  say(topic: string, payload: string, retain = false): void {
    this.#client?.publish(topic, payload, retain);
  }

  /** Publishes something about a key, in its manner. `retain`: as its firmware has it. */
  sayKey(topic: string, payload: string, retain = false): void {
    const { keepsPresses, repeats, hoards } = this.#habits;
    const say = () => this.say(topic, payload, retain || keepsPresses);
    if (this.#client === undefined) {
      if (hoards) this.#hoard.push(say);
      return;
    }
    say();
    if (repeats) this.#clock.after(REPEAT_MS, say);
  }

  #connect(): void {
    const { topic, online, offline } = this.#says;
    this.#client = this.#broker.connect(this.#hears, this.#hear, { topic, payload: offline });
    this.say(topic, online, true);
    this.#booted((...said) => this.say(...said));
    for (const say of this.#hoard.splice(0)) say();
  }
}
