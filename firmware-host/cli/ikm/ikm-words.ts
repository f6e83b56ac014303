import type { Language } from '../../../config/site.ts';
import type { AnswerKind } from '../../satisfaction/rating-days.ts';
import { shownFromAnswers } from '../../satisfaction/withholding.ts';

/** What the report of satisfaction says on the console. */
export interface IkmWords {
  readonly noSite: (data: string) => string;
  readonly otherSite: (data: string, owner: string, site: string) => string;
  readonly damaged: (path: string, why: string) => string;
  readonly putAside: (path: string) => string;
  readonly counting: (records: number) => string;
  readonly nothingYet: string;
  readonly nothingThen: (from: string, to: string, first: string, last: string) => string;
  readonly backwards: (from: string, to: string) => string;
  readonly written: (path: string) => string;
  readonly allServices: string;
  readonly noService: string;
  readonly heading: (site: string, from: string, to: string) => string;
  readonly people: (
    visits: string,
    needed: string,
    pads: string,
    forms: string,
    complaints: string,
  ) => string;
  readonly response: (percent: string) => string;
  readonly columns: readonly string[];
  readonly survey: string;
  readonly partial: (elements: number) => string;
  readonly missing: (elements: string) => string;
  readonly surveyWithheld: string;
  readonly nothingAsked: string;
  readonly pulse: string;
  /** In a cell. */
  readonly parts: { readonly survey: string; readonly pulse: string };
  readonly withheld: string;
  readonly none: string;
  readonly leftOut: string;
  readonly kinds: Readonly<Record<Exclude<AnswerKind, 'counted'>, string>>;
  readonly nothingLeftOut: string;
  readonly unsynced: (answers: number) => string;
  readonly lost: (records: number) => string;
  readonly tooFew: string;
}

export const ikmWords: Readonly<Record<Language, IkmWords>> = {
  id: {
    noSite: (data) => `belum ada situs yang memakai jurnal di ${data}`,
    otherSite: (data, owner, site) => `${data} milik situs ${owner}, tetapi berkas situs ini dari ${site}`,
    damaged: (path, why) =>
      `${path} tidak terbaca (${why}): hanya hari-hari yang masih ada di jurnal yang dihitung.`,
    putAside: (path) =>
      `${path} berisi penilaian yang dahulu tidak terbaca: hari-hari di dalamnya mungkin tidak ada di laporan ini.`,
    counting: (records) => `menghitung ${records} catatan jurnal ...`,
    nothingYet: 'belum ada penilaian, kunjungan, atau formulir; kunjungan dihitung sejak loket melayani',
    nothingThen: (from, to, first, last) =>
      `tidak ada data dari ${from} sampai ${to}; yang ada: ${first} sampai ${last}`,
    backwards: (from, to) => `--from ${from} lebih lambat daripada --to ${to}: tukarkan keduanya`,
    written: (path) => `${path} ditulis. Cetak dari peramban, di kertas A4.`,
    allServices: 'Semua layanan',
    noService: 'Tanpa layanan',
    heading: (site, from, to) => `${site}: kepuasan masyarakat ${from} sampai ${to}`,
    people: (visits, needed, pads, forms, complaints) =>
      `${visits} kunjungan, perlu ${needed} jawaban tiap unsur; ${pads} jawaban papan, ${forms} formulir; ${complaints} pengaduan`,
    response: (percent) => `${percent} % kunjungan menjawab di papan`,
    columns: [
      '',
      'unsur',
      'n',
      'papan',
      'formulir',
      'perlu',
      'rata-rata',
      'indeks',
      'mutu',
      '95 %',
      'respons %',
    ],
    survey: 'IKM (Permenpan RB 14/2017)',
    partial: (elements) => `Rata-rata ${elements} unsur yang ditanyakan: bukan IKM menurut peraturan`,
    missing: (elements) => `IKM tidak dapat dihitung: belum ada jawaban untuk ${elements}.`,
    surveyWithheld: 'IKM ditahan: sebuah unsur ditahan, dan bersama yang lain nilainya dapat dihitung.',
    nothingAsked: 'Tidak ada unsur yang dijawab.',
    pulse: 'Denyut: satu pertanyaan tentang seluruh kunjungan, di luar survei menurut peraturan',
    parts: { survey: 'survei', pulse: 'denyut' },
    withheld: 'ditahan',
    none: '-',
    leftOut: 'Tidak masuk indeks',
    kinds: {
      repeated: 'kunjungan yang sudah menjawab',
      none: 'ditekan tanpa kunjungan',
      hall: 'papan balai, tanpa loket',
    },
    nothingLeftOut: 'tidak ada',
    unsynced: (answers) =>
      `${answers} jawaban diberikan selagi jam belum pasti: tanggalnya bisa jadi keliru.`,
    lost: (records) =>
      `${records} catatan hilang dari jurnal sebelum dihitung: penilaian di dalamnya tidak diketahui.`,
    tooFew: `ditahan: kurang dari ${shownFromAnswers} jawaban, atau dapat dihitung dari baris lain.`,
  },
  en: {
    noSite: (data) => `no site has used the journal in ${data} yet`,
    otherSite: (data, owner, site) =>
      `${data} belongs to the site ${owner}, but this site file is of ${site}`,
    damaged: (path, why) =>
      `${path} cannot be read (${why}): only days that the journal still has are counted.`,
    putAside: (path) =>
      `${path} has ratings that could not be read once: days in it may be missing from this report.`,
    counting: (records) => `counting ${records} records of the journal ...`,
    nothingYet: 'there are no ratings, visits or forms yet; visits count once a counter has served somebody',
    nothingThen: (from, to, first, last) =>
      `there is nothing from ${from} to ${to}; there is from ${first} to ${last}`,
    backwards: (from, to) => `--from ${from} is later than --to ${to}: swap them`,
    written: (path) => `${path} is written. Print it from a browser, on A4.`,
    allServices: 'All services',
    noService: 'Without a service',
    heading: (site, from, to) => `${site}: satisfaction from ${from} to ${to}`,
    people: (visits, needed, pads, forms, complaints) =>
      `${visits} visits, which need ${needed} answers to each element; ${pads} answers of pads, ${forms} forms; ${complaints} complaints`,
    response: (percent) => `${percent} % of the visits answered at a pad`,
    columns: ['', 'element', 'n', 'pads', 'forms', 'needed', 'mean', 'index', 'band', '95 %', 'response %'],
    survey: 'Index of the regulation (PermenPANRB 14/2017)',
    partial: (elements) =>
      `Mean of the ${elements} elements that were asked: not the index of the regulation`,
    missing: (elements) => `There is no index of the regulation: nobody has answered ${elements}.`,
    surveyWithheld: 'The index is withheld: an element is, and could be reckoned from it and the others.',
    nothingAsked: 'No element was answered.',
    pulse: 'Pulse: one question about the whole visit, outside the survey of the regulation',
    parts: { survey: 'survey', pulse: 'pulse' },
    withheld: 'withheld',
    none: '-',
    leftOut: 'Left out of the index',
    kinds: {
      repeated: 'visits that had answered already',
      none: 'pressed without a visit',
      hall: 'pads of the hall, without a counter',
    },
    nothingLeftOut: 'nothing',
    unsynced: (answers) =>
      `${answers} answers were given while the clock was not sure: their date may be wrong.`,
    lost: (records) =>
      `${records} records were gone from the journal before they were counted: ratings in them are not known.`,
    tooFew: `withheld: fewer than ${shownFromAnswers} answers, or it could be reckoned from other rows.`,
  },
};
