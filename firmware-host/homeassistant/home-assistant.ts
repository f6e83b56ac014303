import type { Site } from '../../config/site.ts';
import { asFault, type Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import type { Publisher } from '../mqtt/publisher.ts';
import { birthTopicOf, discoveryFilter, discoveryOf } from './discovery.ts';

/** How long what is cleared may take to leave, once Home Assistant is there. */
const clearedMs: Millis = 60_000;

/** So many emptied topics wait for Home Assistant at most. */
const goneMax = 1_000;

/** The discovery topics that Home Assistant may know: those that are in force, and those that are to be cleared. */
export type AnnouncedTopics = readonly string[];

/** Where they are kept beyond a run of the process. */
export interface AnnouncedStore {
  /** Resolves when they are durable. */
  save(topics: AnnouncedTopics): Promise<void>;
}

/** Tells Home Assistant what the hall consists of, where the site file says so. */
export interface HomeAssistant {
  /**
   * Publishes what the site in force consists of, and clears what is no longer in it: all, when the site file does not
   * ask for Home Assistant any more. To be called at the start and after each reload.
   */
  announce(): void;
  /** The filters of the topics that belong to the site, for the clearing of stale retained messages. */
  filters(): readonly string[];
}

/**
 * `announced`: what runs before have left. Home Assistant forgets a device when it receives an empty message, and only
 * then; a broker does not retain that, and Home Assistant may not be there. So an emptied topic stays in the list, and
 * is emptied again at each start, connection and birth message of Home Assistant (PREFIX/status, `online`), until one
 * of these has come.
 */
export function createHomeAssistant(of: {
  readonly site: () => Site;
  readonly version: string;
  readonly publisher: Pick<Publisher, 'enqueue' | 'clear' | 'restate' | 'drained'>;
  readonly connection: Pick<BrokerConnection, 'subscribe'>;
  readonly announced?: AnnouncedTopics | undefined;
  readonly announcedStore?: AnnouncedStore | undefined;
  readonly report: (fault: Fault) => void;
}): HomeAssistant {
  const { publisher } = of;
  const { known, save } = openList(of);
  const listening = new Set<string>();
  let wanted: ReadonlyMap<string, string> = new Map();

  const gone = () => [...known].filter((topic) => !wanted.has(topic));

  /** The oldest are given up: Home Assistant has never come for them. */
  function forgetMany(): void {
    for (const topic of gone().slice(0, -goneMax)) known.delete(topic);
  }

  function announce(): void {
    const { mqtt } = of.site();
    const prefix = mqtt.homeAssistantPrefix;
    wanted = prefix === undefined ? new Map() : discoveryOf(of.site(), prefix, of.version);
    for (const [topic, payload] of wanted) {
      known.add(topic);
      publisher.enqueue({ topic, payload, retain: true, qos: 1 });
    }
    forgetMany();
    for (const topic of gone()) {
      publisher.clear(topic);
      listen(birthTopicOf(topic));
    }
    save();
  }

  function listen(birthTopic: string): void {
    if (listening.has(birthTopic)) return;
    listening.add(birthTopic);
    of.connection.subscribe(birthTopic, ({ payload }) => {
      if (Buffer.from(payload).toString() === 'online') void born(birthTopic);
    });
  }

  async function born(birthTopic: string): Promise<void> {
    const told = gone().filter((topic) => birthTopicOf(topic) === birthTopic);
    if (told.length === 0) return;
    for (const topic of told) publisher.restate(topic);
    if (!(await publisher.drained(clearedMs))) return;
    for (const topic of told) if (!wanted.has(topic)) known.delete(topic);
    save();
  }

  return {
    announce,
    filters() {
      const { id, mqtt } = of.site();
      return mqtt.homeAssistantPrefix === undefined ? [] : [discoveryFilter(id, mqtt.homeAssistantPrefix)];
    },
  };
}

/** The list that outlives the process: `save` is to be called after each change, and returns at once. */
function openList({
  announced,
  announcedStore,
  report,
}: Pick<Parameters<typeof createHomeAssistant>[0], 'announced' | 'announcedStore' | 'report'>) {
  const known = new Set(announced);
  const inTurn = createTurns();
  let saved = [...known].join();

  function save(): void {
    const topics = [...known];
    if (topics.join() === saved) return;
    saved = topics.join();
    inTurn(async () => announcedStore?.save(topics)).catch((thrown) => {
      saved = '';
      report(asFault(thrown, 'disk.io_error'));
    });
  }
  return { known, save };
}
