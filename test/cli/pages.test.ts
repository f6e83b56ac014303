import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashPassword } from '../../firmware-host/mqtt/password.ts';
import { freePort } from '../mqtt/brokers.ts';
import { until } from '../real-clock.ts';
import { PageBrowser, password } from '../web/played-pages.ts';
import { stopAll } from './loket.ts';
import { runningWith } from './small-hall.ts';

let folder = '';
const startMaxMs = 30_000;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loket-pages-'));
  writeFileSync(join(folder, 'sari.hash'), await hashPassword(password), { mode: 0o600 });
});
afterEach(() => {
  stopAll();
  rmSync(folder, { recursive: true });
});

const sari = (role: string) => ({ name: 'sari', role, password: { file: 'sari.hash' } });

async function hall(of: { readonly role?: string; readonly port?: number; readonly mqtt?: object } = {}) {
  const port = of.port ?? (await freePort());
  const users = of.role === undefined ? [] : [sari(of.role)];
  const run = runningWith(folder, {
    mqtt: { port: await freePort(), users, ...of.mqtt },
    web: { port, pages: ['board', 'status', 'counter', 'tickets'] },
  });
  await until(() => run.seen.out.includes('berjalan'), startMaxMs);
  const stop = async () => {
    run.child.kill('SIGTERM');
    await run.ended;
  };
  return { port, run, stop, browser: new PageBrowser(port) };
}

it('loket run serves the pages, says where, and takes a whole visit through them', async () => {
  const { browser, run, port } = await hall({ role: 'operate' });
  await until(() => run.seen.out.includes('/tickets'));
  expect(run.seen.out).toContain(
    `Halaman balai: http://127.0.0.1:${port} /board /status /counter/ID /tickets`,
  );
  expect((await browser.ask('GET', '/board')).text).toContain('/board.js');
  expect((await browser.ask('GET', '/')).headers.location).toBe('/board');
  const machine = await browser.socket('/tickets/feed');
  const take = { type: 'command', command: 'issue-ticket', fields: { service: 'paspor' } };
  expect(await machine?.order(take)).toMatchObject({ ok: true, result: { ticket: 'A-001' } });
  expect((await browser.logIn('sari')).status).toBe(200);
  const counter = await browser.socket('/counter/loket-1/feed');
  for (const [action, events] of [
    ['next', ['counter.opened', 'ticket.called']],
    ['arrive', ['ticket.arrived']],
    ['end', ['ticket.served']],
  ] as const)
    expect(await counter?.order({ type: 'press', action })).toMatchObject({ ok: true, result: { events } });
  expect(await counter?.order({ type: 'press', action: 'next' })).toMatchObject({
    ok: false,
    error: { code: 'nobody-waiting', text: 'Tidak ada yang menunggu.' },
  });
  const status = await browser.socket('/status/feed');
  const told = () => status?.heard.flatMap((one) => (one.type === 'status' ? [one.status] : [])).at(-1);
  await until(() => told()?.hall === 'online');
  expect(told()?.counters[0]?.now?.state).toBe('idle');
  expect(
    told()
      ?.events.map(({ says }) => says.id)
      .join(),
  ).toContain('A-001 selesai dilayani');
});

it('a restart logs nobody out; another role does', { timeout: 90_000 }, async () => {
  const first = await hall({ role: 'operate' });
  const { browser, port } = first;
  await browser.logIn('sari');
  const status = await browser.socket('/status/feed');
  await first.stop();
  await status?.closed;
  const file = join(folder, 'data', 'web-sessions.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain(browser.cookie.split('=')[1]);
  const second = await hall({ role: 'operate', port });
  expect(JSON.parse((await browser.ask('GET', '/me')).text)).toEqual({ name: 'sari', role: 'operate' });
  await second.stop();
  await hall({ role: 'maintain', port });
  expect((await browser.ask('GET', '/me')).text).toBe('null');
});

it('a reload that would change the pages or their users says that it needs a restart, and changes nothing', async () => {
  const { browser, run } = await hall({ role: 'operate' });
  await browser.logIn('sari');
  const path = join(folder, 'site.yaml');
  const site = JSON.parse(readFileSync(path, 'utf8'));
  site.web.pages = ['status'];
  site.mqtt.users[0].role = 'view';
  writeFileSync(path, JSON.stringify(site));
  run.child.kill('SIGHUP');
  await until(() => run.seen.err.includes('config.needs_restart'));
  expect(run.seen.err).toMatch(/"msg":"mqtt, web"/);
  expect((await browser.ask('GET', '/counter/loket-1')).status).toBe(200);
});

it('a port that is taken is a fault of the controller, and the pages are served as soon as it is free', {
  timeout: 120_000,
}, async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const mqttPort = await freePort();
  const { run, browser } = await hall({ port, mqtt: { port: mqttPort, users: [] } });
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`);
  const states: string[] = [];
  client.on('message', (_topic, payload) => states.push(payload.toString()));
  await client.subscribeAsync('loket/v1/uji/controller/state');
  await until(() => states.at(-1)?.includes('"web.failed"') === true, startMaxMs);
  await new Promise((resolve) => other.close(resolve));
  await until(() => run.seen.err.includes('the pages are served now'), 2 * startMaxMs);
  expect((await browser.ask('GET', '/status')).status).toBe(200);
  await until(() => states.at(-1)?.includes('"web.failed"') === false, 2 * startMaxMs);
  await client.endAsync();
});
