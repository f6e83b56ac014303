import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createRunningSite } from '../../config/running-site.ts';
import { noClips } from '../../devices/speaker/sound-format.ts';
import { type BoardServer, serveBoard } from '../../firmware-host/process/board-server.ts';
import type { Feed } from '../../firmware-host/web/feed.ts';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import { siteOf } from '../config/site-text.ts';
import { freePort } from '../mqtt/brokers.ts';
import { until } from '../real-clock.ts';

let folder = '';
let board: BoardServer | undefined;
afterEach(async () => {
  await board?.close();
  rmSync(folder, { recursive: true });
});

async function served(logo: string) {
  folder = mkdtempSync(join(tmpdir(), 'loket-board-'));
  const listeners = new Set<(message: FeedMessage) => void>();
  const feed: Feed = {
    connected: true,
    retained: () => [],
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
  };
  const logged: object[] = [];
  const log = (context: object) => void logged.push(context);
  const port = await freePort();
  const site = siteOf({ hours: `board: { port: ${port}, logo: ${logo} }` });
  const running = createRunningSite(site);
  board = await serveBoard(
    { host: '127.0.0.1', port, hosts: [] },
    {
      ...{ feed, site: running.site, wall: () => 0, siteFile: join(folder, 'site.yaml') },
      clips: noClips,
      log: { info: log, warn: log, error: log },
    },
  );
  /** The hall says what it is, as after a reload. */
  const reloaded = () => {
    for (const listener of listeners) listener({ address: 'controller/info', payload: '{}' });
  };
  return { port, logged, running, site, reloaded };
}

function asked(
  port: number,
  path: string,
  host = `127.0.0.1:${port}`,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const take = (answer: IncomingMessage) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    };
    get({ host: '127.0.0.1', port, path, headers: { host } }, take).on('error', reject);
  });
}

it('a browser that calls the board by a name it does not know gets a sentence, and the log a line with that name', async () => {
  const { port, logged } = await served('logo.svg');
  const { status, text } = await asked(port, '/board', `papan.example:${port}`);
  expect(status).toBe(403);
  expect(text).toContain("Pengendali ini tidak mengenal nama 'papan.example'");
  expect(text).toContain('board: { hosts: [papan.example] }');
  expect(logged).toContainEqual({
    refusal: 'host',
    address: '127.0.0.1',
    said: `papan.example:${port}`,
    more: 0,
  });
  expect((await asked(port, '/board')).status).toBe(200);
});

it('a logo that is missing is a fault of the controller, and the board goes on; it is read again at a reload', async () => {
  const { port, logged, running, site, reloaded } = await served('logo.svg');
  expect(board?.faults().map(({ code }) => code)).toEqual(['board.logo']);
  expect(logged).toContainEqual({ code: 'board.logo' });
  expect((await asked(port, '/board')).status).toBe(200);
  expect((await asked(port, '/board/logo')).status).toBe(404);

  writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  reloaded();
  await until(() => board?.faults().length === 0);
  expect(await asked(port, '/board/logo')).toEqual({
    status: 200,
    text: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });

  running.replace({ ...site, boardDesign: { ...site.boardDesign, logo: undefined } });
  reloaded();
  await until(async () => (await asked(port, '/board/logo')).status === 404);
  expect(board?.faults()).toEqual([]);
});
