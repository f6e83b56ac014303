import { type HelpCatalogue, logLevel, unsaid } from './command-help.ts';

const ofBroker = {
  '--broker': { id: 'mqtt://HOST:PORT atau mqtts://HOST:PORT', en: 'mqtt://HOST:PORT or mqtts://HOST:PORT' },
  '--username': { id: 'pengguna broker', en: 'user of the broker' },
  '--password-file': {
    id: 'berkas kata sandi, yang hanya boleh dibaca pemilik dan grupnya',
    en: 'file with the password, which only its owner and group may read',
  },
  '--ca': {
    id: 'PEM otoritas yang menandatangani sertifikat broker',
    en: 'PEM of the authority that signed the certificate of the broker',
  },
};

/** The commands of the central office. */
export const officeHelp: HelpCatalogue = {
  office: {
    summary: {
      id: 'mengawasi semua situs di broker pusat: apa yang berjalan, apa yang rusak, siapa yang memperbaiki',
      en: 'watch all sites on a central broker: what works and what does not, who mends it, history, alerts',
    },
    arguments: { file: { id: 'berkas kantor (YAML)', en: 'the file of the office (YAML)' } },
    options: {
      '--data': {
        id: 'tempat gudang data, dan tidak ada yang lain, disimpan',
        en: 'where the store and nothing else is kept',
      },
      '--demo': {
        id: 'mainkan 200 situs simulasi beserta gangguannya, dan awasi; tidak ada yang disimpan',
        en: 'play a fleet of 200 simulated sites with faults, and watch it; nothing is kept',
      },
      '--port': {
        id: 'dengan --demo: port halamannya (0: mana saja yang bebas)',
        en: 'with --demo: port of the page (0: any free one)',
      },
      '--seed': {
        id: 'dengan --demo: nomor acak; yang sama mengulang hal yang sama',
        en: 'with --demo: seed of what happens',
      },
      '--worker': {
        id: 'nama yang tidak dipakai pekerja lain dari gudang data yang sama (biasanya nama mesin)',
        en: 'a name that no other worker of the same store has (usually that of the machine)',
      },
      '--log-level': logLevel,
    },
    notes: [
      {
        id:
          'Mulailah dari config/system/office.yaml, dan periksa dengan `loket check office.yaml`. Halamannya hanya untuk ' +
          'pengguna yang ada di berkas itu: buat sandi dengan `loket passwd budi.hash`. /metrics untuk Prometheus ada di ' +
          'port yang sama, bagi program di mesin ini. Arti penilaiannya ada di docs/office.md.',
        en:
          'Start from config/system/office.yaml, and list its mistakes with `loket check office.yaml`. The page is shown ' +
          'to the users of the file alone: make a password with `loket passwd budi.hash`. /metrics is there for Prometheus, ' +
          'on the same port, for programs on this machine. docs/office.md says what the verdicts mean.',
      },
    ],
    examples: [
      ['loket office --demo', unsaid],
      ['loket office office.yaml --data /var/lib/loket-office', unsaid],
    ],
  },
  follow: {
    summary: {
      id: 'di kantor pusat: cetak kejadian semua situs, masing-masing sekali dan berurutan, sebagai baris JSON',
      en: 'at the central office: print the events of all sites, each once and in order, as JSON lines',
    },
    options: {
      ...ofBroker,
      '--data': {
        id: 'folder untuk nomor kejadian terakhir yang diterima dari tiap situs',
        en: 'folder for the last event number received from each site',
      },
      '--from': {
        id: 'kejadian pertama yang diminta dari situs yang belum dikenal (biasanya yang pertama diterima)',
        en: 'first event wanted from a site not seen before (usually the first one received)',
      },
    },
  },
  'clear-site': {
    summary: {
      id: 'di kantor pusat: hapus semua yang disimpan broker dari situs yang sudah ditutup selamanya',
      en: 'at the central office: clear all that the broker retains of a site that was closed for good',
    },
    arguments: {
      site: { id: 'id situs yang sudah ditutup selamanya', en: 'the id of a site that was closed for good' },
    },
    options: {
      ...ofBroker,
      '--listen': {
        id: 'berapa lama didengarkan apakah situsnya masih hidup',
        en: 'how long to listen whether the site is live',
      },
      '--yes': {
        id: 'hapus; tanpa ini hanya disebut apa yang akan dihapus',
        en: 'clear it; without this, only what would be cleared is listed',
      },
    },
    notes: [
      {
        id:
          'Broker menyimpan kata terakhir sebuah situs selamanya. Perintah ini mendengarkan dahulu: situs yang berjalan ' +
          'mengirim keadaannya setiap 30 detik, dan yang terdengar tidak dihapus (kode keluar 1). Pesan wasiat (last will) ' +
          'tidak dihitung. Lalu setiap topiknya dihapus dan dilihat sekali lagi. Topiknya dicetak ke keluaran standar.',
        en:
          'A broker keeps what a site said last for ever. This listens first: a site that runs says its health every 30 s, ' +
          'and one that is heard is not cleared (exit code 1). A last will is not its word. Then every retained topic of ' +
          'the site is cleared and looked at once more. The topics go to standard output.',
      },
    ],
    examples: [
      [
        'loket clear-site mpp-batam --broker mqtt://127.0.0.1:1883',
        { id: 'apa yang ada', en: 'what is there' },
      ],
      ['loket clear-site mpp-batam --broker mqtt://127.0.0.1:1883 --yes', { id: 'hapus', en: 'clear it' }],
    ],
  },
};
