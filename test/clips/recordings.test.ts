import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBuilt } from '../../firmware-host/cli/voice/check-built.ts';
import { checkRecordings } from '../../firmware-host/cli/voice/check-recordings.ts';
import { recordingsIn } from '../../firmware-host/cli/voice/recordings.ts';
import { decodeSound } from '../../firmware-host/cli/voice/sound-levels.ts';
import { indexText } from '../../firmware-host/clips/clip-index.ts';
import { wavOf } from '../../firmware-host/clips/clip-wav.ts';
import { vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { has } from '../programs.ts';
import { msOfSamples, silenceOf, tone } from './sounds.ts';
import { speakingSite } from './speaking-site.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-recordings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, bytes: Uint8Array): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

const words = vocabulary(speakingSite());
const good = wavOf(tone(400));

async function found(): Promise<readonly string[]> {
  const findings = await checkRecordings(words, await recordingsIn(folder));
  return findings.map(({ verdict, text, fix }) => `${verdict} ${text.en}${fix ? ` -> ${fix.en}` : ''}`);
}

describe('a folder of recordings', () => {
  it('has a recording of a word under its name, whatever the case of the letters, the best format first', async () => {
    for (const name of ['id/digit-0.mp3', 'id/digit-0.WAV', 'id/Letter-A.Ogg']) put(name, good);
    const recordings = await recordingsIn(folder);
    expect(recordings.of('id/digit-0')).toBe(join(folder, 'id/digit-0.WAV'));
    expect(recordings.of('id/letter-a')).toBe(join(folder, 'id/Letter-A.Ogg'));
    expect(recordings.of('id/digit-1')).toBeUndefined();
  });

  it('that is not there is an error', async () => {
    await expect(recordingsIn(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});

describe.skipIf(!has('ffmpeg'))('the check of recordings', () => {
  it('tells how many words are recorded, and finds nothing wrong with good ones', async () => {
    put('id/digit-0.wav', good);
    put('chime.wav', good);
    const all = words.filter(({ language }) => language !== undefined).length;
    expect(await found()).toEqual([`ok 1 of ${all} words are recorded; espeak-ng speaks the others`]);
  });

  it('guesses which word a misspelt file is', async () => {
    put('id/digt-0.wav', good);
    put('id/leter-a.wav', good);
    put('id/something-else.wav', good);
    put('id/notes.docx', Buffer.from('words'));
    expect((await found()).slice(0, -1)).toEqual([
      "warn id/digt-0.wav: this site has no such word -> Did you mean 'id/digit-0'?",
      "warn id/leter-a.wav: this site has no such word -> Did you mean 'id/letter-a'?",
      'warn id/something-else.wav: this site has no such word -> Left out. File names: `loket voice sheet`.',
      'warn id/notes.docx is no file of sound -> Left out. WAV, FLAC, OGG, OPUS, M4A or MP3.',
    ]);
  });

  it('names what is damaged, silent, too quiet, cut off, too long or there twice', async () => {
    put('id/digit-0.wav', Buffer.from('RIFF\xff\xff\xff\xffWAVEfmt ', 'latin1'));
    put('id/digit-1.wav', wavOf(silenceOf(400)));
    put('id/digit-2.wav', wavOf(tone(400, 440, 0.008)));
    put('id/digit-3.wav', wavOf(tone(400, 440, 1.5)));
    put('id/digit-4.wav', wavOf(tone(5_000)));
    put('id/digit-5.wav', wavOf(tone(31_000)));
    put('id/digit-6.wav', good);
    put('id/digit-6.flac', good);
    const all = await found();
    expect(all[0]).toMatch(/^fault id\/digit-0\.wav: cannot be read: .*/s);
    expect(all.slice(1, -1).map((line) => line.replace(/ -> .*/, ''))).toEqual([
      'fault id/digit-1.wav: there is no sound in it',
      'warn id/digit-2.wav: too quiet',
      'warn id/digit-3.wav: too loud, its peaks are cut off',
      'warn id/digit-4.wav: long for this word',
      'fault id/digit-5.wav: longer than 30 s',
      'warn id/digit-6.flac is not used: id/digit-6.wav goes before it',
    ]);
  });

  it('reads what telephones and computers record', async () => {
    put('id/digit-0.wav', good);
    for (const [name, ...codec] of [
      ['a.ogg', '-c:a', 'libvorbis', '-ar', '44100', '-ac', '2'],
      ['b.mp3', '-c:a', 'libmp3lame', '-ar', '44100', '-ac', '2'],
      ['c.m4a', '-c:a', 'aac', '-ar', '48000'],
      ['d.flac', '-c:a', 'flac', '-ar', '96000'],
      ['e.opus', '-c:a', 'libopus', '-ar', '48000'],
    ] as const) {
      const file = join(folder, name);
      execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'id/digit-0.wav'), ...codec, file]);
      expect(Math.abs(msOfSamples(await decodeSound(file, 5_000)) - 400), name).toBeLessThan(80);
    }
  });

  it('decodes no more of a recording than is asked for', async () => {
    put('long.wav', wavOf(tone(20_000)));
    expect(msOfSamples(await decodeSound(join(folder, 'long.wav'), 5_000))).toBeLessThan(5_100);
  });
});

describe.skipIf(!has('ffmpeg'))('the check of built clips', () => {
  const checked = async () =>
    (await checkBuilt(words, folder, 'site.yaml')).map(({ verdict, text }) => `${verdict} ${text.en}`);

  it('counts what was never built', async () => {
    expect(await checked()).toEqual([
      expect.stringMatching(new RegExp(`^fault ${words.length} clips are not built: chime, .*, \\.\\.\\.$`)),
    ]);
  });

  it('names what is damaged, outdated, too loud or too quiet', async () => {
    const index = new Map(
      words.map(({ clip, meaning = '' }) => [
        clip,
        { source: 'spoken', ms: 300, hash: '', text: clip === 'id/digit-1' ? 'siji' : meaning } as const,
      ]),
    );
    put('clips.json', Buffer.from(indexText(index)));
    const usual = wavOf(tone(300, 1_000, 0.178));
    for (const { clip } of words) put(`${clip}.wav`, usual);
    put('id/digit-0.wav', usual.subarray(0, 1_000));
    put('id/digit-2.wav', wavOf(tone(300, 1_000, 0.95)));
    put('id/digit-3.wav', wavOf(tone(300, 1_000, 0.05)));
    expect(await checked()).toEqual([
      'fault id/digit-0: it is cut short: a part of the file is missing',
      "fault id/digit-1 says 'siji', not 'satu'",
      expect.stringMatching(/^warn id\/digit-2 is too loud: its peak is -0\.[3-6] dB$/),
      expect.stringMatching(/^warn id\/digit-3: -29(\.\d)? LUFS, the others -18$/),
    ]);
  });

  it('says why the list of clips cannot be read', async () => {
    put('clips.json', Buffer.from('{'));
    expect(await checked()).toEqual([expect.stringContaining(`fault ${folder}: `)]);
  });
});
