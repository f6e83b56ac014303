import { shown, type Words } from './words.ts';

/** Problems between the voice, the speakers and the counters of a hall. */
export const speechTexts = {
  'voice-without-speaker': (): Words => ({
    en: 'no speaker is in use: nothing is said',
    id: 'tidak ada pengeras suara yang dipakai: tidak ada yang diucapkan',
    hint: {
      en: 'Add a device such as { kind: alsa-speaker, card: Headphones }.',
      id: 'Tambahkan alat seperti { kind: alsa-speaker, card: Headphones }.',
    },
  }),
  'speaker-without-voice': (): Words => ({
    en: 'this file has no part voice: nothing is said here',
    id: 'berkas ini tidak punya bagian voice: tidak ada yang diucapkan di sini',
    hint: { en: 'Write voice: { languages: [id] }.', id: 'Tulis voice: { languages: [id] }.' },
  }),
  'zone-without-speaker': (): Words => ({
    en: 'this zone has counters and no speaker: their calls are not announced',
    id: 'zona ini punya loket tanpa pengeras suara: panggilannya tidak diumumkan',
  }),
  'counter-unheard': (): Words => ({
    en: 'this counter is in no zone, and every speaker is in one: its calls are not announced',
    id: 'loket ini tidak dalam zona, sedangkan semua pengeras suara dalam zona: panggilannya tidak diumumkan',
    hint: { en: 'Write the zone of the counter.', id: 'Tulis zona loket ini.' },
  }),
  'language-not-spoken': (language: string): Words => ({
    en: `'${shown(language)}' is not in voice.languages: these words are never said`,
    id: `'${shown(language)}' tidak ada di voice.languages: kata-kata ini tidak pernah diucapkan`,
  }),
  'words-without-language': (language: string): Words => ({
    en: `there are no words in '${shown(language)}': this is not said in that language`,
    id: `tidak ada kata dalam '${shown(language)}': tidak diucapkan dalam bahasa itu`,
  }),
  'never-said': (): Words => ({
    en: 'these words are in none of voice.languages',
    id: 'kata-kata ini tidak dalam bahasa mana pun dari voice.languages',
  }),
  'said-while-quiet': (): Words => ({
    en: 'this time is in the quiet hours: the text is not announced then',
    id: 'jam ini termasuk jam tenang: teks tidak diumumkan',
  }),
  'closing-never': (): Words => ({
    en: 'a service is always open: it is never said that the hall closes',
    id: 'ada layanan yang selalu buka: tidak pernah diumumkan bahwa pelayanan akan tutup',
  }),
  'says-without-voice': (): Words => ({
    en: 'this file has no part voice: the name of this counter is never said',
    id: 'berkas ini tidak punya bagian voice: sebutan loket ini tidak pernah diucapkan',
  }),
} satisfies Record<string, (...values: never[]) => Words>;
