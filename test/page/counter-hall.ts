import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { hashPassword } from '../../firmware-host/mqtt/password.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { serveTcp } from '../../simulators/serve.ts';
import { loket } from '../cli/loket.ts';
import { freePort } from '../mqtt/brokers.ts';
import { realClock, until } from '../real-clock.ts';
import { PageBrowser, type PlayedSocket, password } from '../web/played-pages.ts';
import { folder, type Look, open, startMaxMs } from './browser.ts';

/** A server that is away, and logins that are asked for again, are what these tests are about. */
const awayErrors = /ERR_|WebSocket|401|403/;
export const nextPin = 2;
const stops: (() => Promise<void>)[] = [];

export async function closeCounterHall(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

/** Four keys at counter 1 on a board that can be unplugged; a number pad that is nowhere at counter 2. */
const siteText = (of: { readonly board: number; readonly mqtt: number; readonly web: number }) => `
version: 1
site: { id: uji, title: MPP Uji, zone: Asia/Jakarta }
mqtt:
  port: ${of.mqtt}
  users:
    - { name: sari, role: operate, password: { file: sari.hash } }
    - { name: tamu, role: view, password: { file: sari.hash } }
web: { port: ${of.web}, pages: [status, counter, tickets] }
services:
  paspor: { title: Paspor, prefix: A }
  izin-tinggal: { title: Izin Tinggal, prefix: C }
counters:
  loket-1: { title: Loket Paspor, number: 1, serves: [paspor, izin-tinggal] }
  loket-2: { title: Loket Izin, number: 2, serves: [izin-tinggal] }
boards:
  board-1: { address: "tcp://127.0.0.1:${of.board}" }
devices:
  loket-1-keypad:
    kind: keypad
    board: board-1
    counter: loket-1
    layout: four-keys
    keys: { next: ${nextPin}, recall: 3, no-show: 4, end: 5 }
  loket-2-numpad:
    kind: numpad
    counter: loket-2
    layout: numpad
    vendor_id: 0x04d9
    product_id: 0xa02a
    path: /dev/loket/none
    does:
      '5': transfer izin-tinggal first
`;

/** The real `loket run` with real bytes from a board, and real accounts. */
export async function counterHall() {
  const dir = folder();
  const hardware = new SimulatedFirmataBoard({ clock: realClock, bounceMs: 0 });
  let server: Awaited<ReturnType<typeof serveTcp>> | undefined;
  const board = await freePort();
  const plug = async () => {
    server = await serveTcp(hardware, { host: '127.0.0.1', port: board });
  };
  const unplug = async () => {
    await server?.close();
    server = undefined;
  };
  stops.push(unplug);
  await plug();
  const [mqtt, web] = [await freePort(), await freePort()];
  writeFileSync(join(dir, 'sari.hash'), await hashPassword(password), { mode: 0o600 });
  writeFileSync(join(dir, 'site.yaml'), siteText({ board, mqtt, web }));
  const start = async () => {
    const run = loket('run', join(dir, 'site.yaml'), '--data', join(dir, 'data'));
    await until(() => run.seen.out.includes('/tickets'), startMaxMs);
    return run;
  };
  let run = await start();
  const url = `http://127.0.0.1:${web}`;
  const machine = await new PageBrowser(web).socket('/tickets/feed');
  return {
    ...{ url, plug, unplug, hardware },
    process: () => run.child,
    async stop(): Promise<void> {
      run.child.kill('SIGTERM');
      await run.ended;
    },
    async restart(): Promise<void> {
      run = await start();
    },
    take: (service: string, more: object = {}) => taken(machine, service, more),
    /** The page of a counter, after the login. */
    async page(counter: string, look: Look = {}): Promise<Page> {
      const page = await open(`${url}/counter/${counter}`, look, awayErrors);
      await logIn(page, 'sari');
      await page.locator('[data-action="next"][aria-disabled="false"]').waitFor();
      return page;
    },
  };
}

async function taken(machine: PlayedSocket | undefined, service: string, more: object): Promise<void> {
  const reply = await machine?.order({
    type: 'command',
    command: 'issue-ticket',
    fields: { service, ...more },
  });
  if (reply?.ok !== true) throw new Error(`no ticket: ${JSON.stringify(reply)}`);
}

export async function logIn(page: Page, name: string): Promise<void> {
  await page.fill('[name="name"]', name);
  await page.fill('[name="password"]', password);
  await page.click('button');
}
