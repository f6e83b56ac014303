import * as z from 'zod';
import { described } from '../described.ts';
import { namedKeys } from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';
import { type KeyRule, modelNamed, thingModels } from '../mqtt-thing/thing-models.ts';
import { openThing } from '../mqtt-thing/thing-session.ts';
import {
  badPresence,
  presenceFits,
  type ThingSettings,
  thingSettings,
} from '../mqtt-thing/thing-settings.ts';
import { takesNoCommands } from '../no-commands.ts';
import { createBattery } from './battery.ts';
import { createThingKeys } from './thing-keys.ts';

interface Keyed extends ThingSettings {
  readonly keys: Readonly<Record<string, string>>;
}

/** The rule of each key; undefined where its words are not understood. */
const rulesOf = ({ topic, model, keys }: Keyed): readonly (KeyRule | undefined)[] =>
  Object.entries(keys).map(([key, words]) => modelNamed(model).key?.(topic, key, words));

const understood = (settings: Keyed): readonly KeyRule[] => rulesOf(settings).flatMap((rule) => rule ?? []);

/** Keys of a device that speaks MQTT itself: a box with buttons on Wi-Fi, a Zigbee button. */
export const mqttButton = defineKind({
  kind: 'mqtt-button',
  role: 'keys',
  title: { id: 'Tombol MQTT (Wi-Fi, Zigbee)', en: 'MQTT button (Wi-Fi, Zigbee)' },
  evidence: 'enumeration',
  transports: ['mqtt'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: thingModels,
  options: z
    .strictObject({
      ...thingSettings(['esphome', 'tasmota', 'zigbee2mqtt', 'generic']),
      keys: namedKeys(z.string().min(1).max(120)).meta(
        described(
          'Each key by its name, and what the device says of it: an object id of ESPHome, "Button1 SINGLE" or Switch1 of Tasmota, an action of Zigbee2MQTT; generic: "TOPIC PRESSED RELEASED"',
          'Nama tiap tombol, dan yang dikatakan alat tentangnya: object id ESPHome, "Button1 SINGLE" atau Switch1 pada Tasmota, action pada Zigbee2MQTT; generic: "TOPIK DITEKAN DILEPAS"',
        ),
      ),
      lockout_ms: z
        .int()
        .min(0)
        .max(1_000)
        .default(100)
        .meta(
          described(
            'After a press, how long the same message once more is the same press',
            'Setelah ditekan, selama ini pesan yang sama berarti tekanan yang sama, dalam milidetik',
          ),
        ),
      settle_ms: z
        .int()
        .min(0)
        .max(10_000)
        .default(1_000)
        .meta(
          described(
            'How long after the device or the hall has connected a press may be an old one, and does not count; 0 for one that wakes up only to tell a press',
            'Selama ini setelah alat atau balai tersambung, tekanan bisa jadi tekanan lama dan tidak dihitung, dalam milidetik; 0 untuk alat yang bangun hanya saat ditekan',
          ),
        ),
    })
    .refine(presenceFits, badPresence)
    .refine((settings) => !rulesOf(settings).includes(undefined), { path: ['keys'], error: 'bad-thing-key' }),
  keys: ({ keys }) => Object.keys(keys),
  claims: (options) =>
    understood(options).map(({ key, topic, field, pressed }) => ({
      ...{ on: 'topic', topic },
      share: [...field, pressed].join(' '),
      setting: `keys.${key}`,
    })),

  async open(opening) {
    const { options, tell, warn, count } = opening;
    const rules = understood(options);
    let freshSince = () => opening.ports.clock.now();
    const keys = createThingKeys({
      ...{ rules, tell, warn, lockoutMs: options.lockout_ms, settleMs: options.settle_ms },
      ...(count === undefined ? {} : { count }),
      freshSince: () => freshSince(),
    });
    const battery = createBattery(warn);
    const session = await openThing(
      opening,
      { topics: rules.map(({ topic }) => topic), sleeps: true },
      (heard) => {
        if (options.model === 'zigbee2mqtt') battery(heard.payload);
        keys(heard);
      },
    );
    freshSince = () => session.freshSince;
    return {
      ...(session.hasPresence ? {} : { evidence: 'none' as const }),
      perform: takesNoCommands,
      close: () => session.close(),
    };
  },
});
