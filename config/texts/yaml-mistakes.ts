import { shown, type Words } from './words.ts';

const quotes = {
  en: 'Put the text in quotes, such as "Loket 1: paspor".',
  id: 'Tulis teksnya di antara tanda kutip, misalnya "Loket 1: paspor".',
};
const align = {
  en: 'Settings that belong together start in the same column; use spaces.',
  id: 'Pengaturan yang sekelompok dimulai di kolom yang sama; gunakan spasi.',
};

/** The mistakes people make in YAML, by the error code of the `yaml` library (its documentation, "Errors"). */
const mistakes: Readonly<Record<string, Words>> = {
  TAB_AS_INDENT: {
    en: 'this line is indented with a tab',
    id: 'baris ini menjorok dengan tab',
    hint: { en: 'Use spaces.', id: 'Gunakan spasi.' },
  },
  BAD_INDENT: {
    en: 'this line is not indented like its neighbours',
    id: 'jarak awal baris ini tidak sama dengan baris lain',
    hint: align,
  },
  MISSING_CHAR: {
    en: 'a sign is missing here: a colon, a comma, a quote or a closing bracket',
    id: 'ada tanda yang kurang di sini: titik dua, koma, tanda kutip atau kurung tutup',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'there is a second colon in this line, or the line above is not finished',
    id: 'ada titik dua kedua di baris ini, atau baris di atasnya belum selesai',
    hint: quotes,
  },
  MULTILINE_IMPLICIT_KEY: {
    en: 'a name is not on one line, or its colon is missing',
    id: 'nama tidak berada pada satu baris, atau titik duanya kurang',
    hint: { en: 'Write name: value, with a space after the colon.', id: 'Tulis nama: nilai, dengan spasi.' },
  },
  BLOCK_IN_FLOW: {
    en: 'lines of settings inside brackets, or a bracket that is not closed',
    id: 'ada baris pengaturan di dalam kurung, atau kurung yang belum ditutup',
  },
  UNEXPECTED_TOKEN: {
    en: 'this sign does not belong here',
    id: 'tanda ini tidak pada tempatnya',
    hint: quotes,
  },
  BAD_SCALAR_START: {
    en: 'a text cannot begin with this sign',
    id: 'teks tidak boleh diawali tanda ini',
    hint: quotes,
  },
  BAD_DQ_ESCAPE: {
    en: 'a backslash in double quotes must be written twice',
    id: 'garis miring terbalik di antara tanda kutip ganda harus ditulis dua kali',
  },
  NON_STRING_KEY: {
    en: 'a name must be a plain word',
    id: 'nama harus berupa kata biasa',
  },
  MULTIPLE_DOCS: {
    en: 'a second document starts here (---); a site file is one document',
    id: 'dokumen kedua dimulai di sini (---); berkas situs hanya satu dokumen',
  },
  TAG_RESOLVE_FAILED: {
    en: 'tags (!) are not used in a site file',
    id: 'tag (!) tidak dipakai dalam berkas situs',
    hint: quotes,
  },
};

/** The library's error `code` in our words, else the library's own `message`. */
export function yamlMistake(code: string, message: string): Words {
  return (
    mistakes[code] ?? { en: `this is not YAML (${shown(message)})`, id: `ini bukan YAML (${shown(message)})` }
  );
}
