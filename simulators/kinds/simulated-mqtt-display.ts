import { mqttDisplay } from '../../devices/mqtt-display/mqtt-display.ts';
import { segmentsOf } from '../firmata-board/read-segments.ts';
import { type Sample, simulatedKind } from '../simulator.ts';
import { WifiThing } from '../wifi-thing.ts';

/** How long it takes until it says what it shows. */
const ECHO_MS = 30;

/** Commands one after the other. Blanks before a text are lost, and DisplayText without one does nothing. */
function tasmotaShows(commands: string, before: string): string {
  let shows = before;
  for (const command of commands.split(';').map((one) => one.trim())) {
    const [, name = '', text = ''] = /^(\S+)\s*(.*)$/.exec(command) ?? [];
    if (name.toLowerCase() === 'displayclear') shows = '';
    else if (name.toLowerCase() === 'displaytext' && text !== '') shows = text;
  }
  return shows;
}

export const simulator = simulatedKind(mqttDisplay, (options, bench, id) => {
  const { topic: base, model: firmware, availability, entity = '', digits } = options;
  const [at = '', answer] = entity.split(' ');
  const command = {
    esphome: `${base}/text/${entity}/command`,
    tasmota: `cmnd/${base}/Backlog`,
    generic: `${base}/${at}`,
  }[firmware];
  const echo = firmware === 'esphome' ? `${base}/text/${entity}/state` : answer && `${base}/${answer}`;
  let shown = '';
  const show = (text: string) => {
    shown = text;
    bench.changed(id);
  };
  const thing = new WifiThing({
    ...{ clock: bench.clock, broker: bench.things, firmware, base, availability },
    hears: [command],
    hear(_topic, text) {
      show(firmware === 'tasmota' ? tasmotaShows(text, shown) : text);
      if (echo !== undefined) bench.clock.after(ECHO_MS, () => thing.say(echo, text, true));
    },
  });
  return {
    cable: thing.cable(id, () => show('')),
    thing,
    reads: () => shown.trim(),
    segments: () => [...shown.slice(-digits).padStart(digits)].map(segmentsOf),
  };
});

export const sample: Sample = { topic: 'loket-1-box', entity: 'papan', digits: 5 };
