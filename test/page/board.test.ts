import { createServer } from 'node:net';
import mqtt from 'mqtt';
import { afterAll, afterEach, expect, it } from 'vitest';
import { loket, started } from '../cli/loket.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { close, folder, open, quit, siteFile, startMaxMs } from './browser.ts';

afterEach(close);
afterAll(quit);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Two counters, the second with a name that is no name; no hardware, which the board does not need. */
const site = (broker: number, board: number) => `
version: 1
site: { id: papan, title: "MPP <b>Papan</b>", zone: WIB }
mqtt: { broker: external, url: "mqtt://127.0.0.1:${broker}" }
board: { port: ${board} }
services:
  paspor: { title: Paspor, prefix: A }
counters:
  loket-1: { number: 1, serves: [paspor] }
  loket-2: { number: 2, title: '<img src=x onerror=alert(1)>', serves: [paspor] }
`;

it.skipIf(!has('chromium') || !has('mosquitto'))(
  'the board of a real hall follows calls, draws the eye to a recall, and tells when it does not know',
  async () => {
    const [broker, listener] = [await freePort(), await freePort()];
    const startBroker = () => started('mosquitto', ['-p', String(broker)]);
    let mosquitto = startBroker();
    const args = ['run', siteFile(site(broker, listener)), '--data', folder()];
    let hall = loket(...args);
    await until(() => hall.seen.out.includes('Papan untuk pengunjung'), startMaxMs);

    const board = await open(`http://127.0.0.1:${listener}/board`, { height: 720 }, /WebSocket|ERR_/);
    // The counter that called last is the large one, and not among the others.
    const at = (counter: string) => `:is([data-newest="${counter}"], [data-counter="${counter}"])`;
    const number = (counter: string) => board.locator(`${at(counter)} .number`);
    await number('loket-1').waitFor();
    expect(await board.locator('h1').textContent()).toBe('MPP <b>Papan</b>');
    expect(await board.locator('[data-counter="loket-2"] .title').textContent()).toMatch(/<img\s+src=x/);
    expect(await board.locator('img').count()).toBe(0);

    await ask(broker, 'issue-ticket', { service: 'paspor', printer: null });
    await ask(broker, 'call-next', { counter: 'loket-1' });
    await board.locator('[data-newest="loket-1"].called', { hasText: 'A-001' }).waitFor();
    await board.locator('[data-newest="loket-1"].again').waitFor();
    await board.locator('[data-newest="loket-1"]:not(.again)').waitFor();
    await ask(broker, 'recall', { counter: 'loket-1' });
    await board.locator('[data-newest="loket-1"].again').waitFor();

    const one = await open(
      `http://127.0.0.1:${listener}/board?counters=loket-2&zone=timur`,
      {},
      /WebSocket|ERR_/,
    );
    await one.locator('[data-counter="loket-2"]').waitFor();
    expect(await one.locator('.desk').count()).toBe(1);

    mosquitto.child.kill('SIGKILL');
    await board.locator('.stale').waitFor();
    expect(await number('loket-1').count()).toBe(0);
    mosquitto = startBroker();
    await number('loket-1').filter({ hasText: 'A-001' }).waitFor();

    hall.child.kill('SIGKILL');
    await board.locator('.stale').waitFor();
    hall = loket(...args);
    await number('loket-1').filter({ hasText: 'A-001' }).waitFor();
    expect(mosquitto.child.exitCode).toBeNull();
  },
  180_000,
);

let asked = 0;

/** Sends a command and waits for its reply. */
async function ask(port: number, command: string, fields: object): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
  asked++;
  const replied = new Promise<string>((resolve) =>
    client.on('message', (_topic, payload) => resolve(payload.toString())),
  );
  await client.subscribeAsync(`loket/v1/papan/reply/${command}`, { qos: 1 });
  const text = JSON.stringify({ id: `board-${asked}`, ...fields });
  await client.publishAsync(`loket/v1/papan/command/${command}`, text, { qos: 1 });
  expect(JSON.parse(await replied)).toMatchObject({ ok: true });
  await client.endAsync();
}
