import { listed, type Said, shown, type Words } from './words.ts';

/** Problems that any setting can have. */
export const settingTexts = {
  'unknown-setting': (name: string, hint: Words['hint']): Words => ({
    en: `there is no setting '${shown(name)}' here`,
    id: `tidak ada pengaturan '${shown(name)}' di sini`,
    hint,
  }),
  'missing-setting': (): Words => ({
    en: 'this setting is missing',
    id: 'pengaturan ini belum ditulis',
  }),
  'empty-setting': (): Words => ({
    en: 'nothing is written after the colon',
    id: 'belum ada isi setelah titik dua',
    hint: {
      en: 'Fill it in, or remove the line.',
      id: 'Isilah, atau hapus barisnya.',
    },
  }),
  'wrong-type': (expected: string, found: unknown): Words => ({
    en: `${typeNames[expected]?.en ?? expected} is needed here, not ${described(found).en}`,
    id: `di sini harus ada ${typeNames[expected]?.id ?? expected}, bukan ${described(found).id}`,
  }),
  'bad-choice': (found: string, choices: Iterable<string>, hint: Words['hint']): Words => ({
    en: `'${shown(found)}' is not one of ${listed(choices)}`,
    id: `'${shown(found)}' bukan salah satu dari ${listed(choices)}`,
    hint,
  }),
  'too-small': (of: string, least: number): Words => {
    if (of === 'string')
      return { en: `at least ${least} characters are needed`, id: `paling sedikit ${least} karakter` };
    if (of === 'array')
      return { en: `at least ${least} must be listed`, id: `paling sedikit ${least} harus ditulis` };
    return { en: `must be at least ${least}`, id: `paling kecil ${least}` };
  },
  'too-big': (of: string, most: number): Words => {
    if (of === 'string') return { en: `at most ${most} characters`, id: `paling banyak ${most} karakter` };
    if (of === 'array')
      return { en: `at most ${most} may be listed`, id: `paling banyak ${most} boleh ditulis` };
    return { en: `must be at most ${most}`, id: `paling besar ${most}` };
  },
  'bad-value': (found: unknown): Words => ({
    en: `'${shown(found)}' is not a valid value`,
    id: `'${shown(found)}' bukan nilai yang benar`,
  }),
  /** A sentence from a device kind's own schema. */
  'kind-says': (sentence: string): Words => ({ en: sentence, id: sentence }),
} satisfies Record<string, (...values: never[]) => Words>;

const typeNames: Readonly<Record<string, Said>> = {
  string: { en: 'a text', id: 'teks' },
  number: { en: 'a number', id: 'angka' },
  int: { en: 'a whole number', id: 'bilangan bulat' },
  boolean: { en: 'true or false', id: 'true atau false' },
  array: { en: 'a list', id: 'daftar' },
  object: { en: 'a group of settings', id: 'sekelompok pengaturan' },
  record: { en: 'a group of settings', id: 'sekelompok pengaturan' },
};

function described(found: unknown): Said {
  if (Array.isArray(found)) return { en: 'a list', id: 'daftar' };
  if (typeof found === 'object') return { en: 'a group of settings', id: 'sekelompok pengaturan' };
  return { en: `'${shown(found)}'`, id: `'${shown(found)}'` };
}
