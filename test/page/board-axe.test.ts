import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Content } from '../../firmware-host/web/web-server.ts';
import { has } from '../programs.ts';
import { objections } from './axe.ts';
import { hallMessages, mqttMessage, openBoardHall } from './board-hall.ts';
import { longestTitle, realLook, realServices, testCounters, worstServices } from './board-halls.ts';
import { close, open, quit } from './browser.ts';

const sizes = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
] as const;

const twelve = { counters: testCounters(12, 'real'), services: realServices };
/** Colours of a site: light on dark, and two languages. */
const dark = { background: '#0b1f33', text: '#ffffff', accent: '#ffc845' };
const halls = {
  one: hallMessages({ counters: testCounters(1, 'real'), services: realServices.slice(0, 1) }),
  twelve: hallMessages({ ...twelve, look: realLook }),
  dark: hallMessages({ ...twelve, look: { ...realLook, colours: dark, languages: ['en', 'id'] } }),
  sixty: hallMessages({
    ...{ title: longestTitle, counters: testCounters(60, 'longest'), services: worstServices },
    look: { ...realLook, title: longestTitle },
  }),
};

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium')).each(sizes)('on $width x $height axe-core has nothing against', (look) => {
  it.each(Object.keys(halls) as (keyof typeof halls)[])(
    'the board of the hall "%s", before and during a call',
    async (name) => {
      const hall = await openBoardHall({ retained: halls[name] });
      const page = await open(hall.url, look);
      await page.locator('[data-newest]').waitFor();
      expect(await objections(page)).toEqual([]);
      hall.send(
        mqttMessage('counter/loket-1/state', { state: 'called', ticket: 'Z-099', service: null, since: '' }),
      );
      await page.locator('[data-newest="loket-1"].again .cue').waitFor();
      expect(await objections(page)).toEqual([]);
      await page.close();
      await hall.close();
    },
    120_000,
  );

  it('the text before the script runs, which stays where it cannot run', async () => {
    const script: Content = { type: 'text/javascript', body: Buffer.from('') };
    const hall = await openBoardHall({ retained: halls.twelve, files: new Map([['/board.js', script]]) });
    const page = await open(hall.url, look);
    await page.locator('.fallback').waitFor();
    expect(await objections(page)).toEqual([]);
    await hall.close();
  });

  it('the text of a board that has lost its connection', async () => {
    const hall = await openBoardHall({ retained: halls.twelve });
    const page = await open(hall.url, look, /WebSocket|ERR_/);
    await page.locator('[data-newest]').waitFor();
    await hall.close();
    await page.locator('.stale').waitFor();
    expect(await objections(page)).toEqual([]);
  });

  it('the page that waits for the board', async () => {
    const body = readFileSync(new URL('../../docs/board-waiting.html', import.meta.url));
    // It lies on a television's own disk: no server tells its browser what it may run. There is no board here.
    const server = createServer(({ url }, answer) => {
      answer.writeHead(url === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const page = await open(`${origin}/#${origin}/board`, look, /404/);
    await page.locator('#place', { hasText: origin }).waitFor();
    expect(await objections(page)).toEqual([]);
    await page.close();
    server.close();
  });
});
