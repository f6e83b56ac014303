import { mqttSignal } from '../../devices/mqtt-signal/mqtt-signal.ts';
import { SimulatedLamp } from '../simulated-lamp.ts';
import { type Sample, simulatedKind } from '../simulator.ts';
import { WifiThing } from '../wifi-thing.ts';

export const simulator = simulatedKind(mqttSignal, (options, bench, id) => {
  const { topic: base, model: firmware, availability, entity } = options;
  const [at, on = 'ON'] = entity?.split(' ') ?? [];
  const command = {
    esphome: `${base}/switch/${at}/command`,
    tasmota: `cmnd/${base}/${at ?? 'Power'}`,
    zigbee2mqtt: `${base}/set`,
    generic: `${base}/${at}`,
  }[firmware];
  const lamp = new SimulatedLamp(bench.clock, 1, () => bench.changed(id));
  const isOn = (text: string) =>
    firmware === 'zigbee2mqtt' ? JSON.parse(text)[at ?? 'state'] === 'ON' : text === on;
  const thing = new WifiThing({
    ...{ clock: bench.clock, broker: bench.things, firmware, base, availability },
    hears: [command],
    hear: (_topic, text) => lamp.drive(isOn(text) ? 1 : 0),
  });
  return {
    cable: thing.cable(id, () => lamp.drive(undefined)),
    thing,
    lamp: () => lamp.looks,
    lightings: () => lamp.lightings,
  };
});

export const sample: Sample = { topic: 'loket-1-box', entity: 'lampu' };
