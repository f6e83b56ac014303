import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import type { DeviceKind } from '../../devices/kind.ts';
import type { Clock } from '../../devices/ports.ts';
import { createWires } from '../../firmware-host/edge/wires.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import { SupervisedDevice } from '../../firmware-host/supervise/supervised-device.ts';
import { ending, ticket } from '../devices/printer-bench.ts';
import { onlyWires } from '../devices/wire-to.ts';
import { realClock, until } from '../real-clock.ts';

/**
 * So many times as fast as this machine: 1.8 s of silence are 2.7 s, and a connection has to have been well for 2. Not
 * more: the hall has 3 s to open it again, which a busy machine needs.
 */
const speed = 1.5;
const fast: Clock = {
  now: () => realClock.now() * speed,
  after: (ms, run) => realClock.after(ms / speed, run),
};
const idleMs = 1_800;

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
  const statuses: DeviceStatus[] = [];
  const device = new SupervisedDevice({
    id: 'printer-1',
    kind: escposPrinter as unknown as DeviceKind,
    options: escposPrinter.options.parse({ address: `tcp://127.0.0.1:${port}`, status: 'none' }),
    enabled: true,
    ports: onlyWires(fast, createWires(fast)),
    random: () => 0.5,
    onEvent: () => undefined,
    onStatus: (status) => statuses.push(status),
  });
  device.start();
  onTestFinished(() => device.stop());
  return { device, statuses };
}

test('12 of 12 tickets come out of a printer on the network that closes when it is idle', {
  timeout: 60_000,
}, async () => {
  const printer = await foreignPrinter();
  const { device, statuses } = supervise(printer.port);
  await until(() => device.status().usable);
  const ends: string[] = [];
  for (let visitor = 1; visitor <= 12; visitor++) {
    const closed = printer.count('closed');
    ends.push(await ending(device.perform(ticket(`A-${visitor}`))));
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
  const { device } = supervise(printer.port);
  await until(() => device.status().counters.losses >= 2);
  expect(device.status().reasons.map(({ code }) => code)).not.toContain('link.closed');
});
