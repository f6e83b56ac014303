import { dataOfSite, type HelpCatalogue } from './command-help.ts';

/** The command for the office of the site, which makes a report a year. */
export const satisfactionHelp: HelpCatalogue = {
  ikm: {
    summary: {
      id: 'kepuasan masyarakat: indeks tiap unsur menurut Permenpan RB 14/2017, dan formulir kertas',
      en: 'what visitors think: the index of each element by PermenPANRB 14/2017, and paper forms',
    },
    arguments: {
      site: {
        id: 'berkas situs, untuk nama layanan (boleh tanpa)',
        en: 'the site file, for the names of services (may be left out)',
      },
    },
    options: {
      '--data': dataOfSite,
      '--from': {
        id: 'hari layanan pertama (biasanya 1 Januari)',
        en: 'the first business day (usually 1 January)',
      },
      '--to': {
        id: 'hari layanan terakhir (biasanya yang terbaru)',
        en: 'the last one (usually the newest)',
      },
      '--by': { id: 'juga per layanan: --by service', en: 'also for each service: --by service' },
      '--csv': {
        id: 'CSV untuk Excel, menurut bahasa: titik koma dan koma desimal',
        en: 'CSV for Excel, by language: commas and decimal points',
      },
      '--json': { id: 'satu objek JSON', en: 'one JSON object' },
      '--html': {
        id: 'tulis laporan untuk dicetak di kertas A4, menurut urutan peraturan',
        en: 'write the report to be printed on A4, in the order of the regulation',
      },
      '--add': {
        id: 'tambahkan formulir kertas dari berkas CSV: semuanya, atau tidak satu pun',
        en: 'add paper forms from a CSV file: all of them, or none',
      },
      '--date': {
        id: 'hari formulir yang tidak menyebut tanggal (biasanya hari ini)',
        en: 'the day of forms that tell no date (usually today)',
      },
      '--again': {
        id: 'tambahkan walaupun isi yang sama sudah ada',
        en: 'add it although the same was added before',
      },
      '--forms': { id: 'berkas formulir yang sudah ditambahkan', en: 'the files of forms that were added' },
      '--forget': {
        id: 'cabut formulir dengan nomor ini; lihat --forms',
        en: 'take out the forms with this number; see --forms',
      },
    },
    notes: [
      {
        id:
          'Bekerja selagi balai berjalan maupun tidak. Yang masuk hitungan: satu jawaban tiap kunjungan, dan formulir. IKM ' +
          'menurut peraturan hanya ada bila kesembilan unsur dijawab; denyut selalu terpisah. Kelompok dengan kurang dari 10 ' +
          'jawaban ditahan.',
        en:
          'Works while the hall runs and while it does not. Counted are one answer of each visit, and forms. There is an ' +
          'index of the regulation only if all nine elements are answered; the pulse is always apart. Groups with fewer than ' +
          '10 answers are withheld.',
      },
      {
        id:
          'Berkas formulir: baris pertama nama unsur (persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, ' +
          'pengaduan, sarana, atau U1 sampai U9), boleh juga date dan service; lalu satu baris tiap orang, dengan 1 sampai 4, ' +
          'tidak-puas, kurang, puas, sangat-puas, atau kosong. Koma, titik koma, atau tab.',
        en:
          'A file of forms: the first line has names of elements (persyaratan, prosedur, waktu, biaya, produk, kompetensi, ' +
          'perilaku, pengaduan, sarana, or U1 to U9), and date and service if you like; then a line for each person, with 1 to ' +
          '4, tidak-puas, kurang, puas, sangat-puas, or nothing. Commas, semicolons or tabs.',
      },
    ],
    examples: [
      [
        'loket ikm --from 2026-01-01 --to 2026-12-31 /etc/loket/site.yaml',
        { id: 'satu tahun, sebagai tabel', en: 'a year, as a table' },
      ],
      [
        'loket ikm --html laporan.html --by service /etc/loket/site.yaml',
        { id: 'laporan tahun ini, untuk dicetak', en: 'the report of this year, to be printed' },
      ],
      [
        'sudo loket ikm --add formulir.csv --date 2026-11-30 /etc/loket/site.yaml',
        { id: 'formulir kertas yang diketik di Excel', en: 'paper forms that were typed into Excel' },
      ],
    ],
  },
};
