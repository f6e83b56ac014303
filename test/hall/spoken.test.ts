import { describe, expect, it, onTestFinished } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import type { Clip, Clips } from '../../devices/ports.ts';
import { clipOf } from '../../devices/speaker/sound-format.ts';
import { madeSounds } from '../../firmware-host/clips/made-sounds.ts';
import { vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { seededRandom } from '../../simulators/random.ts';
import { exampleText, PlayedHall } from './played-hall.ts';

/** The longest time from a press to the first sample of the chime. */
const heardWithinMs = 300;
const wordSamples = 4_000;

const batam = exampleText('mpp-batam');

/** The chime, and for every word of the site a noise of its own: what was heard can be told from the sound alone. */
function noises(): Clips {
  const { site } = loadSite(batam, 'site.yaml', kinds);
  if (site === undefined) throw new Error('the example has mistakes');
  const random = seededRandom(11);
  const noise = () => clipOf(Int16Array.from({ length: wordSamples }, () => 20_000 * (random() - 0.5)));
  const words = new Map<string, Clip>([
    ...madeSounds,
    ...vocabulary(site).map(({ clip }): [string, Clip] => [clip, madeSounds.get(clip) ?? noise()]),
  ]);
  return { get: (name) => words.get(name), names: () => [...words.keys()] };
}

async function openBatam(text = batam): Promise<PlayedHall> {
  const hall = await PlayedHall.open(text, { clips: noises() });
  onTestFinished(() => hall.stop());
  for (const counter of ['loket-1', 'loket-2']) await hall.host.ask({ type: 'open', counter }, 'console');
  return hall;
}

/** The words without the chime: of every call the number and the counter. */
const spoken = (hall: PlayedHall) =>
  hall.announced.map(({ words }) => words.filter((word) => /digit|letter|number-\d/.test(word)).join(' '));
const told = (hall: PlayedHall, event: string) =>
  hall.records.flatMap(({ event: one }) => (one.type === `announcement.${event}` ? [one] : []));

describe('in the simulated hall of Batam', () => {
  it(`a call is heard within ${heardWithinMs} ms of the press, word for word`, async () => {
    const hall = await openBatam();
    await hall.host.issue('paspor', 'regular');
    await hall.pass(5_000);
    const pressedAt = hall.clock.now();
    await hall.press('loket-1-keypad', 'next');
    await hall.pass(20_000);
    const [call] = hall.announced;
    const heardAfterMs = (call?.startedAt ?? Number.NaN) - pressedAt;
    console.log(`the first sample of the chime came ${heardAfterMs.toFixed(0)} ms after the press`);
    expect(heardAfterMs).toBeLessThanOrEqual(heardWithinMs);
    expect(call?.whole).toBe(true);
    expect(call?.words).toEqual([
      'chime',
      'id/queue-number',
      'id/letter-a',
      'id/digit-0',
      'id/digit-0',
      'id/digit-1',
      'silence',
      'id/go-to-counter',
      'id/digit-1',
    ]);
    expect(told(hall, 'started')).toMatchObject([{ ticket: 'A-001', counter: 'loket-1', zone: null }]);
    expect(told(hall, 'finished')).toHaveLength(1);
  });

  it('three calls at once are said one after another, in their order', async () => {
    const hall = await openBatam();
    for (const service of ['paspor', 'izin-tinggal', 'paspor']) await hall.host.issue(service, 'regular');
    await hall.pass(5_000);
    const ask = (type: 'next' | 'end', counter: string) => hall.host.ask({ type, counter }, 'mqtt');
    await Promise.all([ask('next', 'loket-1'), ask('next', 'loket-2'), hall.pass(500)]);
    // The first visitor of loket-1 is dealt with at once, so that a third call comes while the first is being said.
    await Promise.all([ask('next', 'loket-1'), hall.pass(200)]);
    await hall.pass(60_000);
    const heard = hall.announced.map(({ startedAt, samples }) => [
      startedAt,
      startedAt + samples.length / 22.05,
    ]);
    expect(spoken(hall)).toHaveLength(3);
    expect(told(hall, 'started').map((event) => 'ticket' in event && event.ticket)).toEqual([
      'A-001',
      'C-001',
      'A-002',
    ]);
    for (const [at, [begins]] of heard.slice(1).entries())
      expect(begins).toBeGreaterThanOrEqual(heard[at]?.[1] ?? Number.POSITIVE_INFINITY);
  });

  it('a call that waits is left out once its visitor has come, has gone elsewhere or was dealt with', async () => {
    const hall = await openBatam();
    for (let number = 0; number < 3; number++) await hall.host.issue('paspor', 'regular');
    await hall.pass(5_000);
    const ask = (type: 'next' | 'arrive' | 'end', counter: string) =>
      hall.host.ask({ type, counter }, 'mqtt');
    await Promise.all([ask('next', 'loket-1'), ask('next', 'loket-2'), hall.pass(200)]);
    await Promise.all([ask('arrive', 'loket-2'), hall.pass(200)]);
    await hall.pass(60_000);
    expect(told(hall, 'started')).toMatchObject([{ ticket: 'A-001' }]);
    expect(told(hall, 'dropped')).toMatchObject([{ ticket: 'A-002', reason: 'over' }]);
  });

  it('a recall is said again, and one that waits takes the place of its call', async () => {
    const hall = await openBatam();
    for (let number = 0; number < 2; number++) await hall.host.issue('paspor', 'regular');
    await hall.pass(5_000);
    await hall.press('loket-1-keypad', 'next');
    await hall.press('loket-2-keypad', 'next');
    await hall.pass(6_000);
    await hall.press('loket-1-keypad', 'recall');
    await hall.pass(60_000);
    expect(told(hall, 'started').map((event) => 'ticket' in event && event.ticket)).toEqual([
      'A-001',
      'A-002',
      'A-001',
    ]);
  });

  it('a speaker that is pulled out is a fault of its own, and calls go on', async () => {
    const hall = await openBatam();
    hall.device('pengeras-1').cable.unplug();
    await hall.pass(5_000);
    await hall.host.issue('paspor', 'regular');
    await hall.pass(5_000);
    await hall.press('loket-1-keypad', 'next');
    expect(hall.host.counter('loket-1')?.ticket).toBe('A-001');
    expect(hall.host.status('pengeras-1')?.usable).toBe(false);
    await hall.pass(5_000);
    expect(told(hall, 'dropped')).toMatchObject([{ ticket: 'A-001', reason: 'no-speaker' }]);
  });

  it('after a power cut nothing is said again', async () => {
    const hall = await openBatam();
    await hall.host.issue('paspor', 'regular');
    await hall.pass(5_000);
    await hall.press('loket-1-keypad', 'next');
    const after = await hall.powerCut(1_000);
    onTestFinished(() => after.stop());
    await after.pass(30_000);
    expect(after.host.counter('loket-1')?.ticket).toBe('A-001');
    expect(after.announced).toEqual([]);
  });

  it('an MP3 module in place of the sound card is heard to say two calls, and not one long one', async () => {
    const module = 'kind: dfplayer\n    address: /dev/serial/by-id/usb-MP3';
    const hall = await openBatam(batam.replace(/kind: alsa-speaker\n {4}card: Headphones/, module));
    for (let visitor = 0; visitor < 2; visitor++) await hall.host.issue('paspor', 'regular');
    await hall.pass(5_000);
    for (const counter of ['loket-1', 'loket-2']) await hall.press(`${counter}-keypad`, 'next');
    await hall.pass(40_000);
    expect(hall.announced.map(({ words }) => words.filter((word) => word === 'chime').length)).toEqual([
      1, 1,
    ]);
  });
});
