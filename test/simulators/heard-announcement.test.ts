import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { alsaSpeaker } from '../../devices/alsa-speaker/alsa-speaker.ts';
import { clipsOf, samplesOf } from '../../devices/speaker/announcement.ts';
import { wordsIn } from '../../simulators/heard-announcement.ts';
import { type PlayedSound, SimulatedSounds } from '../../simulators/simulated-sounds.ts';
import { wavOf } from '../../simulators/wav.ts';
import { opened, testPorts } from '../devices/opened.ts';
import { has } from '../programs.ts';
import { tones } from '../tones.ts';
import { VirtualClock } from '../virtual-clock.ts';

const said = ['chime', 'id/queue-number', 'id/letter-a', 'id/digit-0', 'id/digit-1', 'id/digit-1'];

it.each([100, 80, 40, 10])(
  'the words of an announcement are heard in its samples at a volume of %i',
  (volume) => {
    expect(wordsIn(samplesOf(clipsOf(tones, said), volume), tones)).toEqual(said);
  },
);

it('what is no clip is heard as such, and so is the rest of a word that broke off', () => {
  const samples = samplesOf(clipsOf(tones, said), 80);
  expect(wordsIn(samples.slice(0, samples.length - 100), tones)).toEqual([...said.slice(0, -1), '?']);
  expect(wordsIn(Int16Array.from([5, -300, 7]), tones)).toEqual(['?']);
});

it.skipIf(!has('aplay'))('the sound of an announcement is a WAV that aplay reads', () => {
  const wav = wavOf(samplesOf(clipsOf(tones, said), 80));
  // `null` is a device of ALSA that takes everything.
  const says = execFileSync('sh', ['-c', 'LC_ALL=C aplay -D null - 2>&1'], { input: wav, encoding: 'utf8' });
  expect(says).toContain('Signed 16 bit Little Endian, Rate 22050 Hz, Mono');
});

it('the first sample of a simulated card is heard when it should be, and a hung or busy card is a warning', async () => {
  const clock = new VirtualClock();
  const sounds = new SimulatedSounds(clock);
  const heard: PlayedSound[] = [];
  sounds.plugIn('Headphones', (sound) => heard.push(sound));
  const { device, warnings } = await opened(
    alsaSpeaker,
    { card: 'Headphones' },
    testPorts({ clock, sounds, clips: tones }),
  );
  const say = { type: 'say', clips: said, volume: 80 } as const;
  const ended = async () => {
    const result = device.perform(say).catch(({ code }) => code);
    await clock.advance(20_000);
    return await result;
  };
  await clock.advance(1_000);
  expect(await ended()).toBe('sent');
  expect(heard.map(({ startedAt, whole }) => [startedAt, whole])).toEqual([[1_030, true]]);
  for (const [habits, code] of [
    [{ busy: true }, 'sound.busy'],
    [{ busy: false, hung: true }, 'sound.stuck'],
  ] as const) {
    sounds.habits('Headphones', habits);
    expect(await ended()).toBe(code);
    expect(warnings.at(-1)?.[0]).toBe(code);
  }
  sounds.habits('Headphones', { hung: false, gaps: 3 });
  expect(await ended()).toBe('sent');
  const standing = new Map(warnings);
  expect([...standing].flatMap(([code, text]) => (text === undefined ? [] : [code]))).toEqual(['sound.gaps']);
  await device.close();
  expect(clock.waiting).toBe(0);
});

it('an announcement that broke off is heard once, though its card is closed after it was pulled', async () => {
  const clock = new VirtualClock();
  const sounds = new SimulatedSounds(clock);
  const heard: PlayedSound[] = [];
  sounds.plugIn('Headphones', (sound) => heard.push(sound));
  const card = await sounds.open('Headphones');
  const playing = card.play(samplesOf(clipsOf(tones, said), 80)).catch(({ code }) => code);
  await clock.advance(500);
  sounds.unplug('Headphones');
  await card.close();
  expect(await playing).toBe('link.absent');
  expect(heard.map(({ whole }) => whole)).toEqual([false]);
});
