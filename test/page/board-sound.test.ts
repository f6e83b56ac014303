import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { BoardMessage } from '../../firmware-host/web/feed-messages.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { hallMessages, mqttMessage, openBoardHall } from './board-hall.ts';
import { realServices, testCounters } from './board-halls.ts';
import { close, open, quit } from './browser.ts';
import { clipMs, type HeardClip, heardClips, recordSound, stopRecording, toneFiles } from './heard-sound.ts';
import { oldChromes, startOldChrome } from './old-chrome.ts';

const playsByItself = '--autoplay-policy=no-user-gesture-required';
const first = ['chime', 'id/queue-number', 'id/letter-a', 'id/digit-1'];
const second = ['chime', 'id/queue-number', 'id/letter-a', 'id/digit-2'];
const third = ['chime', 'id/go-to-counter', 'id/digit-1'];
/** Longer than an announcement takes, with fetching its clips. */
const restMs = 2_500;

const retained = hallMessages({
  counters: testCounters(3, 'real'),
  services: realServices,
  look: { sound: true, speakers: ['tv'] },
});

let said = 0;

function announcement(
  clips: readonly string[],
  of: { speaker?: string; historical?: boolean } = {},
): BoardMessage {
  const { speaker = 'tv', historical = false } = of;
  said++;
  return mqttMessage('event/announcement/started', {
    historical,
    data: { announcement: `test-${said}`, zone: 'main', kind: 'call', clips, speakers: [speaker] },
  });
}

/** A hall with a board that plays; its clips are tones. */
const openHall = (port = 0) => openBoardHall({ retained, files: toneFiles(), port });

/** What came out of a page that was opened with `recordSound`. */
async function heardIn(evaluate: (expression: string) => Promise<unknown>): Promise<readonly HeardClip[]> {
  await evaluate(stopRecording);
  await until(async () => (await evaluate(heardClips)) !== null);
  return JSON.parse(String(await evaluate(heardClips)));
}

const clipsOf = (heard: readonly HeardClip[]) => heard.map(({ clip }) => clip);

/** How long after the one before each clip began, in ms. */
const steps = (heard: readonly HeardClip[]) =>
  heard.slice(1).map(({ from }, at) => from - (heard[at]?.from ?? 0));

afterEach(close);
afterAll(quit);

/** The longest pause within an announcement is that at the end of a clip; the measurement has steps of 20 ms. */
function expectWithoutGaps(heard: readonly HeardClip[]): void {
  for (const step of steps(heard)) expect(Math.abs(step - clipMs)).toBeLessThanOrEqual(40);
}

describe.skipIf(!has('chromium'))('a board with sound', { timeout: 120_000 }, () => {
  it('plays the clips of an announcement without a gap, and one announcement after the other', async () => {
    const hall = await openHall();
    const page = await open(hall.url, {
      ...{ script: recordSound, flags: [playsByItself] },
    });
    await page.locator('[data-newest]').waitFor();
    // All at once, and one for another speaker of the hall.
    hall.send(announcement(first));
    hall.send(announcement(third, { speaker: 'pengeras-1' }));
    hall.send(announcement(second));
    hall.send(announcement(first));
    await wait(3 * restMs);
    const heard = await heardIn((expression) => page.evaluate(expression));
    expect(clipsOf(heard)).toEqual([...first, ...second, ...first]);
    expectWithoutGaps(heard.slice(0, 4));
    expectWithoutGaps(heard.slice(4, 8));
    expectWithoutGaps(heard.slice(8));
    expect(await page.locator('.notice').count()).toBe(0);
    await hall.close();
  });

  it('says nothing twice when the connection breaks, and nothing that waited while it was broken', async () => {
    const hall = await openHall();
    const page = await open(hall.url, { script: recordSound, flags: [playsByItself] }, /WebSocket|ERR_/);
    await page.locator('[data-newest]').waitFor();
    // These take half a minute, far longer than a new connection.
    const waiting = Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? first : second));
    for (const clips of waiting) hall.send(announcement(clips));
    await page.waitForTimeout(restMs);
    await hall.close();
    const again = await openHall(hall.port);
    await until(async () => again.visitors() === 1);
    // The hall says again what has happened, for those who were away.
    again.send(announcement(first, { historical: true }));
    await wait(restMs);
    again.send(announcement(third));
    await wait(restMs);
    const heard = clipsOf(await heardIn((expression) => page.evaluate(expression)));
    const before = heard.slice(0, -third.length);
    expect(heard.slice(before.length)).toEqual(third);
    // What had begun was said to its end.
    expect(before.length % first.length).toBe(0);
    expect(before).toEqual(waiting.flat().slice(0, before.length));
    expect(before.length / first.length).toBeGreaterThanOrEqual(2);
    expect(before.length / first.length).toBeLessThan(waiting.length / 2);
    await again.close();
  });

  it('says what to do where the browser plays nothing by itself, and plays what comes after a key', async () => {
    const hall = await openHall();
    const page = await open(hall.url, {
      ...{ script: recordSound, flags: ['--autoplay-policy=document-user-activation-required'] },
    });
    await page.locator('.notice', { hasText: 'Tekan OK untuk suara' }).waitFor();
    hall.send(announcement(first));
    await wait(restMs);
    await page.keyboard.press('Enter');
    await page.locator('.notice').waitFor({ state: 'detached' });
    await wait(restMs);
    hall.send(announcement(second));
    await wait(restMs);
    expect(clipsOf(await heardIn((expression) => page.evaluate(expression)))).toEqual(second);
    await hall.close();
  });
});

const old = oldChromes().filter(({ name }) => name === 'c67');
const tried = old.length === 0 ? [{ name: 'none here', packed: '' }] : old;
describe.skipIf(old.length === 0)('in a Chromium of the age of televisions (LOKET_OLD_CHROMES)', () => {
  it.each(tried)(
    '$name plays one announcement after the other',
    async (chrome) => {
      const hall = await openHall();
      const page = await startOldChrome(chrome, [playsByItself]);
      try {
        await page.before(recordSound);
        await page.open(hall.url, 1280, 720);
        await until(async () => (await page.evaluate(`!!document.querySelector('[data-newest]')`)) === true);
        hall.send(announcement(first));
        hall.send(announcement(second));
        await wait(2 * restMs);
        const heard = await heardIn((expression) => page.evaluate(expression));
        expect(clipsOf(heard)).toEqual([...first, ...second]);
        expectWithoutGaps(heard.slice(0, 4));
        expectWithoutGaps(heard.slice(4));
        expect(page.complaints).toEqual([]);
      } finally {
        await page.close();
        await hall.close();
      }
    },
    120_000,
  );
});
