import { mqttButton } from '../../devices/mqtt-button/mqtt-button.ts';
import { type Sample, simulatedKind } from '../simulator.ts';
import { keyWords } from '../thing-words.ts';
import { WifiThing } from '../wifi-thing.ts';

export const simulator = simulatedKind(mqttButton, (options, bench, id) => {
  const { topic: base, model: firmware, availability, keys } = options;
  const words = new Map(Object.entries(keys).map(([key, text]) => [key, keyWords(firmware, base, text)]));
  const thing = new WifiThing({
    ...{ clock: bench.clock, broker: bench.things, firmware, base, availability },
    booted: (say) => {
      // ESPHome says the state of each contact when it connects.
      for (const { topic, up, retain } of words.values())
        if (retain && up !== undefined) say(topic, up, true);
    },
  });
  const move = (key: string, way: 'down' | 'up') => {
    const said = words.get(key);
    const payload = said?.[way];
    if (said !== undefined && payload !== undefined) thing.sayKey(said.topic, payload, said.retain);
  };
  return {
    cable: thing.cable(id),
    thing,
    keys: [...words.keys()],
    press(key, ms) {
      move(key, 'down');
      bench.clock.after(ms, () => move(key, 'up'));
    },
    hold: (key) => move(key, 'down'),
    release: (key) => move(key, 'up'),
  };
});

export const sample: Sample = { topic: 'loket-1-box', keys: { next: 'panggil', recall: 'ulang' } };
