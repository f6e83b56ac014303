import type { Model } from '../supported.ts';

/** Where a device, or what it hangs on, says whether it is there. */
export interface PresenceRule {
  readonly topic: string;
  readonly field: readonly string[];
  readonly online: string;
  readonly offline: string;
  /** Whether it has to have said so; else it is enough that it did not say the contrary. */
  readonly needed: boolean;
  /** It may say again and again that it is there; else it says so when it has connected. */
  readonly repeats?: true;
}

/** What a device says of a key: the value of a field of the message (of the whole, where the path is empty). */
export interface KeyRule {
  readonly key: string;
  readonly topic: string;
  readonly field: readonly string[];
  readonly pressed: string;
  /** Undefined: it does not say when the key is up again. */
  readonly released: string | undefined;
}

/** Where a device is told something, and where it says that it did it. */
export interface ToldTopic {
  readonly topic: string;
  readonly echo: string | undefined;
  /** How a text, of which only the glyphs count, is told; undefined: as it is, and none as an empty message. */
  said?(text: string): string;
}

/** A lamp: what switches it on and off. */
export interface Switched extends ToldTopic {
  readonly on: string;
  readonly off: string;
}

/** How the devices of one firmware speak. Each function returns undefined for words that it does not understand. */
export interface ThingModel extends Model {
  /** `sleeps`: it runs on a battery, and is heard only when it is used. */
  presence(base: string, sleeps: boolean): readonly PresenceRule[];
  key?(base: string, key: string, words: string): KeyRule | undefined;
  display?(base: string, entity: string | undefined): ToldTopic | undefined;
  signal?(base: string, entity: string | undefined): Switched | undefined;
}

/** Levels of a topic below the base. */
const suffix = '[^\\s/+#:]+(?:/[^\\s/+#:]+)*';
const esphomeEntity = /^[a-z0-9_-]+$/;
const tasmotaButton = /^(?<name>Button[1-9]\d?) (?<action>SINGLE|DOUBLE|TRIPLE|QUAD|PENTA|HOLD)$/;
const tasmotaSwitch = /^Switch[1-9]\d?$/;
const tasmotaPower = /^Power(?:[1-9]\d?)?$/;
const zigbeeWord = /^[A-Za-z0-9_+-]+$/;
const genericKey = new RegExp(
  `^(?<at>${suffix})(?::(?<path>[\\w.-]+))? (?<pressed>\\S+)(?: (?<released>\\S+))?$`,
);
const genericDisplay = new RegExp(`^(?<at>${suffix})(?: (?<echo>${suffix}))?$`);
const genericSignal = new RegExp(`^(?<at>${suffix}) (?<on>\\S+) (?<off>\\S+)$`);

/**
 * Tasmota takes off the blanks before a text, and DisplayText does nothing without one (`support_command.ino`,
 * `xdrv_13_display.ino`): a number would stay for ever. Both commands go by one topic, of which the last is kept.
 */
const tasmotaText = (text: string) => (text === '' ? 'DisplayClear' : `DisplayText ${text}`);

const saying = (topic: string, online: string, offline: string): PresenceRule => ({
  ...{ topic, online, offline, needed: true },
  field: [],
});

export const thingModels = {
  /**
   * ESPHome (esphome/esphome, components/mqtt): `__init__.py` has birth and last will on PREFIX/status;
   * `mqtt_component.cpp` has PREFIX/COMPONENT/OBJECT/state and /command, `mqtt_binary_sensor.cpp` ON and OFF;
   * `mqtt_text.cpp` says each text that it was told on its state.
   */
  esphome: {
    vendor: 'ESPHome',
    product: 'MQTT client component (mqtt:)',
    presence: (base) => [saying(`${base}/status`, 'online', 'offline')],
    key: (base, key, words) =>
      esphomeEntity.test(words)
        ? { key, topic: `${base}/binary_sensor/${words}/state`, field: [], pressed: 'ON', released: 'OFF' }
        : undefined,
    display(base, entity = '') {
      const at = `${base}/text/${entity}`;
      return esphomeEntity.test(entity) ? { topic: `${at}/command`, echo: `${at}/state` } : undefined;
    },
    signal(base, entity = '') {
      const at = `${base}/switch/${entity}`;
      return esphomeEntity.test(entity)
        ? { topic: `${at}/command`, echo: undefined, on: 'ON', off: 'OFF' }
        : undefined;
    },
  },
  /**
   * Tasmota (arendst/Tasmota) with its usual FullTopic: `support_button_v4.ino` (SetOption73) and
   * `support_switch_v4.ino` (SetOption114) say {"Button1":{"Action":"SINGLE"}} on stat/TOPIC/RESULT, and CLEAR after
   * HOLD; `my_user_config.h` has Online and Offline of tele/TOPIC/LWT.
   */
  tasmota: {
    vendor: 'Tasmota',
    product: 'MQTT, FullTopic %prefix%/%topic%/',
    presence: (base) => [saying(`tele/${base}/LWT`, 'Online', 'Offline')],
    key(base, key, words) {
      const topic = `stat/${base}/RESULT`;
      if (tasmotaSwitch.test(words))
        return { key, topic, field: [words, 'Action'], pressed: 'ON', released: 'OFF' };
      const { name, action } = tasmotaButton.exec(words)?.groups ?? {};
      if (name === undefined || action === undefined) return undefined;
      return {
        ...{ key, topic, field: [name, 'Action'], pressed: action },
        released: action === 'HOLD' ? 'CLEAR' : undefined,
      };
    },
    display: (base, entity = 'DisplayText') =>
      entity === 'DisplayText'
        ? { topic: `cmnd/${base}/Backlog`, echo: undefined, said: (text) => tasmotaText(text.trim()) }
        : undefined,
    signal: (base, entity = 'Power') =>
      tasmotaPower.test(entity)
        ? { topic: `cmnd/${base}/${entity}`, echo: undefined, on: 'ON', off: 'OFF' }
        : undefined,
  },
  /**
   * Zigbee2MQTT (its guide, "MQTT Topics and Messages" and "Device-Availability"): {"action":"single"} on
   * zigbee2mqtt/NAME, {"state":"online"} on NAME/availability where that is switched on, and on bridge/state always,
   * which is its last will.
   */
  zigbee2mqtt: {
    vendor: 'Zigbee2MQTT',
    product: 'devices by its MQTT API',
    presence: (base, sleeps) => [
      {
        topic: `${base.split('/')[0]}/bridge/state`,
        ...{ field: ['state'], online: 'online', offline: 'offline', needed: true },
      },
      // After a weekend it says of a button that is well that it is offline.
      ...(sleeps
        ? []
        : [
            {
              topic: `${base}/availability`,
              ...{ field: ['state'], online: 'online', offline: 'offline', needed: false },
            },
          ]),
    ],
    key: (base, key, words) =>
      zigbeeWord.test(words)
        ? { key, topic: base, field: ['action'], pressed: words, released: undefined }
        : undefined,
    signal: (base, entity = 'state') =>
      zigbeeWord.test(entity)
        ? {
            ...{ topic: `${base}/set`, echo: undefined },
            on: JSON.stringify({ [entity]: 'ON' }),
            off: JSON.stringify({ [entity]: 'OFF' }),
          }
        : undefined,
  },
  /** Anything else: the site file has the topics and the words. */
  generic: {
    vendor: 'generic',
    product: 'topics and payloads as written',
    presence: () => [],
    key(base, key, words) {
      const { at, path, pressed, released } = genericKey.exec(words)?.groups ?? {};
      if (at === undefined || pressed === undefined) return undefined;
      return { key, topic: `${base}/${at}`, field: path?.split('.') ?? [], pressed, released };
    },
    display(base, entity = '') {
      const { at, echo } = genericDisplay.exec(entity)?.groups ?? {};
      if (at === undefined) return undefined;
      return { topic: `${base}/${at}`, echo: echo && `${base}/${echo}` };
    },
    signal(base, entity = '') {
      const { at, on, off } = genericSignal.exec(entity)?.groups ?? {};
      if (at === undefined || on === undefined || off === undefined) return undefined;
      return { topic: `${base}/${at}`, echo: undefined, on, off };
    },
  },
} as const satisfies Readonly<Record<string, ThingModel>>;

export type ThingModelName = keyof typeof thingModels;

/** The record of a model, with all that a model may have. */
export const modelNamed = (name: ThingModelName): ThingModel => thingModels[name];

/** `availability` of a generic device: the topic below the base, and the words for there and not there. */
const genericAvailability = new RegExp(`^(?<at>${suffix}) (?<online>\\S+) (?<offline>\\S+)$`);

/** Undefined for words that are not understood. */
export function writtenPresence(base: string, words: string): PresenceRule | undefined {
  const { at, online, offline } = genericAvailability.exec(words)?.groups ?? {};
  return at === undefined || online === undefined || offline === undefined
    ? undefined
    : { ...saying(`${base}/${at}`, online, offline), repeats: true };
}
