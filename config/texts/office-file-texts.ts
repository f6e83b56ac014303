import type { Words } from './words.ts';

/** Problems of an office file as a whole. */
export const officeTexts = {
  'database-needs-url': (): Words => ({
    en: 'kind: postgresql needs the url of that database',
    id: 'kind: postgresql memerlukan url basis data itu',
    hint: {
      en: 'Write url: postgresql://loket@HOST/DATABASE',
      id: 'Tulis url: postgresql://loket@HOST/DATABASE',
    },
  }),
  'not-with-sqlite': (): Words => ({
    en: 'this setting does not apply to kind: sqlite',
    id: 'pengaturan ini tidak berlaku untuk kind: sqlite',
    hint: {
      en: 'Write kind: postgresql, or remove it: SQLite keeps its file in the data folder.',
      id: 'Tulis kind: postgresql, atau hapus: SQLite menyimpan berkasnya di map data.',
    },
  }),
  'office-without-users': (): Words => ({
    en: 'without users there is no page, and no /metrics',
    id: 'tanpa pengguna tidak ada halaman dan tidak ada /metrics',
    hint: {
      en: 'Write users: [{ name: budi, role: administer, password: { file: budi.hash } }] and make that file with `loket passwd budi.hash`.',
      id: 'Tulis users: [{ name: budi, role: administer, password: { file: budi.hash } }] dan buat berkasnya dengan `loket passwd budi.hash`.',
    },
  }),
} satisfies Record<string, (...values: never[]) => Words>;
