import { openSync, writeSync } from 'node:fs';

const host = openSync('/dev/console', 'w');

/** Has the host set an input pin of the GPIO chip to each of `levels` in turn, without a pause between them. */
export function setPin(line, ...levels) {
  // A line of its own, whatever else is on the console.
  writeSync(host, `\n@gpio ${line} ${levels.join(' ')}\n`);
}

/** A key between a pin and ground: up while nobody presses it. Its contact bounces both times. */
export const letGo = (line) => setPin(line, 1);
export const bouncingPress = (line) => setPin(line, 0, 1, 0, 1, 0);
export const bouncingRelease = (line) => setPin(line, 1, 0, 1, 0, 1);
/** Levels that a press and its release go through. */
export const EDGES_A_PRESS = 10;
