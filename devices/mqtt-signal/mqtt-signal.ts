import * as z from 'zod';
import { defineKind } from '../kind.ts';
import { modelNamed, type Switched, thingModels } from '../mqtt-thing/thing-models.ts';
import { openThing } from '../mqtt-thing/thing-session.ts';
import {
  badPresence,
  entity,
  presenceFits,
  type ThingSettings,
  thingSettings,
} from '../mqtt-thing/thing-settings.ts';
import { createFlasher } from '../signal-lamp/flasher.ts';
import { signalSettings, stateShown } from '../signal-lamp/signal-settings.ts';

const switchedOf = ({ topic, model, entity }: ThingSettings & { readonly entity?: string | undefined }) =>
  modelNamed(model).signal?.(topic, entity);

/** A lamp, buzzer or relay that speaks MQTT itself. The hall lets it flash: no device is asked for an effect. */
export const mqttSignal = defineKind({
  kind: 'mqtt-signal',
  role: 'signal',
  title: { id: 'Lampu atau bel MQTT (Wi-Fi, Zigbee)', en: 'MQTT lamp or buzzer (Wi-Fi, Zigbee)' },
  evidence: 'enumeration',
  transports: ['mqtt'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: thingModels,
  options: z
    .strictObject({
      ...thingSettings(['esphome', 'tasmota', 'zigbee2mqtt', 'generic']),
      entity,
      ...signalSettings,
    })
    .refine(presenceFits, badPresence)
    .refine((settings) => switchedOf(settings) !== undefined, {
      path: ['entity'],
      error: 'bad-thing-entity',
    }),
  claims: (options) => {
    const { topic, on } = switchedOf(options) ?? {};
    // Zigbee2MQTT is told of several lamps of one device on one topic.
    return topic === undefined ? [] : [{ on: 'topic', topic, share: on, setting: 'topic' }];
  },

  async open(opening) {
    const { options, ports, lost } = opening;
    const { topic, on, off } = switchedOf(options) as Switched;
    const session = await openThing(opening, { topics: [] }, () => undefined);
    const light = async (lit: boolean) => session.say(topic, lit ? on : off);
    // Whatever an earlier run of the hall has left.
    await light(false);
    const flasher = createFlasher({
      ...{ clock: ports.clock, light, failed: lost, flashMs: options.flash_ms },
    });
    return {
      ...(session.hasPresence ? {} : { evidence: 'none' as const }),
      async perform({ state }) {
        await flasher.show(stateShown(state, options));
        return 'sent';
      },
      async close() {
        flasher.close();
        await light(false);
        await session.close();
      },
    };
  },
});
