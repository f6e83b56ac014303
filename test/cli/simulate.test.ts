import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../mqtt/brokers.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { loket, started, stopAll } from './loket.ts';

const site = new URL('../../config/examples/simulated-hall.yaml', import.meta.url).pathname;

const folders: string[] = [];
afterEach(() => {
  stopAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function dataFolder(): string {
  const data = mkdtempSync(join(tmpdir(), 'loket-'));
  folders.push(data);
  return data;
}

/** `loket simulate` on a free port. */
async function simulated() {
  const data = dataFolder();
  const hall = loket('--lang', 'en', 'simulate', site, '--mqtt-port', '0', '--data', data);
  await until(() => hall.seen.out.includes("'quit' ends"));
  const port = /mosquitto_sub -p (\d+)/.exec(hall.seen.out)?.[1] ?? '';
  return { ...hall, data, port };
}

describe('loket simulate', () => {
  it.skipIf(!has('mosquitto_sub') || !has('zbarimg'))(
    'plays a visit: a ticket whose picture can be scanned, a call on the display, the messages of both',
    async () => {
      const hall = await simulated();
      const subscriber = started('mosquitto_sub', ['-p', hall.port, '-t', 'loket/#', '-v']);
      await until(() => subscriber.seen.out.includes('counter/loket-4/state'));

      hall.type('ticket paspor');
      await until(() => hall.seen.out.includes('A-001 was taken for '));
      await until(() =>
        readdirSync(hall.data, { recursive: true }).some((file) => String(file).endsWith('.png')),
      );
      const picture = readdirSync(hall.data, { recursive: true }).find((file) =>
        String(file).endsWith('.png'),
      );
      const decoded = execFileSync('zbarimg', ['-q', '--nodbus', '--raw', join(hall.data, String(picture))]);
      // With its day.
      expect(decoded.toString().trim()).toMatch(/^A-001-[0-9A-Z]{3}$/);

      hall.type('press loket-1-keypad next');
      await until(() => subscriber.seen.out.includes('event/ticket/called'));
      hall.type('show');
      await until(() => hall.seen.out.includes('display loket-1-display: [A-001]'));
      await until(() => hall.seen.out.includes('counter loket-1: called A-001'));
      await until(() =>
        /counter\/loket-1\/state \{"state":"called","ticket":"A-001"/.test(subscriber.seen.out),
      );
      expect(subscriber.seen.out.match(/event\/ticket\/called/g)).toHaveLength(1);

      hall.type('unplug board-1');
      await until(() => /device\/loket-1-display\/state \{[^\n]*"state":"offline"/.test(subscriber.seen.out));
      hall.type('plug board-1');
      await until(() => subscriber.seen.out.split('\n').some((line) => line.includes('device/found')));

      hall.child.kill('SIGTERM');
      expect(await hall.ended).toBe(0);
      await until(() => /controller\/state \{"state":"offline"/.test(subscriber.seen.out));
    },
    60_000,
  );

  it('answers what it does not understand with what can be typed', async () => {
    const hall = await simulated();
    hall.type('dance');
    hall.type('press loket-9-keypad next');
    hall.type('press loket-1-keypad turbo');
    hall.type('paper loket-1-display out');
    await until(() => hall.seen.out.includes('has no paper'));
    expect(hall.seen.out).toContain("'dance' is no command. Type 'help'");
    expect(hall.seen.out).toContain("There is no device 'loket-9-keypad'. There are: ");
    expect(hall.seen.out).toContain("There is no key 'turbo'. There are: next");
    hall.type('quit');
    expect(await hall.ended).toBe(0);
  });

  it('opens without a port that is busy, and says which and how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { readonly port: number };
    const hall = loket(
      '--lang',
      'en',
      'simulate',
      site,
      '--data',
      dataFolder(),
      '--mqtt-port',
      String(port),
      '--port',
      '0',
    );
    await until(() => hall.seen.err.includes('--mqtt-port'));
    expect(hall.seen.err).toContain(String(port));
    hall.type('ticket paspor');
    await until(() => hall.seen.out.includes('A-001 was taken for '));
    hall.type('quit');
    expect(await hall.ended).toBe(0);
    server.close();
  });

  it('serves the pages of a site with accounts without a login, and leaves its port and passwords alone', async () => {
    const data = dataFolder();
    const port = await freePort();
    // There is no file of that password: it is on the controller.
    const account = '    - { name: sari, role: view, password: { file: sari.hash } }\n';
    const text = `${readFileSync(site, 'utf8').replace(/^ {2}users:\n/m, (users) => users + account)}
web: { host: 0.0.0.0, port: ${port}, pages: [status] }
`;
    writeFileSync(join(data, 'site.yaml'), text);
    const args = ['simulate', join(data, 'site.yaml'), '--mqtt-port', '0', '--port', '0', '--data', data];
    const hall = loket('--lang', 'id', ...args);
    await until(() => hall.seen.out.includes("'quit' mengakhiri"));
    const url = /balai {4}(http:\S+)status {3}dan halaman lain: \/tickets \/counter\/loket-1/.exec(
      hall.seen.out,
    )?.[1];
    const got = async (path: string) => (await fetch(`${url}${path}`)).text();
    for (const [path, page] of [
      ['status', 'status'],
      ['tickets', 'tickets'],
      ['counter/loket-1', 'counter'],
      ['board', 'board'],
      ['', 'hall'],
    ] as const)
      expect(await got(path)).toContain(`src="/${page}.js"`);
    expect(await got('me')).toBe('{"name":null,"role":"maintain"}');
    await expect(fetch(`http://127.0.0.1:${port}/status`)).rejects.toThrow();
    hall.type('quit');
    expect(await hall.ended).toBe(0);
    expect(readdirSync(data)).not.toContain('web-sessions.json');
  });
});

describe('loket check', () => {
  it('is content with every example', async () => {
    const examples = new URL('../../config/examples/', import.meta.url).pathname;
    for (const name of readdirSync(examples)) {
      const check = loket('check', join(examples, name));
      expect(await check.ended, check.seen.err).toBe(0);
    }
  });

  it('says what is wrong with a file that is not there', async () => {
    const check = loket('check', 'nowhere.yaml');
    expect(await check.ended).toBe(1);
    expect(check.seen.err).toContain('nowhere.yaml');
  });
});
