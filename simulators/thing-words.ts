import type { Firmware } from './wifi-thing.ts';

/** How a device tells that a key goes down and up; `retain`: its firmware has the broker keep it. */
export interface KeyWords {
  readonly topic: string;
  readonly down: string;
  readonly up: string | undefined;
  readonly retain: boolean;
}

/** JSON with a value at a path, such as `Button1.Action`. */
const json = (path: string, value: string): string =>
  JSON.stringify(path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value));

/** What a firmware says of a key that the site file describes with these words. */
export function keyWords(firmware: Firmware, base: string, words: string): KeyWords {
  const parts = words.split(' ');
  const [first = '', second = '', third] = parts;
  switch (firmware) {
    case 'esphome':
      return { topic: `${base}/binary_sensor/${first}/state`, down: 'ON', up: 'OFF', retain: true };
    case 'tasmota': {
      const topic = `stat/${base}/RESULT`;
      const action = (word: string) => json(`${first}.Action`, word);
      if (first.startsWith('Switch')) return { topic, down: action('ON'), up: action('OFF'), retain: false };
      return {
        topic,
        down: action(second),
        up: second === 'HOLD' ? action('CLEAR') : undefined,
        retain: false,
      };
    }
    case 'zigbee2mqtt':
      return {
        topic: base,
        down: JSON.stringify({ action: first, battery: 87, linkquality: 120 }),
        up: undefined,
        retain: false,
      };
    case 'generic': {
      const [at = '', path] = first.split(':');
      const say = (word: string) => (path === undefined ? word : json(path, word));
      return { topic: `${base}/${at}`, down: say(second), up: third && say(third), retain: false };
    }
  }
}
