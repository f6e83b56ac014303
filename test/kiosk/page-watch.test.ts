import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../devices/ports.ts';
import { pause } from '../../firmware-host/async/time-limit.ts';
import { type DevtoolsPipe, openDevtoolsPipe } from '../../firmware-host/cli/kiosk/devtools-pipe.ts';
import { pageWatchLimits, watchPage } from '../../firmware-host/cli/kiosk/page-watch.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** A browser starts slowly on a machine that has much else to do. */
const startMaxMs = 60_000;

const answerOf = (value: string) => ({ result: { value } });

describe('the watch over a page', () => {
  /** A browser that answers as it is told to. */
  function watched(answer: () => Promise<Record<string, unknown>>) {
    const clock = new VirtualClock();
    const pipe: DevtoolsPipe = {
      async ask(method) {
        if (method === 'Target.getTargets') return { targetInfos: [{ type: 'page', targetId: '1' }] };
        return method === 'Target.attachToTarget' ? { sessionId: 's' } : answer();
      },
    };
    const seen = { alive: 0, over: undefined as string | undefined };
    void watchPage({ pipe, clock, alive: () => seen.alive++ }).then((why) => {
      seen.over = why;
    });
    return { clock, seen };
  }

  it('goes on for as long as the page answers', async () => {
    const { clock, seen } = watched(async () => answerOf('http://127.0.0.1:8080/board'));
    await clock.advance(60 * pageWatchLimits.everyMs);
    expect(seen.over).toBeUndefined();
    expect(seen.alive).toBeGreaterThanOrEqual(60);
  });

  it('ends when the page does not answer in time, and not before', async () => {
    let hangs = false;
    const { clock, seen } = watched(() =>
      hangs ? new Promise(() => undefined) : Promise.resolve(answerOf('x')),
    );
    await clock.advance(pageWatchLimits.everyMs * 3);
    hangs = true;
    await clock.advance(pageWatchLimits.everyMs + pageWatchLimits.answerMs - 1_000);
    expect(seen.over).toBeUndefined();
    await clock.advance(2_000);
    expect(seen.over).toBe('no answer within 20 s');
  });

  it('ends when the browser shows an error page', async () => {
    const { clock, seen } = watched(async () => answerOf('chrome-error://chromewebdata/'));
    await clock.advance(100);
    expect(seen).toEqual({ alive: 0, over: 'the browser shows an error page' });
  });
});

let folder = '';
let chromium: ChildProcess | undefined;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-watch-'));
});
afterEach(async () => {
  if (chromium?.pid !== undefined && chromium.exitCode === null) {
    const ended = new Promise((resolve) => chromium?.once('exit', resolve));
    // Its other processes write into the profile until they see that it is gone.
    process.kill(-chromium.pid, 'SIGKILL');
    await ended;
  }
  chromium = undefined;
  server?.close();
  server?.closeAllConnections();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

/** A real Chromium on a page, without a screen. */
function opened(page: string): DevtoolsPipe {
  const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe'];
  chromium = spawn('chromium', [...options, `--user-data-dir=${join(folder, 'profile')}`, page], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const [, , , to, from] = chromium.stdio;
  return openDevtoolsPipe(to as Writable, from as Readable);
}

async function placeIn(pipe: DevtoolsPipe): Promise<string> {
  const { targetInfos } = await pipe.ask('Target.getTargets');
  return (targetInfos as { type: string; url: string }[]).find(({ type }) => type === 'page')?.url ?? '';
}

/** The limits are for slow televisions: here they are a quarter as long. */
const quickClock: Clock = { now: realClock.now, after: (ms, run) => realClock.after(ms / 4, run) };

describe.skipIf(!has('chromium'))('a real Chromium', () => {
  it('is known to be alive, and to hang', { timeout: 120_000 }, async () => {
    const page = join(folder, 'page.html');
    writeFileSync(page, '<script>setTimeout(() => { for (;;); }, 5_000);</script>');
    let alive = 0;
    const pipe = opened(pathToFileURL(page).href);
    expect(await watchPage({ pipe, clock: quickClock, alive: () => alive++ })).toBe('no answer within 20 s');
    expect(alive).toBeGreaterThanOrEqual(1);
  });

  it('is known to have crashed', { timeout: 120_000 }, async () => {
    const page = join(folder, 'page.html');
    writeFileSync(page, '<p>Papan</p>');
    let alive = 0;
    const pipe = opened(pathToFileURL(page).href);
    const over = watchPage({ pipe, clock: quickClock, alive: () => alive++ });
    await until(() => alive > 0, startMaxMs);
    const { targetInfos } = await pipe.ask('Target.getTargets');
    const { targetId } =
      (targetInfos as { type: string; targetId: string }[]).find(({ type }) => type === 'page') ?? {};
    const { sessionId } = await pipe.ask('Target.attachToTarget', { targetId, flatten: true });
    // Chromium refuses it while it is still opening the page.
    const crash = (): Promise<unknown> =>
      pipe.ask('Page.crash', {}, String(sessionId)).catch(() => pause(realClock, 100, 'crash').then(crash));
    void crash();
    expect(await over).toMatch(/no answer|crashed/);
  });

  it('is known to show an error page in place of a board', { timeout: 120_000 }, async () => {
    const pipe = opened('http://127.0.0.1:9/board');
    const over = await watchPage({ pipe, clock: quickClock, alive: () => undefined });
    expect(over).toBe('the browser shows an error page');
  });

  it('waits for a board that is not there yet, and goes to it when it is', { timeout: 120_000 }, async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as { readonly port: number };
    await new Promise((resolve) => probe.close(resolve));
    const waiting = new URL('../../docs/board-waiting.html', import.meta.url).href;
    const address = `http://127.0.0.1:${port}/board?zone=utara`;
    const pipe = opened(`${waiting}#${address}`);
    let alive = 0;
    void watchPage({ pipe, clock: quickClock, alive: () => alive++ });
    await until(() => alive > 0, startMaxMs);
    expect(await placeIn(pipe)).toContain('board-waiting.html');
    server = createServer(({ url = '' }, response) => {
      const isHere = url.startsWith('/board/here.svg');
      response.writeHead(200, {
        'content-type': isHere ? 'image/svg+xml' : 'text/html',
        'cross-origin-resource-policy': isHere ? 'cross-origin' : 'same-origin',
      });
      response.end(
        isHere ? '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' : '<p>Papan</p>',
      );
    }).listen(port, '127.0.0.1');
    await until(async () => (await placeIn(pipe)) === address, startMaxMs);
  });
});
