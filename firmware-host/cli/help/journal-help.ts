import { dataOfSite, type HelpCatalogue, unsaid } from './command-help.ts';

/** The commands that read the journal of a site, or end it. */
export const journalHelp: HelpCatalogue = {
  events: {
    summary: {
      id: 'tulis kejadian situs ke keluaran standar seperti yang diterbitkan, juga selagi berjalan',
      en: 'write the events of a site to standard output as they were published, also while it runs',
    },
    options: {
      '--data': dataOfSite,
      '--from': {
        id: 'kejadian pertama, menurut nomor urutnya (biasanya yang tertua yang tersimpan)',
        en: 'the first event, by its sequence (usually the oldest kept)',
      },
      '--to': { id: 'kejadian terakhir (biasanya yang terbaru)', en: 'the last one (usually the newest)' },
      '--follow': {
        id: 'lanjutkan dengan kejadian baru, sampai Ctrl-C',
        en: 'continue with new events as they happen, until Ctrl-C',
      },
      '--format': {
        id: 'jsonl: satu CloudEvent per baris; csv: untuk lembar kerja',
        en: 'jsonl: one CloudEvent a line; csv: for a spreadsheet',
      },
    },
    notes: [
      {
        id:
          'Waktunya UTC. `id` dan `sequence` sebuah kejadian tetap selamanya, dan nomor urut tidak berlubang: yang tidak ' +
          'ada di awal lebih tua daripada `journal: keep_days` di berkas situs. CSV berkolom sequence, time, clock, boot, ' +
          'type, ticket, service, counter dan more, yang memuat selebihnya sebagai JSON.',
        en:
          'Times are UTC. An event keeps its `id` and `sequence` for ever, and sequences have no gap: what is missing at ' +
          'the start is older than `journal: keep_days` of the site file. CSV has the columns sequence, time, clock, boot, ' +
          'type, ticket, service, counter and more, which holds what else the event says, as JSON.',
      },
    ],
    examples: [
      ['loket events --data /var/lib/loket --format csv > events.csv', unsaid],
      ['loket events --data /var/lib/loket --from 18201 --to 18210', unsaid],
      ['loket events --data /var/lib/loket --follow | grep ticket.called', unsaid],
    ],
  },
  day: {
    summary: {
      id: 'angka-angka satu hari layanan: nomor, waktu tunggu dan layanan, per layanan dan loket',
      en: 'the figures of a business day: tickets, waiting and service times, per service and counter',
    },
    options: {
      '--data': dataOfSite,
      '--date': {
        id: 'hari yang masih tersimpan, seperti 2026-09-20 (biasanya hari ini)',
        en: 'a day that is still kept, like 2026-09-20 (usually the current one)',
      },
      '--json': {
        id: 'satu objek JSON, bukan tabel; waktu dalam detik',
        en: 'one JSON object instead of tables; times in seconds',
      },
    },
    notes: [
      {
        id:
          'Setiap nomor dihitung sekali, pada layanan tempatnya sekarang; yang `gugur` tidak pernah sampai pada siapa pun. ' +
          'Waktu tunggu dari pengambilan nomor (atau kembali ke antrean) sampai dipanggil; waktu layanan dari kedatangan, ' +
          'atau dari panggilan, sampai selesai. Keduanya disebut rata-rata dan p90: sembilan dari sepuluh tidak lebih lama.',
        en:
          'Every ticket counts once, at the service it belongs to now; what is `void` was never given to anybody. A wait ' +
          'is from taking the ticket (or coming back into the queue) to the call; a service time is from arrival, or else ' +
          'the call, to the end. Times are given as mean and as p90: nine of ten took no longer.',
      },
    ],
  },
  verify: {
    summary: {
      id: 'periksa setiap catatan jurnal, juga selagi situs berjalan; kode keluar 0 bila semuanya utuh',
      en: 'check every record of the journal, also while the site runs; exit code 0 when all are sound',
    },
    options: { '--data': dataOfSite },
  },
  'accept-journal': {
    summary: {
      id: 'lanjutkan dengan salinan jurnal yang lebih lama, bila yang terbaru hilang selamanya',
      en: 'continue with an older copy of the journal, when the latest one is lost for good',
    },
    options: {
      '--data': dataOfSite,
      '--yes': {
        id: 'terima; tanpa --yes hanya disebut apa yang akan hilang',
        en: 'accept it; without --yes, only show what would be lost',
      },
    },
    notes: [
      {
        id:
          'Loket tidak mulai dengan jurnal yang lebih lama daripada yang terakhir ditulisnya (gangguan journal.replaced): ' +
          'ia tidak tahu siapa yang menunggu. Bila jurnal terbaru tidak ditemukan, terimalah salinannya. Akibatnya:',
        en:
          'Loket does not start on a journal that is older than the last one it wrote (fault journal.replaced): it would ' +
          'not know who waits. If the latest journal cannot be found, accept the copy. Then:',
      },
      {
        id: 'Yang terjadi sesudah salinan dibuat hilang: nomor yang menunggu, panggilan, angka, dan kejadian yang belum sampai ke kantor.',
        en: 'What happened after the copy was made is gone: tickets waiting, calls, figures, and events the office did not get.',
      },
      {
        id: 'Nomor yang menurut penanda di samping jurnal sudah tercetak tidak diberikan lagi; pemegangnya mengambil nomor baru.',
        en: 'Numbers that the mark beside the journal records as printed are never given again; their holders take new ones.',
      },
      {
        id: 'Kejadian baru memakai nomor urut yang mungkin sudah dikenal kantor: beri tahu kantor.',
        en: 'New events get sequence numbers that the office may have seen before: inform the office.',
      },
    ],
    examples: [
      [
        'loket accept-journal --data /var/lib/loket',
        { id: 'apa yang salah dan apa yang akan hilang', en: 'what is wrong and what would be lost' },
      ],
      [
        'loket accept-journal --data /var/lib/loket --yes',
        { id: 'terima; lalu mulai Loket seperti biasa', en: 'accept it; then start Loket as usual' },
      ],
    ],
  },
  wipe: {
    summary: {
      id: 'hapus semua yang disimpan Loket dalam folder data, bila pengendali tidak dipakai lagi',
      en: 'remove everything Loket keeps in a data folder, when a controller is taken out of service',
    },
    options: { '--data': dataOfSite, '--yes': { id: 'jangan bertanya', en: 'do not ask' } },
    notes: [
      {
        id:
          'Yang dihapus: jurnal, penanda, jejak dan cadangannya, sejauh mana kantor pusat memilikinya, hitungan perangkat, ' +
          'penilaian dan formulir, dan gambar tiket simulasi. Berkas lain tetap: berkas situs, kunci, daftar pendaftaran. Ditolak selagi Loket ' +
          'berjalan di sana. Kartu memori mungkin masih menyimpan isinya: hancurkan bila itu penting.',
        en:
          'Removes the journal, its mark and trail and its reserve, how far the central office has it, the counts of the ' +
          'devices, ratings and forms, and the pictures of simulated tickets; other files in the folder stay, such as the site file, keys and ' +
          'lists of bookings. Refused while Loket runs on it. A flash card may keep the old bytes all the same: destroy it ' +
          'if that matters.',
      },
    ],
  },
};
