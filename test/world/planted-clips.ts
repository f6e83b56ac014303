import type { Planted } from './planted.ts';

/** Defects of the clips: of their files, how they are made, and when they are said. */
export const plantedClips: readonly Planted[] = [
  {
    name: 'the size that a WAV file claims is believed',
    file: 'firmware-host/clips/clip-wav.ts',
    from: "    if (start + size > bytes.length) return 'cut-short';\n",
    to: '',
    test: 'test/clips/clip-wav.test.ts',
  },
  {
    name: 'a counter is called what it was called before the site file changed',
    file: 'firmware-host/clips/clip-store.ts',
    from: 'lacks().outdated.has(name) ? undefined : all.clips.get(name)',
    to: 'all.clips.get(name)',
    test: 'test/clips/clip-store.test.ts',
  },
  {
    name: 'clips are not found after a power cut in the middle of a build',
    file: 'firmware-host/clips/clip-store.ts',
    from: '  const folder = await folderInUse(path);\n',
    to: '  const folder = path;\n',
    test: 'test/clips/clip-store.test.ts',
  },
  {
    name: 'a damaged recording takes the good clip from before with it',
    file: 'firmware-host/cli/voice/build-clips.ts',
    from: '    if (old?.text === text) return await keep(old);\n',
    to: '',
    test: 'test/clips/build.test.ts',
  },
  {
    name: 'a word is measured once, for which it is too short',
    file: 'firmware-host/cli/voice/sound-levels.ts',
    from: 'const times = Math.ceil(',
    to: 'const times = 1 + 0 * Math.ceil(',
    test: 'test/clips/loudness.test.ts',
  },
];
