import type { Samples } from '../devices/ports.ts';

const headerBytes = 44;
const sampleBytes = 2;
const rateHz = 22_050;

/** A WAV file of these samples: PCM, 16 bit, mono, 22,050 Hz (RIFF, "WAVE form", format tag 1). */
export function wavOf(samples: Samples): Buffer {
  const data = samples.length * sampleBytes;
  const file = Buffer.alloc(headerBytes + data);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(headerBytes - 8 + data, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(rateHz, 24);
  file.writeUInt32LE(rateHz * sampleBytes, 28);
  file.writeUInt16LE(sampleBytes, 32);
  file.writeUInt16LE(8 * sampleBytes, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(data, 40);
  for (const [at, sample] of samples.entries()) file.writeInt16LE(sample, headerBytes + at * sampleBytes);
  return file;
}
