import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createRunningSite } from '../../config/running-site.ts';
import { type BoardPage, boardSocket, openBoard } from '../../firmware-host/web/board-page.ts';
import type { Feed } from '../../firmware-host/web/feed.ts';
import type { BoardMessage, FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import { type Content, openWebServer, type WebServer } from '../../firmware-host/web/web-server.ts';
import { siteOf } from '../config/site-text.ts';
import { realClock } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

const site = siteOf({ hours: 'board: { port: 8080, text: Halo, languages: [id, en] }' });

/** A feed that a test writes into. */
function feedOf() {
  const kept = new Map<string, string>();
  const listeners = new Set<(message: FeedMessage) => void>();
  const feed: Feed = {
    connected: true,
    *retained() {
      for (const [address, payload] of kept) yield { address, payload };
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
  };
  const say = (address: string, payload: object | string) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    kept.set(address, text);
    for (const listener of listeners) listener({ address, payload: text });
  };
  return { feed, say };
}

let board: BoardPage | undefined;
let server: WebServer | undefined;
afterEach(async () => {
  board?.close();
  await server?.close();
  server = undefined;
});

const clip = Buffer.from('RIFF....WAVE');
/** The names that were asked for. */
const clipNames: string[] = [];

function opened() {
  const { feed, say } = feedOf();
  const running = createRunningSite(site);
  const made: { logo: Content | undefined; board?: BoardPage } = { logo: undefined };
  board = openBoard({
    ...{ feed, clock: new VirtualClock(), wall: () => 1_790_000_000_000, site: running.site },
    logo: () => made.logo,
    clips(name) {
      clipNames.push(name);
      return /^(id\/(letter-a|digit-\d)|chime)$/.test(name) ? clip : undefined;
    },
  });
  const told: BoardMessage[] = [];
  const visitor = { tell: (message: object) => void told.push(message as BoardMessage) };
  return {
    say,
    running,
    made,
    told,
    visitor: { ...visitor, onLine: () => undefined, onGone: () => undefined, leave: () => undefined },
  };
}

const looks = (told: readonly BoardMessage[]) =>
  told.flatMap((one) => (one.type === 'look' ? [one.look] : []));
const notice = (text: string) => ({
  notices: [{ kind: 'message', text: { id: text, en: text }, services: [] }],
});

describe('what a board is told', () => {
  it('is how it looks, first of all, and the time of the controller', () => {
    const { told, visitor } = opened();
    board?.greet(visitor);
    expect(told[0]).toEqual({
      type: 'look',
      look: {
        ...{ title: 'MPP', languages: ['id', 'en'], text: { id: 'Halo', en: 'Halo' } },
        ...{ notices: [], zones: [], sound: false, speakers: [] },
      },
    });
    expect(told.at(-1)).toEqual({ type: 'beat', broker: true, at: 1_790_000_000_000 });
  });

  it('is told again when another site file is in force or a notice comes, and only then', () => {
    const { say, running, told, visitor } = opened();
    board?.greet(visitor);
    say('board/state', notice('Lift rusak.'));
    say('board/state', notice('Lift rusak.'));
    say('service/paspor/state', { waiting: 1 });
    running.replace({ ...site, title: 'MPP Baru' });
    say('controller/info', {});
    expect(looks(told).map(({ title, notices }) => [title, notices.length])).toEqual([
      ['MPP', 0],
      ['MPP', 1],
      ['MPP Baru', 1],
    ]);
  });

  it('is no notice that is not one: others may write to a broker', () => {
    const { say, told, visitor } = opened();
    for (const payload of ['', 'x', '[]', { notices: [{ text: 'x' }] }, { notices: 'x' }])
      say('board/state', payload);
    board?.greet(visitor);
    expect(looks(told).at(-1)?.notices).toEqual([]);
  });

  it('names a logo by its bytes, so that a changed one is fetched', () => {
    const { made, told, visitor } = opened();
    board?.greet(visitor);
    made.logo = { type: 'image/png', body: Buffer.from('one') };
    board?.lookChanged();
    made.logo = { type: 'image/png', body: Buffer.from('two') };
    board?.lookChanged();
    const [none, one, two] = looks(told).map(({ logo }) => logo);
    expect(none).toBeUndefined();
    expect(one).toMatch(/^\/board\/logo\?[0-9a-f]{16}$/);
    expect(two).not.toBe(one);
  });
});

async function served(): Promise<{ readonly port: number; readonly refused: readonly string[] }> {
  opened();
  const refused: string[] = [];
  server = await openWebServer({
    ...{ host: '127.0.0.1', port: 0, clock: realClock },
    content: (path) => board?.content(path),
    sockets: new Map([[boardSocket, () => undefined]]),
    refused: (refusal) => refused.push(refusal),
  });
  return { port: server.port, refused };
}

function got(port: number, path: string, headers: object = {}, agent?: Agent) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        path,
        headers: { ...headers },
        ...(agent && { agent }),
      });
      sent.on('response', (answer) => {
        let body = '';
        answer.on('data', (chunk) => {
          body += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

describe('the clips of a board', () => {
  it('are sounds by their name; a name of anything else is none', async () => {
    const { port } = await served();
    const { status, headers, body } = await got(port, '/board/clips/id/letter-a.wav');
    expect([status, headers['content-type'], body]).toEqual([200, 'audio/wav', clip.toString()]);
    expect((await got(port, '/board/clips/chime.wav')).status).toBe(200);
    clipNames.length = 0;
    for (const path of [
      'id/letter-b.wav',
      'id/letter-a',
      '../../x.wav',
      'id/../chime.wav',
      'ID/letter-a.wav',
      '.wav',
    ])
      expect((await got(port, `/board/clips/${path}`)).status, path).toBe(404);
    expect(clipNames).toEqual(['id/letter-b']);
  });

  it('are kept by a browser for a while, and asked for by their tag after that', async () => {
    const { port } = await served();
    const { headers } = await got(port, '/board/clips/chime.wav');
    expect(headers['cache-control']).toBe('max-age=600');
    const again = await got(port, '/board/clips/chime.wav', { 'if-none-match': String(headers.etag) });
    expect([again.status, again.body]).toEqual([304, '']);
    const other = await got(port, '/board/clips/chime.wav', { 'if-none-match': '"other"' });
    expect(other.status).toBe(200);
    expect((await got(port, '/board')).headers['cache-control']).toBe('no-store');
  });

  it('come all to a browser that fetches the words of a call at once, over six connections', async () => {
    const { port, refused } = await served();
    const agent = new Agent({ keepAlive: true, maxSockets: 6 });
    for (let call = 0; call < 3; call++) {
      const words = Array.from({ length: 12 }, (_, at) => `/board/clips/id/digit-${at % 10}.wav`);
      const all = await Promise.all(words.map((path) => got(port, path, {}, agent)));
      expect(all.map(({ status }) => status)).toEqual(Array(12).fill(200));
    }
    agent.destroy();
    expect(refused).toEqual([]);
  });
});

it('an image tells a page from a file that the board is there, and nothing else may be loaded elsewhere', async () => {
  const { port } = await served();
  const here = await got(port, '/board/here.svg');
  expect([here.status, here.headers['content-type'], here.headers['cross-origin-resource-policy']]).toEqual([
    ...[200, 'image/svg+xml', 'cross-origin'],
  ]);
  for (const path of ['/board', '/icon.svg', '/board/clips/chime.wav'])
    expect((await got(port, path)).headers['cross-origin-resource-policy']).toBe('same-origin');
});
