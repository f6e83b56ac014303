import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The keys of one board: the digital pins of an Uno that carry no serial line, and its analogue ones. */
export const pinsPerBoard = 18;
const firstPin = 2;

/** Where the key of counter `place` (0 and on) is. */
export function keyAt(place) {
  return { board: Math.floor(place / pinsPerBoard), pin: firstPin + (place % pinsPerBoard) };
}

/** Services share the numbers of a long run, a minute at 1,000 presses/s: one has 9,999 of them a day. */
export const services = ['A', 'C', 'E', 'F', 'H', 'J', 'L'];

/**
 * The site file of a hall in which each counter has one key and one display: keys on boards, each display at a line
 * of its own. `boards` and `displays` are TCP ports; `broker` is `embedded` or the URL of one that runs elsewhere;
 * `pressMs` is the shortest press; `webPort` is that of the pages of the counters, if there are any.
 */
export function writeHallFile(folder, { boards, displays, broker, mqttPort, webPort, pressMs = 0 }) {
  const counters = displays.map((_, place) => `loket-${place + 1}`);
  const serves = `[${services.map((prefix) => `s-${prefix.toLowerCase()}`).join(', ')}]`;
  const lines = [
    'version: 1',
    'site: { id: bench, title: Bench, zone: WIB }',
    broker === 'embedded' ? `mqtt: { port: ${mqttPort} }` : `mqtt: { broker: external, url: "${broker}" }`,
    ...(webPort === undefined ? [] : [`web: { port: ${webPort}, pages: [counter] }`]),
    'services:',
    ...services.map(
      (prefix) => `  s-${prefix.toLowerCase()}: { title: ${prefix}, prefix: ${prefix}, digits: 4 }`,
    ),
    'counters:',
    ...counters.map(
      (id, place) => `  ${id}: { number: ${place + 1}, serves: ${serves}, ignore_repeat: off }`,
    ),
    'boards:',
    ...boards.map((port, board) => `  board-${board + 1}: { address: "tcp://127.0.0.1:${port}" }`),
    'devices:',
    ...counters.flatMap((id, place) => {
      const { board, pin } = keyAt(place);
      return [
        `  ${id}-key: { kind: call-button, board: board-${board + 1}, counter: ${id}, pin: ${pin}, press_ms: ${pressMs} }`,
        `  ${id}-display: { kind: serial-display, counter: ${id}, address: "tcp://127.0.0.1:${displays[place]}", baud_rate: 115200, digits: 6 }`,
      ];
    }),
  ];
  const path = join(folder, 'site.yaml');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
