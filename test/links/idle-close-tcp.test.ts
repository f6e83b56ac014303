import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import type { DeviceKind } from '../../devices/kind.ts';
import { createWires } from '../../firmware-host/edge/wires.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import { SupervisedDevice } from '../../firmware-host/supervise/supervised-device.ts';
import { ending, ticket } from '../devices/printer-bench.ts';
import { onlyWires } from '../devices/wire-to.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

/**
 * The hall's time: 10 ms for each turn this process gets: a starved machine starves its patience too.
 * `pass` makes time go by at once.
 */
function timeByTurns() {
  const clock = new VirtualClock();
  let extraMs = 0;
  let going = true;
  const turning = (async () => {
    while (going) {
      const ms = 10 + extraMs;
      extraMs = 0;
      await clock.advance(ms);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  onTestFinished(() => {
    going = false;
    return turning;
  });
  const pass = (ms: number) => {
    extraMs += ms;
  };
  return { clock, pass };
}

const idleMs = 1_000;
/** More than a link has to stand until its end is an orderly one. */
const wellMs = 2_500;

/** The foreign printer in a process of its own, and what it says. */
async function foreignPrinter(...how: readonly string[]) {
  const script = fileURLToPath(new URL('closes-idle.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, String(idleMs), ...how], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until(() => said.includes('port '));
  const count = (word: string) => said.split('\n').filter((line) => line.startsWith(word)).length;
  const has = (line: string) => said.split('\n').includes(line);
  return { port: Number(/port (\d+)/.exec(said)?.[1]), count, has };
}

function supervise(port: number) {
  const { clock, pass } = timeByTurns();
  const statuses: DeviceStatus[] = [];
  const device = new SupervisedDevice({
    id: 'printer-1',
    kind: escposPrinter as unknown as DeviceKind,
    options: escposPrinter.options.parse({ address: `tcp://127.0.0.1:${port}`, status: 'none' }),
    enabled: true,
    ports: onlyWires(clock, createWires(clock)),
    random: () => 0.5,
    onEvent: () => undefined,
    onStatus: (status) => statuses.push(status),
  });
  device.start();
  onTestFinished(() => device.stop());
  return { device, statuses, pass };
}

test('12 of 12 tickets come out of a printer on the network that closes when it is idle', {
  timeout: 60_000,
}, async () => {
  const printer = await foreignPrinter();
  const { device, statuses, pass } = supervise(printer.port);
  await until(() => device.status().usable);
  const ends: string[] = [];
  for (let visitor = 1; visitor <= 12; visitor++) {
    const closed = printer.count('closed');
    ends.push(await ending(device.perform(ticket(`A-${visitor}`))));
    pass(wellMs);
    // The next visitor comes when it has closed.
    await until(() => printer.count('closed') > closed);
  }
  expect(ends).toEqual(Array(12).fill('sent'));
  for (let visitor = 1; visitor <= 12; visitor++) await until(() => printer.has(`job A-${visitor}`));
  expect(statuses.map(({ state }) => state)).not.toContain('offline');
  expect(device.status().counters).toMatchObject({ losses: 0 });
  expect(printer.count('open')).toBeGreaterThanOrEqual(12);
});

test('a printer that resets its connections instead is lost each time', { timeout: 60_000 }, async () => {
  const printer = await foreignPrinter('reset');
  const { device, pass } = supervise(printer.port);
  await until(() => {
    pass(100);
    return device.status().counters.losses >= 2;
  });
  expect(device.status().reasons.map(({ code }) => code)).not.toContain('link.closed');
});
