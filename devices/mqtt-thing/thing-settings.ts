import * as z from 'zod';
import { described } from '../described.ts';
import { modelNamed, type PresenceRule, type ThingModelName, writtenPresence } from './thing-models.ts';
import { isThingTopic } from './thing-topic.ts';

/** A day and an hour: Zigbee2MQTT waits as long for what runs on a battery. */
const silenceMostSeconds = 90_000;
const wordsMostCharacters = 120;

const words = z.string().min(1).max(wordsMostCharacters);

/** Settings of every device that speaks MQTT, for a kind that has these models. */
export const thingSettings = <const Names extends readonly [ThingModelName, ...ThingModelName[]]>(
  names: Names,
) => ({
  topic: z
    .string()
    .refine(isThingTopic, { message: 'bad-thing-topic' })
    .meta(
      described(
        'The topic of the device: topic_prefix of ESPHome, Topic of Tasmota, zigbee2mqtt/NAME, or what its topics begin with',
        'Topik alat: topic_prefix pada ESPHome, Topic pada Tasmota, zigbee2mqtt/NAMA, atau awal topiknya',
      ),
    ),
  model: z.enum(names).default(names[0]).meta(described('How it speaks', 'Cara bicaranya')),
  availability: words
    .optional()
    .meta(
      described(
        'generic only: where it says whether it is there, below topic, and the two words: "status online offline"',
        'Hanya generic: tempat ia memberi tahu ada tidaknya, di bawah topic, dan dua katanya: "status online offline"',
      ),
    ),
  silent_s: z
    .int()
    .min(0)
    .max(silenceMostSeconds)
    .default(0)
    .meta(
      described(
        'Seconds of silence after which somebody is told; for a device that speaks by itself. 0: never',
        'Detik tanpa kabar sebelum dilaporkan; untuk alat yang berkabar sendiri. 0: tidak pernah',
      ),
    ),
});

/** The setting `entity` of a device that is told something. */
export const entity = words
  .optional()
  .meta(
    described(
      'What of the device it is: an object id of ESPHome, Power1 of Tasmota, a property of Zigbee2MQTT; generic: topics below topic, and words',
      'Bagian alat itu: object id pada ESPHome, Power1 pada Tasmota, properti pada Zigbee2MQTT; generic: topik di bawah topic, dan katanya',
    ),
  );

export interface ThingSettings {
  readonly topic: string;
  readonly model: ThingModelName;
  readonly availability?: string | undefined;
  readonly silent_s: number;
}

/** For `refine`: only a generic device needs to be told where its presence is, and in which words. */
export const presenceFits = ({ topic, model, availability }: ThingSettings): boolean =>
  availability === undefined || (model === 'generic' && writtenPresence(topic, availability) !== undefined);

/** What `refine` is told of it. */
export const badPresence = { path: ['availability'], error: 'bad-thing-availability' };

/** Where a device says whether it is there. Empty: nowhere. */
export function presenceOf(
  { topic, model, availability }: ThingSettings,
  sleeps: boolean,
): readonly PresenceRule[] {
  const written = availability === undefined ? undefined : writtenPresence(topic, availability);
  return written === undefined ? modelNamed(model).presence(topic, sleeps) : [written];
}
