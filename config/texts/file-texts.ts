import { shown, type Words } from './words.ts';

/** Problems with the file itself, before its settings are read. */
export const fileTexts = {
  'file-unreadable': (reason: string): Words => ({
    en: `the file cannot be read (${shown(reason)})`,
    id: `berkas tidak dapat dibaca (${shown(reason)})`,
    hint: {
      en: 'Check the path, and that the controller may read the file.',
      id: 'Periksa jalurnya, dan apakah pengendali boleh membaca berkas itu.',
    },
  }),
  'file-too-large': (mostKib: number): Words => ({
    en: `the file is larger than ${mostKib} KiB; it cannot be a file of settings`,
    id: `berkas lebih besar dari ${mostKib} KiB; ini bukan berkas pengaturan`,
  }),
  'file-encoding': (): Words => ({
    en: 'the file is not UTF-8 text',
    id: 'berkas ini bukan teks UTF-8',
    hint: {
      en: 'Save it again with the encoding "UTF-8".',
      id: 'Simpan ulang dengan pengodean "UTF-8".',
    },
  }),
  'file-nul': (): Words => ({
    en: 'there is a NUL character here; the file is damaged or not a text',
    id: 'ada karakter NUL di sini; berkas rusak atau bukan teks',
    hint: {
      en: 'Restore it from a copy, or save it again with the encoding "UTF-8".',
      id: 'Pulihkan dari salinan, atau simpan ulang dengan pengodean "UTF-8".',
    },
  }),
  'file-empty': (): Words => ({
    en: 'the file holds no settings',
    id: 'berkas tidak berisi pengaturan',
    hint: {
      en: 'Start from one of the examples in config/examples.',
      id: 'Mulailah dari salah satu contoh di config/examples.',
    },
  }),
  'no-version': (): Words => ({
    en: 'this setting is missing',
    id: 'pengaturan ini belum ditulis',
    hint: {
      en: 'Write version: 1, or run `loket migrate`.',
      id: 'Tulis version: 1, atau jalankan `loket migrate`.',
    },
  }),
  'line-too-long': (most: number): Words => ({
    en: `this line is longer than ${most} characters`,
    id: `baris ini lebih panjang dari ${most} karakter`,
    hint: { en: 'Break it into several lines.', id: 'Pecah menjadi beberapa baris.' },
  }),
  'too-deep': (most: number): Words => ({
    en: `settings are nested more than ${most} deep here`,
    id: `pengaturan di sini bersarang lebih dari ${most} tingkat`,
    hint: {
      en: 'Look for a bracket that was not closed, or lines indented too far.',
      id: 'Cari kurung yang belum ditutup, atau baris yang terlalu menjorok.',
    },
  }),
  /** A mistake in the YAML itself; the sentence comes from texts/yaml-mistakes.ts. */
  yaml: (words: Words): Words => words,
  unclosed: (opened: string, closing: string): Words => ({
    en: `the ${opened} that opens here is never closed`,
    id: `tanda ${opened} yang dibuka di sini tidak pernah ditutup`,
    hint: {
      en: `Write ${closing} where it ends.`,
      id: `Tulis ${closing} di tempat berakhirnya.`,
    },
  }),
  'duplicate-name': (name: string, where: string): Words => ({
    en: `'${shown(name)}' is already written at ${where}`,
    id: `'${shown(name)}' sudah ditulis di ${where}`,
    hint: { en: 'Keep one of the two.', id: 'Pertahankan salah satu saja.' },
  }),
  'merge-name': (): Words => ({
    en: `'<<' does not merge settings here`,
    id: `'<<' tidak menggabungkan pengaturan di sini`,
    hint: {
      en: 'Write the settings out; an anchor may stand for a whole value (serves: *all).',
      id: 'Tulis semua pengaturannya; jangkar boleh mewakili satu nilai utuh (serves: *all).',
    },
  }),
  'too-many-aliases': (most: number): Words => ({
    en: `there are more than ${most} anchors and aliases (& and *)`,
    id: `ada lebih dari ${most} jangkar dan alias (& dan *)`,
  }),
  'bad-alias': (): Words => ({
    en: 'this alias (*) has no anchor (&) before it, or leads back to itself, or aliases are stacked too high',
    id: 'alias (*) ini tidak punya jangkar (&) sebelumnya, kembali ke dirinya sendiri, atau terlalu bertumpuk',
    hint: {
      en: 'A text that begins with * needs quotes.',
      id: 'Teks yang diawali * harus memakai tanda kutip.',
    },
  }),
  'more-problems': (): Words => ({
    en: 'there are more problems than are shown; fix these first',
    id: 'masih ada masalah lain yang tidak ditampilkan; perbaiki yang ini dahulu',
  }),
} satisfies Record<string, (...values: never[]) => Words>;
