import * as z from 'zod';
import { lineDigits } from '../display/display-options.ts';
import { fit as fitted } from '../display/fit.ts';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import { thingLimits } from '../mqtt-thing/thing-limits.ts';
import { modelNamed, type ToldTopic, thingModels } from '../mqtt-thing/thing-models.ts';
import { openThing } from '../mqtt-thing/thing-session.ts';
import {
  badPresence,
  entity,
  presenceFits,
  type ThingSettings,
  thingSettings,
} from '../mqtt-thing/thing-settings.ts';
import type { Clock } from '../ports.ts';

const toldOf = ({ topic, model, entity }: ThingSettings & { readonly entity?: string | undefined }) =>
  modelNamed(model).display?.(topic, entity);

const { esphome, tasmota, generic } = thingModels;

/** A number display that speaks MQTT itself. The broker keeps its number, so that one that restarts shows it again. */
export const mqttDisplay = defineKind({
  kind: 'mqtt-display',
  role: 'display',
  title: { id: 'Papan angka MQTT (Wi-Fi)', en: 'MQTT number display (Wi-Fi)' },
  evidence: 'enumeration',
  transports: ['mqtt'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: { esphome, tasmota, generic },
  options: z
    .strictObject({ ...thingSettings(['esphome', 'tasmota', 'generic']), entity, digits: lineDigits })
    .refine(presenceFits, badPresence)
    .refine((settings) => toldOf(settings) !== undefined, { path: ['entity'], error: 'bad-thing-entity' }),
  claims: (options) => {
    const { topic } = toldOf(options) ?? {};
    return topic === undefined ? [] : [{ on: 'topic', topic, share: undefined, setting: 'topic' }];
  },

  async open(opening) {
    const { options, ports } = opening;
    const { topic, echo, said } = toldOf(options) as ToldTopic;
    const shown = createEcho(ports.clock);
    const session = await openThing(
      opening,
      { topics: echo === undefined ? [] : [echo] },
      ({ payload, kept }) => {
        if (!kept) shown.heard(payload.text);
      },
    );
    return {
      ...(session.hasPresence ? {} : { evidence: 'none' as const }),
      async perform({ text }) {
        // A dark display has nothing to show again.
        const shows = text === '' ? '' : fitted(text, options.digits);
        const words = said?.(shows) ?? shows;
        const echoed = echo === undefined ? undefined : shown.wait(words, topic);
        session.say(topic, words);
        if (echoed === undefined) return 'sent';
        await echoed;
        return 'acknowledged';
      },
      async close() {
        shown.close();
        await session.close();
      },
    };
  },
});

/** Waits until a display says the text that it was told. One at a time. */
function createEcho(clock: Clock) {
  let awaited: { readonly text: string; end(why?: Fault): void } | undefined;
  return {
    heard(text: string): void {
      if (text.trim() === awaited?.text.trim()) awaited.end();
    },
    wait: (text: string, topic: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const { echoMs } = thingLimits;
        const late = () =>
          reject(new Fault('link.timeout', `${topic}: not shown within ${echoMs} ms, as far as it says`));
        const cancel = clock.after(echoMs, late, 'thing: echo');
        awaited = {
          text,
          end(why) {
            cancel();
            if (why === undefined) resolve();
            else reject(why);
          },
        };
      }),
    close: () => awaited?.end(new Fault('link.absent', 'the device was closed')),
  };
}
