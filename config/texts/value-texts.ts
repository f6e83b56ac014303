import { elementIds } from '../../firmware-host/queue/survey.ts';
import { near } from '../near.ts';
import { linkFields, unknownFields } from '../values/link.ts';
import { unitMeant } from './units.ts';
import { listed, meant, shown, type Words } from './words.ts';

/**
 * Problems of one value, with the value that was found. A schema names one of these codes as its error message; any
 * other message of a schema is shown unchanged.
 */
export const valueTexts = {
  'bad-id': (found: string): Words => ({
    en: `'${shown(found)}' cannot be an id`,
    id: `'${shown(found)}' tidak bisa menjadi id`,
    hint: {
      en: 'An id has 1 to 40 small letters, digits and dashes, such as loket-1.',
      id: 'Id terdiri dari 1 sampai 40 huruf kecil, angka dan tanda hubung, misalnya loket-1.',
    },
  }),
  'bad-duration': (found: string): Words => ({
    en: `'${shown(found)}' is not a duration up to 24 hours`,
    id: `'${shown(found)}' bukan lama waktu sampai 24 jam`,
    hint: unitMeant(found) ?? {
      en: 'Write 5s, 2m or 1h30m.',
      id: 'Tulis 5s (detik), 2m (menit) atau 1h30m (jam).',
    },
  }),
  'bad-minutes': (found: string): Words => ({
    en: `'${shown(found)}' is not a number of whole minutes`,
    id: `'${shown(found)}' bukan jumlah menit yang bulat`,
    hint: unitMeant(found) ?? { en: 'Write 30m or 1h.', id: 'Tulis 30m (menit) atau 1h (jam).' },
  }),
  'bad-zone': (found: string): Words => ({
    en: `'${shown(found)}' is not a time zone`,
    id: `'${shown(found)}' bukan zona waktu`,
    hint: {
      en: 'Write WIB, WITA or WIT, or a name such as Asia/Jakarta.',
      id: 'Tulis WIB, WITA atau WIT, atau nama seperti Asia/Jakarta.',
    },
  }),
  'bad-place': (found: string): Words => ({
    en: `'${shown(found)}' is not a place`,
    id: `'${shown(found)}' bukan letak`,
    hint: {
      en: 'Write [latitude, longitude] in degrees, south and west negative: [-8.2192, 114.3691].',
      id: 'Tulis [lintang, bujur] dalam derajat, selatan dan barat negatif: [-8.2192, 114.3691].',
    },
  }),
  'bad-latitude': (found: string): Words => ({
    en: `'${shown(found)}' is not a latitude from -90 to 90`,
    id: `'${shown(found)}' bukan lintang dari -90 sampai 90`,
    hint: {
      en: 'The latitude comes first, with a point and no degree sign: [-8.2192, 114.3691].',
      id: 'Lintang ditulis lebih dulu, dengan titik dan tanpa tanda derajat: [-8.2192, 114.3691].',
    },
  }),
  'bad-longitude': (found: string): Words => ({
    en: `'${shown(found)}' is not a longitude from -180 to 180`,
    id: `'${shown(found)}' bukan bujur dari -180 sampai 180`,
    hint: {
      en: 'The longitude comes second, with a point and no degree sign: [-8.2192, 114.3691].',
      id: 'Bujur ditulis kedua, dengan titik dan tanpa tanda derajat: [-8.2192, 114.3691].',
    },
  }),
  'bad-date': (found: string): Words => ({
    en: `'${shown(found)}' is not a date`,
    id: `'${shown(found)}' bukan tanggal`,
    hint: { en: 'Write year-month-day: 2026-08-17.', id: 'Tulis tahun-bulan-hari: 2026-08-17.' },
  }),
  'bad-day': (found: string): Words => ({
    en: `'${shown(found)}' is not a day of the week`,
    id: `'${shown(found)}' bukan hari`,
    hint: {
      en: 'Write mon, tue, wed, thu, fri, sat or sun, or a row of days such as mon-fri.',
      id: 'Tulis sen, sel, rab, kam, jum, sab atau min, atau rentang seperti sen-jum.',
    },
  }),
  'bad-span': (found: string): Words => ({
    en: `'${shown(found)}' is not a time span`,
    id: `'${shown(found)}' bukan rentang jam`,
    hint: {
      en: 'Write 08.00-15.00, several as [08.00-11.30, 13.00-15.00], or closed.',
      id: 'Tulis 08.00-15.00, beberapa sebagai [08.00-11.30, 13.00-15.00], atau tutup.',
    },
  }),
  'bad-hours': (found: string): Words => ({
    en: `'${shown(found)}' does not say when it is open`,
    id: `'${shown(found)}' tidak menyatakan jam buka`,
    hint: {
      en: 'Write { mon-fri: 08.00-15.00 }, or always.',
      id: 'Tulis { sen-jum: 08.00-15.00 }, atau selalu.',
    },
  }),
  'reversed-span': (found: string): Words => ({
    en: `${shown(found)} ends before it starts`,
    id: `${shown(found)} berakhir sebelum dimulai`,
    hint: { en: 'The latest end of a day is 24.00.', id: 'Akhir hari paling lambat 24.00.' },
  }),
  'overlapping-spans': (): Words => ({
    en: 'these times overlap or are not in order',
    id: 'jam-jam ini tumpang tindih atau tidak berurutan',
  }),
  'too-many-spans': (_found: string): Words => ({
    en: 'at most 8 times of day may be written here',
    id: 'paling banyak 8 rentang jam boleh ditulis di sini',
  }),
  'too-many-texts': (_found: string): Words => ({
    en: 'at most 50 texts may be written here',
    id: 'paling banyak 50 teks boleh ditulis di sini',
  }),
  'bad-time': (found: string): Words => ({
    en: `'${shown(found)}' is not a time of day`,
    id: `'${shown(found)}' bukan jam`,
    hint: {
      en: 'Write "11.50" in quotes, on some days fri 11.30 or mon-thu 11.50.',
      id: 'Tulis "11.50" di antara tanda kutip, pada hari tertentu jum 11.30 atau sen-kam 11.50.',
    },
  }),
  'bad-language': (found: string): Words => ({
    en: `'${shown(found)}' is not a language`,
    id: `'${shown(found)}' bukan bahasa`,
    hint: {
      en: 'Write its two or three letters: id, en, jv (Javanese), su (Sundanese), bbc (Batak Toba).',
      id: 'Tulis dua atau tiga hurufnya: id, en, jv (Jawa), su (Sunda), bbc (Batak Toba).',
    },
  }),
  'bad-put-back': (found: string): Words => ({
    en: `'${shown(found)}' is not a place in the queue`,
    id: `'${shown(found)}' bukan tempat dalam antrean`,
    hint: {
      en: 'Write end, or how many visitors are called first, such as 3.',
      id: 'Tulis end, atau berapa pengunjung dipanggil dahulu, misalnya 3.',
    },
  }),
  'bad-prefix': (found: string): Words => ({
    en: `'${shown(found)}' cannot be the prefix of a ticket number`,
    id: `'${shown(found)}' tidak bisa menjadi huruf depan nomor`,
    hint: {
      en: 'Write one to three capital letters or digits, such as A or "4K".',
      id: 'Tulis satu sampai tiga huruf besar atau angka, misalnya A atau "4K".',
    },
  }),
  'bad-host': (found: string): Words => ({
    en: `'${shown(found)}' is not an address to listen at`,
    id: `'${shown(found)}' bukan alamat untuk menerima sambungan`,
    hint: {
      en: 'Write 127.0.0.1 for this machine alone, 0.0.0.0 for every network, or an address of this machine.',
      id: 'Tulis 127.0.0.1 untuk mesin ini saja, 0.0.0.0 untuk semua jaringan, atau satu alamat mesin ini.',
    },
  }),
  'bad-host-name': (found: string): Words => ({
    en: `'${shown(found)}' is not the name of a machine`,
    id: `'${shown(found)}' bukan nama mesin`,
    hint: {
      en: 'Write the name in the address bar, without http:// and port, such as papan.mpp.example.',
      id: 'Tulis yang ada di bilah alamat, tanpa http:// dan port, misalnya papan.mpp.example.',
    },
  }),
  'bad-colour': (found: string): Words => ({
    en: `'${shown(found)}' is not a colour`,
    id: `'${shown(found)}' bukan warna`,
    hint: {
      en: 'Write six hexadecimal digits after #, in quotes: "#0b1f33".',
      id: 'Tulis enam angka heksadesimal setelah #, di antara tanda kutip: "#0b1f33".',
    },
  }),
  'bad-discovery-prefix': (found: string): Words => ({
    en: `'${shown(found)}' cannot be where Home Assistant looks for devices`,
    id: `'${shown(found)}' tidak bisa menjadi tempat Home Assistant mencari perangkat`,
    hint: {
      en: "Write Home Assistant's discovery prefix, such as homeassistant: letters, digits, - and _, not below loket/.",
      id: 'Tulis discovery prefix dari Home Assistant, misalnya homeassistant: huruf, angka, - dan _, bukan di bawah loket/.',
    },
  }),
  /** The value is not repeated in the message: people write passwords into addresses. */
  'bad-link': (_found: string): Words => ({
    en: 'this is not an address of the web that can be printed',
    id: 'ini bukan alamat web yang dapat dicetak',
    hint: {
      en: 'Write https://HOST/PATH without spaces and without a password; a name in braces may stand after the host, and each { needs its }.',
      id: 'Tulis https://HOST/JALUR tanpa spasi dan tanpa kata sandi; nama dalam kurung kurawal boleh ada setelah host, dan tiap { perlu }.',
    },
  }),
  'bad-link-field': (found: string): Words => cannotFill(found, linkFields.ticket),
  'bad-complaint-field': (found: string): Words => cannotFill(found, linkFields.complaint),
  'bad-element': (found: string): Words => ({
    en: `'${shown(found)}' is nothing that can be asked`,
    id: `'${shown(found)}' bukan yang dapat ditanyakan`,
    hint: meant(near(found, elementIds), elementIds),
  }),
  'pulse-in-list': (_found: string): Words => ({
    en: 'pulse takes no turns: it asks about the visit as a whole, and has an index of its own',
    id: 'pulse tidak bergiliran: ia menanyakan kunjungan secara keseluruhan, dan nilainya dihitung tersendiri',
    hint: {
      en: 'Write pulse alone, or elements of the survey without it.',
      id: 'Tulis pulse saja, atau unsur survei tanpa pulse.',
    },
  }),
  'bad-score': (found: string): Words => ({
    en: `'${shown(found)}' is no score`,
    id: `'${shown(found)}' bukan nilai`,
    hint: {
      en: 'Write 4 (best) to 1 (worst) without quotes, none for a key that says nothing, or pengaduan for complaints.',
      id: 'Tulis 4 (terbaik) sampai 1 (terburuk) tanpa tanda kutip, none bila tombol tidak berarti apa-apa, atau pengaduan.',
    },
  }),
  'asked-twice': (_found: string): Words => ({
    en: 'an element is listed twice: each one has its turn once',
    id: 'ada unsur yang ditulis dua kali: setiap unsur mendapat giliran sekali',
  }),
  'bad-path': (found: string): Words => ({
    en: `'${shown(found)}' cannot be the name of a file here`,
    id: `'${shown(found)}' tidak bisa menjadi nama berkas di sini`,
    hint: {
      en: "Write letters, digits, dots, dashes and _, with / between folders, and no '..'.",
      id: "Tulis huruf, angka, titik, tanda hubung dan _, dengan / di antara map, tanpa '..'.",
    },
  }),
  'bad-user-name': (found: string): Words => ({
    en: `'${shown(found)}' cannot be the name of a user`,
    id: `'${shown(found)}' tidak bisa menjadi nama pengguna`,
    hint: {
      en: 'Write up to 64 letters, digits and signs, without spaces.',
      id: 'Tulis paling banyak 64 huruf, angka dan tanda, tanpa spasi.',
    },
  }),
  /** The value is not repeated in the message: people write passwords into addresses. */
  'bad-database': (_found: string): Words => ({
    en: 'this is not the address of a PostgreSQL database',
    id: 'ini bukan alamat basis data PostgreSQL',
    hint: {
      en: 'Write postgresql://loket@HOST/DATABASE; the password stands in a file: password: { file: db.password }.',
      id: 'Tulis postgresql://loket@HOST/DATABASE; kata sandinya dalam berkas: password: { file: db.password }.',
    },
  }),
  'bad-version': (found: string): Words => ({
    en: `version ${shown(found)} of this file is not known here`,
    id: `berkas versi ${shown(found)} tidak dikenal di sini`,
    hint: { en: 'This program reads version: 1.', id: 'Program ini membaca version: 1.' },
  }),
  /** The value is not repeated in the message: people write passwords into addresses. */
  'bad-broker': (_found: string): Words => ({
    en: 'this is not the address of an MQTT broker',
    id: 'ini bukan alamat broker MQTT',
    hint: {
      en: 'Write mqtts://HOST or mqtts://HOST:PORT; user and password have settings of their own.',
      id: 'Tulis mqtts://HOST atau mqtts://HOST:PORT; pengguna dan sandi ditulis tersendiri.',
    },
  }),
  'bad-updates': (found: string): Words => ({
    en: `'${found}' is no place of new versions`,
    id: `'${found}' bukan tempat versi baru`,
    hint: {
      en: 'Write https://HOST/FOLDER, or a folder from /: what `loket repository` made.',
      id: 'Tulis https://HOST/FOLDER, atau folder dari /: yang dibuat `loket repository`.',
    },
  }),
  /** The value is not repeated here either: it may be the secret itself. */
  'secret-in-file': (_found: string): Words => ({
    en: 'a secret must not stand in the site file',
    id: 'rahasia tidak boleh ditulis di berkas situs',
    hint: {
      en: 'Put it into a file of its own that only the controller may read, and write { file: NAME }.',
      id: 'Simpan dalam berkas tersendiri yang hanya boleh dibaca pengendali, lalu tulis { file: NAMA }.',
    },
  }),
  'number-as-text': (found: string): Words => ({
    en: `a text is needed here, and ${shown(found)} is a number`,
    id: `di sini harus ada teks, sedangkan ${shown(found)} adalah angka`,
    hint: {
      en: `Write it in quotes: "${shown(found)}".`,
      id: `Tulis di antara tanda kutip: "${shown(found)}".`,
    },
  }),
} satisfies Record<string, (found: string) => Words>;

function cannotFill(link: string, known: readonly string[]): Words {
  const names = listed(unknownFields(link, known));
  return {
    en: `nothing can be filled in for ${names}`,
    id: `${names} tidak dapat diisi`,
    hint: {
      en: `Possible in braces: ${known.join(', ')}.`,
      id: `Yang boleh di dalam kurung kurawal: ${known.join(', ')}.`,
    },
  };
}

/** The codes of the file's own schemas. */
export type ValueCode = keyof typeof valueTexts;
