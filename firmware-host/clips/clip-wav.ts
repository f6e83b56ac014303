import { endianness } from 'node:os';
import type { Samples } from '../../devices/ports.ts';
import { SOUND_RATE_HZ } from '../../devices/speaker/sound-format.ts';
import { clipMaxMs } from './clip-limits.ts';

/**
 * WAV files of clips: PCM, 16 bit, mono, `SOUND_RATE_HZ`, and nothing else. Recordings of people come in other formats;
 * they are converted when clips are built. The format is that of "Multimedia Programming Interface and Data
 * Specifications 1.0" (IBM and Microsoft, 1991), chapters 2 and 3.
 */
const headBytes = 44;
const sampleBytes = 2;
const pcm = 1;
/** A file of a sound editor has a few chunks besides the sound, such as its title. */
const chunksMax = 64;

/** More than a file of the longest clip has. */
export const wavMaxBytes = 4_096 + Math.ceil((clipMaxMs / 1_000) * SOUND_RATE_HZ) * sampleBytes;

/** Why the bytes are not a clip. `empty`: it has no samples. `format`: it is a WAV file of another format. */
export type WavRefusal = 'not-wav' | 'cut-short' | 'format' | 'empty' | 'too-long';

/** The samples of a WAV file, in memory of their own; or why it is refused. Never throws, whatever the bytes are. */
export function readWav(bytes: Uint8Array): Samples | WavRefusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || nameAt(view, 0) !== 'RIFF' || nameAt(view, 8) !== 'WAVE') return 'not-wav';
  let hasFormat = false;
  let at = 12;
  for (let count = 0; count < chunksMax && at + 8 <= bytes.length; count++) {
    const name = nameAt(view, at);
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (start + size > bytes.length) return 'cut-short';
    if (name === 'fmt ') {
      if (!isClipFormat(view, start, size)) return 'format';
      hasFormat = true;
    }
    if (name === 'data') return hasFormat ? samplesIn(bytes.subarray(start, start + size)) : 'not-wav';
    // A chunk of an odd size is followed by a byte that it does not count.
    at = start + size + (size % 2);
  }
  return 'cut-short';
}

const nameAt = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));

function isClipFormat(view: DataView, at: number, size: number): boolean {
  if (size < 16) return false;
  return (
    view.getUint16(at, true) === pcm &&
    view.getUint16(at + 2, true) === 1 &&
    view.getUint32(at + 4, true) === SOUND_RATE_HZ &&
    view.getUint32(at + 8, true) === SOUND_RATE_HZ * sampleBytes &&
    view.getUint16(at + 12, true) === sampleBytes &&
    view.getUint16(at + 14, true) === 8 * sampleBytes
  );
}

function samplesIn(data: Uint8Array): Samples | WavRefusal {
  if (data.length % sampleBytes !== 0) return 'cut-short';
  if (data.length === 0) return 'empty';
  if (data.length / sampleBytes > (clipMaxMs / 1_000) * SOUND_RATE_HZ) return 'too-long';
  return samplesOf(data);
}

/** Bytes of samples, as files and pipes carry them, as numbers. An odd byte at the end is left out. */
export function samplesOf(bytes: Uint8Array): Samples {
  const samples = new Int16Array(Math.floor(bytes.length / sampleBytes));
  const own = Buffer.from(samples.buffer);
  own.set(bytes.subarray(0, own.length));
  if (endianness() === 'BE') own.swap16();
  return samples;
}

/** Samples as the bytes that files and pipes carry. */
export function bytesOf(samples: Samples): Buffer {
  const bytes = Buffer.from(samples.slice().buffer);
  return endianness() === 'BE' ? bytes.swap16() : bytes;
}

/** The WAV file of these samples. */
export function wavOf(samples: Samples): Buffer {
  const data = bytesOf(samples);
  const head = Buffer.alloc(headBytes);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(headBytes - 8 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(pcm, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(SOUND_RATE_HZ, 24);
  head.writeUInt32LE(SOUND_RATE_HZ * sampleBytes, 28);
  head.writeUInt16LE(sampleBytes, 32);
  head.writeUInt16LE(8 * sampleBytes, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
