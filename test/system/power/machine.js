/** The computer of the hall: boots from a card, gives tickets, and has its power cut. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runMachine } from '../../kernel/machine.js';
import { serveCard } from './card.js';

/** For one life of the machine: it took two minutes on a host with twelve programs for its two processors. */
const LIMIT_MS = 900_000;
/** What QEMU had sent when it was ended has arrived by then. */
const SETTLE_MS = 200;
const LOG_LINES = 40;

/**
 * Runs the machine on the image `file`. `words` are for the kernel's command line, `clock` is its time at the start.
 * `habits` are those of the card. `onRequest(power)` hears of each write and flush; `power.cut(share, random)` takes
 * the power away. Resolves when the machine is off, with the status it ended with (undefined: it was cut, or ended by
 * itself), what the cut did to the card, and the last lines of its console.
 */
export async function live({ cache, file, words, clock, habits, onRequest }) {
  const path = `${file}.socket`;
  rmSync(path, { force: true });
  const off = new AbortController();
  const log = [];
  const begun = performance.now();
  let lost;
  const power = {
    cut(share, random) {
      lost = card.cut(share, random);
      off.abort();
    },
  };
  const card = await serveCard({ file, path, habits, onRequest: () => onRequest?.(power) });
  const status = await runMachine({
    cache,
    folders: {},
    words: `loket.disk=/dev/vda loket.init=/power/init ${words}`,
    devices: [
      ...['-blockdev', `driver=nbd,node-name=card,server.type=unix,server.path=${path}`],
      ...['-device', 'virtio-blk-pci,drive=card'],
      ...['-netdev', 'user,id=lan', '-device', 'virtio-net-pci,netdev=lan,romfile='],
      ...['-rtc', `base=${clock.toISOString().slice(0, 19)}`],
    ],
    limitMs: LIMIT_MS,
    signal: off.signal,
    say(line) {
      log.push(`${Math.round((performance.now() - begun) / 1_000)} s: ${line}`);
      if (log.length > LOG_LINES) log.shift();
    },
  });
  await sleep(SETTLE_MS);
  await card.close();
  return { status, lost, log };
}
