import { codeLine } from '../../bookings/booking-lines.ts';
import { dataKept, type HelpCatalogue, logLevel, siteArgument, unsaid } from './command-help.ts';

const mqttPort = {
  id: 'port broker MQTT Loket, sebagai ganti yang di berkas situs (0: mana saja yang bebas; biasanya 1883)',
  en: "port of the embedded MQTT broker, instead of the site file's (0: any free one; usually 1883)",
};

/** The commands about a site file and the hall that it describes. */
export const hallHelp: HelpCatalogue = {
  run: {
    summary: {
      id: 'jalankan situs dengan perangkat kerasnya; SIGHUP membaca ulang berkas situs',
      en: 'run a site with its real hardware; SIGHUP reloads the site file',
    },
    arguments: { site: siteArgument },
    options: {
      '--watch': {
        id: 'baca ulang berkas situs setiap kali berubah; yang salah tidak dipakai',
        en: 'reload the site file whenever it changes; one with errors is not used',
      },
      '--data': dataKept,
      '--mqtt-port': mqttPort,
      '--log-level': logLevel,
    },
  },
  simulate: {
    summary: {
      id: 'jalankan situs yang sama dengan semua perangkat disimulasikan; ketik `help` di dalamnya',
      en: 'run the same site with every device simulated; type `help` when it runs',
    },
    arguments: { site: siteArgument },
    options: {
      '--data': dataKept,
      '--mqtt-port': mqttPort,
      '--log-level': logLevel,
      '--port': {
        id: 'port halaman balai simulasi (0: mana saja yang bebas; biasanya 8480)',
        en: 'port of the page of the hall (0: any free one; usually 8480)',
      },
      '--no-page': { id: 'jalankan tanpa halaman', en: 'run without the page' },
      '--seed': {
        id: 'nomor acak: yang sama mengulang hal yang sama',
        en: 'seed for the random numbers of the simulated hardware',
      },
    },
  },
  check: {
    summary: {
      id: 'sebut semua yang salah dalam berkas situs atau kantor, dan apa yang dipahami darinya',
      en: 'list every problem in a site file or an office file, and show what was understood',
    },
    arguments: {
      file: {
        id: 'berkas situs, atau berkas kantor (YAML)',
        en: 'the site file, or the file of an office (YAML)',
      },
    },
    options: {
      '--strict': { id: 'peringatan dihitung sebagai kesalahan', en: 'warnings count as problems' },
      '--json': {
        id: 'satu objek JSON: masalah dalam kedua bahasa, dan apa yang dipahami',
        en: 'one JSON object: problems in both languages, and what was understood',
      },
    },
    notes: [
      {
        id: 'Kode keluar: 0 baik (mungkin ada peringatan), 1 ada yang salah, 2 perintahnya sendiri salah.',
        en: 'Exit codes: 0 fine (there may be warnings), 1 problems, 2 the command itself is wrong.',
      },
    ],
  },
  migrate: {
    summary: {
      id: 'tunjukkan perubahan yang membawa berkas situs lama ke versi program ini; berkasnya tetap',
      en: 'show the changes that migrate an older site file to the current version; the file is not changed',
    },
    arguments: { site: siteArgument },
    options: {
      '--write': {
        id: 'tulis ulang berkasnya; yang lama disimpan di sampingnya',
        en: 'rewrite the file, and keep the old one beside it',
      },
    },
  },
  schema: {
    summary: {
      id: 'cetak JSON Schema berkas situs: editor melengkapi dan menjelaskan pengaturan dengannya',
      en: 'print the JSON Schema of site files: editors complete and explain settings with it',
    },
    notes: [
      {
        id: 'Baris pertama berkas situs lalu: # yaml-language-server: $schema=site.schema.json',
        en: 'The first line of the site file then is: # yaml-language-server: $schema=site.schema.json',
      },
    ],
    examples: [['loket schema > site.schema.json', unsaid]],
  },
  passwd: {
    summary: {
      id: 'buat hash sandi MQTT, untuk disebut di berkas situs; sandinya dibaca dari papan ketik',
      en: 'make the hash of an MQTT password, to be named in the site file; reads the password from the keyboard',
    },
    arguments: {
      file: {
        id: 'tempat hash ditulis; tanpa berkas, hash dicetak',
        en: 'where the hash is written; it is printed when no file is named',
      },
    },
  },
  'hash-bookings': {
    summary: {
      id: 'baca kode pendaftaran dari masukan standar, tulis hash berkunci ke keluaran standar',
      en: 'read booking codes from standard input, write their keyed hashes to standard output',
    },
    options: {
      '--key': {
        id: 'berkas kunci, yang juga disebut di berkas situs',
        en: 'the file with the key, which the site file names too',
      },
    },
    notes: [{ id: `Barisnya: ${codeLine}`, en: `Its lines: ${codeLine}` }],
    examples: [['loket hash-bookings --key booking.key < codes.csv > bookings.csv', unsaid]],
  },
};
