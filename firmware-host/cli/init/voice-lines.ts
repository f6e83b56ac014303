import type { Answers } from './init-answers.ts';

export const voiceLines = ({ voice }: Answers): readonly string[] =>
  voice === 'none'
    ? []
    : [
        '# Panggilan diucapkan pengeras suara; klipnya dibuat dengan `loket voice build` (docs/voice.md).',
        '# Calls are spoken by a speaker; `loket voice build` makes the clips (docs/voice.md).',
        'voice: { languages: [id, en] }',
      ];

/** The speaker, among the devices. */
export const speakerLines = ({ voice }: Answers): readonly string[] => {
  if (voice === 'none') return [];
  return voice === 'board'
    ? ['  pengeras-1: { kind: board-speaker } # TV dengan papan antrean / the television with the board']
    : ['  pengeras-1: { kind: alsa-speaker, card: Headphones } # colokan audio / the audio socket'];
};
