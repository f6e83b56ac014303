import { shown, type Words } from './words.ts';

/** Problems of rating pads, and of lamps that thank. */
export const padTexts = {
  'not-a-rating-pad': (name: string, hint: Words['hint']): Words => ({
    en: `'${shown(name)}' is not a rating pad`,
    id: `'${shown(name)}' bukan papan penilaian`,
    hint,
  }),
  'counter-and-thanks': (): Words => ({
    en: 'a lamp shows the calls of a counter or thanks for answers at a pad, not both',
    id: 'lampu menunjukkan panggilan loket atau berterima kasih di papan penilaian, bukan keduanya',
    hint: { en: 'Remove counter or thanks_for.', id: 'Hapus counter atau thanks_for.' },
  }),
  'key-without-score': (name: string): Words => ({
    en: `nothing says what '${shown(name)}' means`,
    id: `arti tombol '${shown(name)}' belum ditulis`,
    hint: {
      en: `Write it under scores: 4 (best) to 1 (worst), none, or pengaduan for complaints.`,
      id: `Tulis di scores: 4 (terbaik) sampai 1 (terburuk), none, atau pengaduan.`,
    },
  }),
  'pad-without-choice': (): Words => ({
    en: 'its keys give no two different scores, so that visitors have no choice',
    id: 'tombolnya tidak memberi dua nilai yang berbeda, sehingga pengunjung tidak dapat memilih',
    hint: {
      en: 'Name its keys sangat-puas, puas, kurang and tidak-puas, or write their scores.',
      id: 'Beri nama tombolnya sangat-puas, puas, kurang dan tidak-puas, atau tulis scores.',
    },
  }),
} satisfies Record<string, (...values: never[]) => Words>;
