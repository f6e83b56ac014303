import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathOfTrack, tracksOf } from '../../devices/dfplayer/tracks.ts';
import { buildClips, type ClipOutcome } from '../../firmware-host/cli/voice/build-clips.ts';
import { checkBuilt } from '../../firmware-host/cli/voice/check-built.ts';
import { noRecordings, recordingsIn } from '../../firmware-host/cli/voice/recordings.ts';
import { measureLevels } from '../../firmware-host/cli/voice/sound-levels.ts';
import { writeCard } from '../../firmware-host/cli/voice/write-card.ts';
import { readClipIndex } from '../../firmware-host/clips/clip-index.ts';
import { readWav, wavOf } from '../../firmware-host/clips/clip-wav.ts';
import { madeSounds } from '../../firmware-host/clips/made-sounds.ts';
import { type SpokenWord, vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { has } from '../programs.ts';
import { joined, noise, silenceOf, tone } from './sounds.ts';
import { speakingSite } from './speaking-site.ts';

const hasBoth = has('ffmpeg') && has('espeak-ng');
const levelsOf = async (file: string) => {
  const samples = readWav(readFileSync(file));
  if (typeof samples === 'string') throw new Error(`${file}: ${samples}`);
  return await measureLevels(samples);
};

let folder = '';
const built = () => join(folder, 'voice');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-build-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function record(clip: string, bytes: Uint8Array): Promise<void> {
  const file = join(folder, 'recordings', clip);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

async function build(words: readonly SpokenWord[]): Promise<ReadonlyMap<string, ClipOutcome>> {
  const outcomes = new Map<string, ClipOutcome>();
  const recordings = join(folder, 'recordings');
  await buildClips({
    words,
    recordings: existsSync(recordings) ? await recordingsIn(recordings) : noRecordings,
    folder: built(),
    done: (outcome) => outcomes.set(outcome.clip, outcome),
  });
  return outcomes;
}

const word = (clip: string, text: string): SpokenWord => ({ clip, language: 'id', text, meaning: text });
const satu = word('id/digit-1', 'satu');
const dua = word('id/digit-2', 'dua');
/** In a language that nobody but a person speaks. */
const siji: SpokenWord = { clip: 'jv/digit-1', language: 'jv', text: undefined, meaning: 'satu' };

describe.skipIf(!hasBoth)('building clips', () => {
  it('speaks words, takes recordings before that, and has sounds of its own', async () => {
    await record('id/digit-1.wav', wavOf(joined(silenceOf(300), tone(400), silenceOf(300))));
    const outcomes = await build([satu, dua, { ...satu, clip: 'chime', language: undefined }]);
    expect([...outcomes.values()].map(({ clip, is }) => [clip, is])).toEqual([
      ['id/digit-1', 'recorded'],
      ['id/digit-2', 'spoken'],
      ['chime', 'made'],
    ]);
    const index = await readClipIndex(built());
    expect(index.get('id/digit-1')).toMatchObject({ source: 'recorded', text: 'satu' });
    expect(readWav(readFileSync(join(built(), 'chime.wav')))).toEqual(madeSounds.get('chime')?.samples);
    // 400 ms of sound, the little silence that is kept, and the pause before the next word.
    expect(index.get('id/digit-1')?.ms).toBeGreaterThan(480);
    expect(index.get('id/digit-1')?.ms).toBeLessThan(560);
  });

  it('makes a recording equally loud, however loud, stereo, fast or compressed it was', async () => {
    const speech = joined(tone(150, 300, 0.02), noise(80, 0.01), tone(200, 500, 0.02));
    await record('id/digit-1.wav', stereo48k(speech));
    await record('id/digit-2.wav', wavOf(speech.map((sample) => sample * 40)));
    const outcomes = await build([satu, dua]);
    expect([...outcomes.values()].map(({ is }) => is)).toEqual(['recorded', 'recorded']);
    for (const clip of ['id/digit-1', 'id/digit-2']) {
      const levels = await levelsOf(join(built(), `${clip}.wav`));
      expect(Math.abs((levels?.lufs ?? 0) + 18), clip).toBeLessThan(1);
      expect(levels?.peakDb, clip).toBeLessThanOrEqual(-2);
    }
  });

  it('makes nothing again that did not change, and makes anew what is damaged', async () => {
    await build([satu, dua]);
    const before = statSync(join(built(), 'id/digit-1.wav'));
    writeFileSync(join(built(), 'id/digit-2.wav'), 'damaged');
    const outcomes = await build([satu, dua]);
    expect([outcomes.get('id/digit-1')?.is, outcomes.get('id/digit-2')?.is]).toEqual(['kept', 'spoken']);
    expect(statSync(join(built(), 'id/digit-1.wav')).size).toBe(before.size);
    expect((await build([word('id/digit-1', 'siji')])).get('id/digit-1')?.is).toBe('spoken');
    expect(readdirSync(join(built(), 'id'))).toEqual(['digit-1.wav']);
  });

  it.each([
    ['damaged', Buffer.from('this is no sound')],
    ['silent', wavOf(silenceOf(500))],
    ['longer than half a minute', wavOf(tone(31_000))],
  ])('a recording that is %s is told with its file, and the good one from before stays', async (_, bytes) => {
    await record('id/digit-1.wav', wavOf(tone(400)));
    await build([satu]);
    const good = readFileSync(join(built(), 'id/digit-1.wav'));
    await record('id/digit-1.wav', bytes);
    const outcome = (await build([satu])).get('id/digit-1');
    expect(outcome).toMatchObject({
      is: 'kept',
      failed: [{ from: join(folder, 'recordings/id/digit-1.wav') }],
    });
    expect(readFileSync(join(built(), 'id/digit-1.wav'))).toEqual(good);
  });

  it('a damaged recording that never was good is spoken instead, and still told', async () => {
    await record('id/digit-1.wav', Buffer.from('this is no sound'));
    expect((await build([satu])).get('id/digit-1')).toMatchObject({ is: 'spoken', failed: [{}] });
  });

  it('leaves words for persons to say where no program knows the language', async () => {
    expect((await build([satu, siji])).get('jv/digit-1')).toMatchObject({ is: 'missing', failed: [] });
    await record('jv/digit-1.wav', wavOf(tone(300)));
    expect((await build([satu, siji])).get('jv/digit-1')?.is).toBe('recorded');
  });

  it('ends a replacement that a power cut interrupted, and makes nothing again', async () => {
    await build([satu, dua]);
    renameSync(built(), `${built()}.old`);
    const outcomes = await build([satu, dua]);
    expect([...outcomes.values()].map(({ is }) => is)).toEqual(['kept', 'kept']);
    expect(readdirSync(folder)).toEqual(['voice']);
  });

  it('writes the SD card of a DFPlayer, where its driver looks for each clip, beside what is on it', async () => {
    await build([satu, dua]);
    const card = join(folder, 'card');
    mkdirSync(card);
    writeFileSync(join(card, 'music.mp3'), 'not ours');
    expect(await writeCard(built(), card)).toBe(2);
    for (const clip of ['id/digit-1', 'id/digit-2']) {
      const track = tracksOf(['id/digit-1', 'id/digit-2']).get(clip);
      const file = join(card, track === undefined ? '' : pathOfTrack(track));
      expect(readFileSync(file)).toEqual(readFileSync(join(built(), `${clip}.wav`)));
    }
    expect(readdirSync(card)).toEqual(['01', 'music.mp3']);
  });

  it('makes every word of a site, none of which the check finds fault with', {
    timeout: 180_000,
  }, async () => {
    const site = speakingSite({ says: 'kasir', voice: { languages: ['id'], numbers: 'words' } });
    const words = vocabulary(site);
    const outcomes = await build(words);
    expect([...outcomes.values()].filter(({ is, failed }) => is === 'missing' || failed.length > 0)).toEqual(
      [],
    );
    const findings = await checkBuilt(words, built(), 'site.yaml');
    expect(findings.map(({ verdict, text }) => [verdict, text.en])).toEqual([
      ['ok', `the ${words.length} clips in ${built()} are complete`],
    ]);
  });
});

/** 48 kHz, two channels, 24 bits: what a recorder makes. Each sample twice, and some, which is near enough. */
function stereo48k(samples: Int16Array): Buffer {
  const frames = Math.floor((samples.length * 48_000) / 22_050);
  const data = Buffer.alloc(frames * 6);
  for (let frame = 0; frame < frames; frame++) {
    const sample = samples[Math.floor((frame * 22_050) / 48_000)] ?? 0;
    data.writeIntLE(sample * 256, frame * 6, 3);
    data.writeIntLE(sample * 256, frame * 6 + 3, 3);
  }
  const head = wavOf(new Int16Array(1)).subarray(0, 44);
  head.writeUInt32LE(36 + data.length, 4);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(48_000 * 6, 28);
  head.writeUInt16LE(6, 32);
  head.writeUInt16LE(24, 34);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
