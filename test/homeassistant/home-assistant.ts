import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { platforms } from './discovery-schema.ts';

/** What Home Assistant knows of devices at a broker, as it does it: `devices` by discovery topic, `states` by topic. */
export interface HomeAssistantClient {
  readonly client: MqttClient;
  readonly devices: ReadonlyMap<string, string>;
  readonly states: ReadonlyMap<string, string>;
  /** What it was told to forget, in order. */
  readonly forgotten: readonly string[];
  /** Asks for the states of its entities, in one packet, and says that it has come. */
  born(): Promise<void>;
}

/**
 * A real client that behaves like Home Assistant (components/mqtt/client.py and discovery.py, 2026): it asks for each
 * filter of its discovery in a packet of its own, one after the other, and for those of other integrations, which
 * nobody may be willing to give; then for all topics of its entities in one packet; then its birth message follows.
 * An empty message makes it forget a device that it knows; nothing else does.
 */
export async function homeAssistant(
  port: number,
  options: IClientOptions & { prefix?: string; devices?: ReadonlyMap<string, string> } = {},
): Promise<HomeAssistantClient> {
  const { prefix = 'homeassistant', devices: known = new Map(), ...login } = options;
  const will = { topic: `${prefix}/status`, payload: Buffer.from('offline'), qos: 0, retain: false } as const;
  const client = await mqtt.connectAsync(
    `mqtt://127.0.0.1:${port}`,
    { reconnectPeriod: 0, will, ...login },
    false,
  );
  const devices = new Map(known);
  const states = new Map<string, string>();
  const forgotten: string[] = [];
  client.on('error', () => {
    // The tests look at what it knows.
  });
  client.on('message', (topic, payload) => {
    const text = payload.toString();
    if (!topic.startsWith(`${prefix}/`)) states.set(topic, text);
    else if (text !== '') devices.set(topic, text);
    else if (devices.delete(topic)) forgotten.push(topic);
  });
  const ask = (filters: string[]) => client.subscribeAsync(filters, { qos: 0 }).catch(() => undefined);
  for (const path of ['+/config', '+/+/config'])
    for (const platform of platforms) await ask([`${prefix}/${platform}/${path}`]);
  await ask([`${prefix}/device/+/config`]);
  await ask([`${prefix}/device/+/+/config`]);
  await ask(['tasmota/discovery/#']);
  return {
    ...{ client, devices, states, forgotten },
    async born() {
      const topics = [...devices.values()].flatMap((device) => {
        const { availability_topic, components } = JSON.parse(device);
        const shown = Object.values(
          components as Record<string, { state_topic?: string; enabled_by_default?: boolean }>,
        );
        return [
          availability_topic,
          ...shown.filter((one) => one.enabled_by_default !== false).map((one) => one.state_topic),
        ];
      });
      const all = [...new Set(topics.filter((topic) => topic !== undefined))];
      if (all.length > 0) await ask(all);
      await client.publishAsync(`${prefix}/status`, 'online', { qos: 0 });
    },
  };
}
