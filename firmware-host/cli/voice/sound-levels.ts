import type { Samples } from '../../../devices/ports.ts';
import { SOUND_RATE_HZ } from '../../../devices/speaker/sound-format.ts';
import { bytesOf, samplesOf } from '../../clips/clip-wav.ts';
import { commandTexts } from '../command-texts.ts';
import { runProgram } from '../run-program.ts';
import { soundIn } from './trim-silence.ts';

/**
 * ffmpeg decodes recordings and measures how loud clips are, when they are built and checked. Nothing runs it while
 * the hall runs.
 */
const program = 'ffmpeg';
const limitMs = 60_000;
const quiet = ['-nostdin', '-hide_banner', '-nostats'] as const;
const rawSound = ['-f', 's16le', '-ar', String(SOUND_RATE_HZ), '-ac', '1'] as const;

/** How loud clips are made: all alike, so that no word sticks out and the volume is set in one place. */
export const loudnessLufs = -18;
/** The true peak they may have, between the samples too: more would be cut off by cheap cards and amplifiers. */
export const peakMaxDb = -2;

/** Loudness by ITU-R BS.1770, and true peak in dB of full scale. */
export interface Levels {
  readonly lufs: number;
  readonly peakDb: number;
}

/** A recording as samples, of at most `maxMs`: any format, rate and number of channels that ffmpeg reads. */
export async function decodeSound(path: string, maxMs: number): Promise<Samples> {
  const { out } = await runProgram(
    program,
    [
      ...quiet,
      '-v',
      'error',
      '-t',
      `${maxMs}ms`,
      '-i',
      `file:${path}`,
      '-map',
      '0:a:0',
      ...rawSound,
      'pipe:1',
    ],
    { input: '', limitMs, outMaxBytes: (maxMs / 1_000) * SOUND_RATE_HZ * 4 },
  );
  return samplesOf(out);
}

/** How loud the sound of a clip is; undefined where all is silence. */
export async function measureLevels(samples: Samples): Promise<Levels | undefined> {
  return (await filtered(samples, ['anull']))?.levels;
}

/** How near to `loudnessLufs` a clip is made, and in how many attempts at most. */
const nearLu = 0.4;
const attemptsMax = 3;
/** Peaks are pressed down by this much at most: more is heard as a rough voice, and the clip stays quieter instead. */
const pressedMaxDb = 6;

/**
 * The sound of a clip as loud as all others. A voice of which the peaks are too high for that has them pressed down by
 * a limiter, as on radio; that of espeak-ng needs 2 dB of it. Undefined where all is silence.
 */
export async function atLoudness(samples: Samples): Promise<Samples | undefined> {
  const before = await measureLevels(samples);
  if (before === undefined) return undefined;
  const gainMaxDb = peakMaxDb - before.peakDb + pressedMaxDb;
  let gainDb = Math.min(loudnessLufs - before.lufs, gainMaxDb);
  for (let attempt = 1; ; attempt++) {
    const clip = await filtered(samples, limited(gainDb));
    if (clip === undefined) return undefined;
    const lacksLu = loudnessLufs - clip.levels.lufs;
    if (Math.abs(lacksLu) <= nearLu || attempt === attemptsMax || gainDb + lacksLu > gainMaxDb)
      return clip.samples;
    gainDb += lacksLu;
  }
}

/** Where the limiter holds the peaks: what comes out between the samples is half a decibel more at most. */
const limiterDb = peakMaxDb - 0.5;
/** The limiter works at a multiple of the rate, so that it sees what is between the samples. */
const limiterRateHz = 4 * SOUND_RATE_HZ;

const limited = (gainDb: number): readonly string[] => [
  `volume=${gainDb.toFixed(2)}dB`,
  `aresample=${limiterRateHz}`,
  `alimiter=level=false:limit=${(10 ** (limiterDb / 20)).toFixed(4)}:attack=2:release=30`,
  `aresample=${SOUND_RATE_HZ}`,
];

/**
 * A word is heard for 200 ms and more, but the loudness of BS.1770 is that of blocks of 400 ms, of which a short sound
 * fills a part: padded with silence, a word of 200 ms would measure 3 dB too quiet and be made 3 dB too loud. So a
 * clip is measured as if it was said over and over, without its silence, for this long: the loudness of an announcement
 * made of nothing but this word.
 */
const measuredMs = 3_000;

/** Samples after ffmpeg's `filters`, with their levels. Undefined where all is silence. */
async function filtered(
  samples: Samples,
  filters: readonly string[],
): Promise<{ readonly samples: Samples; readonly levels: Levels } | undefined> {
  const sound = soundIn(samples);
  if (sound === undefined) return undefined;
  const { from, to } = sound;
  const times = Math.ceil(((measuredMs / 1_000) * SOUND_RATE_HZ) / (to - from));
  const graph = [
    `[0:a]${filters.join()},asplit[sound][measured]`,
    `[measured]atrim=start_sample=${from}:end_sample=${to},asetpts=N/SR/TB,aloop=loop=${times - 1}:size=${to - from},` +
      'ebur128=peak=true:framelog=verbose[levels]',
  ];
  const outputs = ['-map', '[sound]', ...rawSound, 'pipe:1', '-map', '[levels]', '-f', 'null', '-'];
  const { out, err } = await runProgram(
    program,
    [...quiet, ...rawSound, '-i', 'pipe:0', '-filter_complex', graph.join(';'), ...outputs],
    { input: bytesOf(samples), limitMs, outMaxBytes: 2 * samples.byteLength + 65_536 },
  );
  return { samples: samplesOf(out), levels: levelsIn(err) };
}

/** What the filter says at its end; it is set up twice, and the first time it has heard nothing. */
function levelsIn(printed: string): Levels {
  const text = printed.slice(printed.lastIndexOf('Summary:'));
  const [, lufs] = /\bI:\s+(-?[\d.]+) LUFS/.exec(text) ?? [];
  const [, peakDb] = /\bPeak:\s+(-?[\d.]+) dBFS/.exec(text) ?? [];
  if (lufs === undefined || peakDb === undefined) throw new Error(commandTexts().noLoudness);
  return { lufs: Number(lufs), peakDb: Number(peakDb) };
}
