import { openRig } from '../bench/press/rig.js';

export const keys = 4;
const perSecond = 10;
/** A finger is on a key for so long. */
const heldMs = 50;
/** A press that has shown nothing by then is lost. */
const lostAfterMs = 3_000;

/** Four keys and four displays outside the hall, and how long each press takes to come to its display. */
export async function openKeys() {
  const waiting = Array.from({ length: keys }, () => []);
  let times = [];
  let pressed = 0;
  const rig = await openRig(keys, (place, text, at) => {
    if (!/\d/.test(text)) return;
    while (at - waiting[place][0] > lostAfterMs) waiting[place].shift();
    const press = waiting[place].shift();
    if (press !== undefined) times.push(at - press);
  });
  return {
    boards: rig.boards,
    displays: rig.displays,
    close: rig.close,
    /** Presses at an even pace until `until` resolves; resolves with what came of it when the last has had its time. */
    async play(until) {
      times = [];
      pressed = 0;
      for (const queue of waiting) queue.length = 0;
      let over = false;
      void until.then(() => {
        over = true;
      });
      const start = performance.now();
      while (!over) {
        const due = start + (pressed * 1_000) / perSecond;
        while (performance.now() < due) await pause(Math.max(0, due - performance.now() - 0.5));
        const place = pressed % keys;
        waiting[place].push(rig.press(place, heldMs));
        pressed++;
      }
      for (let waited = 0; times.length < pressed && waited < lostAfterMs; waited += 20) await pause(20);
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share) =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
      return { presses: pressed, lost: pressed - times.length, p50: at(0.5), p99: at(0.99) };
    },
  };
}

function pause(ms) {
  return new Promise((resolve) => (ms < 1 ? setImmediate(resolve) : setTimeout(resolve, ms)));
}
