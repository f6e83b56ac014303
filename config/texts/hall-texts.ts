import { listed, type Said, shown, type Words } from './words.ts';

/** The thing that a name in the file refers to. */
export type Thing = 'service' | 'counter' | 'printer' | 'board' | 'zone';

const things: Readonly<Record<Thing, Said>> = {
  service: { en: 'service', id: 'layanan' },
  counter: { en: 'counter', id: 'loket' },
  printer: { en: 'printer', id: 'printer' },
  board: { en: 'board', id: 'papan Arduino' },
  zone: { en: 'zone', id: 'zona' },
};

const days: Readonly<Record<number, Said>> = {
  1: { en: 'Monday', id: 'Senin' },
  2: { en: 'Tuesday', id: 'Selasa' },
  3: { en: 'Wednesday', id: 'Rabu' },
  4: { en: 'Thursday', id: 'Kamis' },
  5: { en: 'Friday', id: 'Jumat' },
  6: { en: 'Saturday', id: 'Sabtu' },
  7: { en: 'Sunday', id: 'Minggu' },
};

/** Problems between settings that are each valid by themselves. */
export const hallTexts = {
  'unknown-reference': (thing: Thing, name: string, hint: Words['hint']): Words => ({
    en: `there is no ${things[thing].en} '${shown(name)}'`,
    id: `tidak ada ${things[thing].id} '${shown(name)}'`,
    hint,
  }),
  'unknown-target': (name: string, hint: Words['hint']): Words => ({
    en: `there is no service and no counter '${shown(name)}'`,
    id: `tidak ada layanan maupun loket '${shown(name)}'`,
    hint,
  }),
  'not-a-printer': (name: string, kind: string): Words => ({
    en: `'${shown(name)}' is a ${kind}, not a printer`,
    id: `'${shown(name)}' adalah ${kind}, bukan printer`,
  }),
  'not-a-ticket-machine': (name: string, hint: Words['hint']): Words => ({
    en: `'${shown(name)}' is not a ticket machine: keys or a scanner without a counter`,
    id: `'${shown(name)}' bukan mesin tiket: tombol atau pemindai tanpa loket`,
    hint,
  }),
  'counter-and-machine': (): Words => ({
    en: 'a display belongs to a counter or to a ticket machine, not to both',
    id: 'papan milik satu loket atau satu mesin tiket, bukan keduanya',
    hint: { en: 'Remove counter or ticket_machine.', id: 'Hapus counter atau ticket_machine.' },
  }),
  'instead-itself': (): Words => ({
    en: 'a printer cannot stand in for itself',
    id: 'printer tidak dapat menggantikan dirinya sendiri',
    hint: { en: 'Name another printer.', id: 'Tulis printer lain.' },
  }),
  'board-elsewhere': (kind: string): Words => ({
    en: `a ${kind} is not written here`,
    id: `${kind} tidak ditulis di sini`,
    hint: { en: 'Write it under boards.', id: 'Tulis di bawah boards.' },
  }),
  clash: (thing: Said, owner: string, where: string, also: string): Words => ({
    en: `${thing.en} is used twice: by ${owner} (${where}) and by ${also}`,
    id: `${thing.id} dipakai dua kali: oleh ${owner} (${where}) dan oleh ${also}`,
  }),
  'line-set-otherwise': (of: {
    readonly line: string;
    readonly setting: string;
    readonly owner: string;
    readonly where: string;
    readonly value: string | number;
    readonly other: string | number | undefined;
  }): Words => ({
    en: `${of.owner} has ${of.line} with ${of.setting}: ${of.other} (${of.where}), not ${of.value}`,
    id: `${of.owner} memakai ${of.line} dengan ${of.setting}: ${of.other} (${of.where}), bukan ${of.value}`,
    hint: {
      en: 'All devices on one line have the same kind, baud_rate and parity; connect this one to another line.',
      id: 'Semua perangkat di satu jalur harus sama kind, baud_rate dan parity-nya; sambungkan yang ini ke jalur lain.',
    },
  }),
  'alike-hid': (owner: string, where: string): Words => ({
    en: `this USB device cannot be told apart from ${owner} (${where})`,
    id: `perangkat USB ini tidak dapat dibedakan dari ${owner} (${where})`,
    hint: {
      en: 'Give both of them their serial, or the path of a udev link.',
      id: 'Tulis serial pada keduanya, atau path dari tautan udev.',
    },
  }),
  'uses-disabled': (name: string): Words => ({
    en: `'${shown(name)}' is switched off (enabled: false)`,
    id: `'${shown(name)}' dimatikan (enabled: false)`,
  }),
  'same-id': (where: string): Words => ({
    en: `a service has the same id (${where})`,
    id: `ada layanan dengan id yang sama (${where})`,
    hint: {
      en: 'Give the counter another id, so that the target of a transfer is clear.',
      id: 'Beri loket nama lain, supaya tujuan pindah antrean jelas.',
    },
  }),
  'duplicate-device': (where: string): Words => ({
    en: `a board has the same id (${where})`,
    id: `ada papan Arduino dengan id yang sama (${where})`,
  }),
  'duplicate-prefix': (prefix: string, other: string, where: string): Words => ({
    en: `prefix ${prefix} is already used by ${other} (${where})`,
    id: `huruf depan ${prefix} sudah dipakai oleh ${other} (${where})`,
  }),
  'duplicate-number': (number: number, other: string, where: string): Words => ({
    en: `counter number ${number} is already used by ${other} (${where})`,
    id: `nomor loket ${number} sudah dipakai oleh ${other} (${where})`,
  }),
  'service-unserved': (): Words => ({
    en: 'no counter serves this service: its visitors would never be called',
    id: 'tidak ada loket yang melayani ini: pengunjungnya tidak akan pernah dipanggil',
    hint: {
      en: 'Add it to serves of a counter, or remove the service.',
      id: 'Tambahkan ke serves sebuah loket, atau hapus layanan ini.',
    },
  }),
  'low-contrast': (ratio: number, least: number): Words => ({
    en: `this colour has a contrast of ${ratio}:1 to the background, and ${least}:1 is needed`,
    id: `kontras warna ini terhadap latar ${ratio}:1, padahal perlu ${least}:1`,
    hint: {
      en: 'Make one of them lighter or darker.',
      id: 'Buat salah satunya lebih terang atau lebih gelap.',
    },
  }),
  'bad-logo': (why: Said): Words => ({ ...why }),
  'served-twice': (name: string): Words => ({
    en: `'${shown(name)}' is in this list twice`,
    id: `'${shown(name)}' tertulis dua kali dalam daftar ini`,
  }),
  'counter-without-keys': (): Words => ({
    en: 'no keys belong to this counter: nobody can call from it',
    id: 'loket ini tidak punya tombol: tidak ada yang bisa memanggil dari sini',
  }),
  'counter-without-display': (): Words => ({
    en: 'no display belongs to this counter: visitors cannot see whom it calls',
    id: 'loket ini tidak punya papan angka: pengunjung tidak melihat siapa yang dipanggil',
  }),
  'quota-beyond-numbers': (quota: number, numbers: number): Words => ({
    en: `a quota of ${quota}, but there are only ${numbers} ticket numbers a day`,
    id: `kuota ${quota}, padahal hanya ada ${numbers} nomor per hari`,
    hint: { en: 'Raise digits or lower the quota.', id: 'Tambah digits atau turunkan kuota.' },
  }),
  'no-numbers': (first: number, last: number): Words => ({
    en: `the first number is ${first}, but the last one that fits the digits is ${last}`,
    id: `nomor pertama ${first}, padahal nomor terakhir yang muat adalah ${last}`,
  }),
  'class-quota-beyond-total': (quota: number, total: number): Words => ({
    en: `a quota of ${quota} for this class can never be reached: the total is ${total}`,
    id: `kuota ${quota} untuk golongan ini tidak akan tercapai: totalnya ${total}`,
  }),
  'total-beyond-classes': (total: number, classes: number): Words => ({
    en: `a total of ${total} can never be reached: the quotas of the classes add up to ${classes}`,
    id: `total ${total} tidak akan tercapai: kuota semua golongan berjumlah ${classes}`,
  }),
  'surge-beyond-quota': (waiting: number, quota: number): Words => ({
    en: `${waiting} never wait: the quota is ${quota}`,
    id: `tidak pernah ada ${waiting} yang menunggu: kuotanya ${quota}`,
  }),
  'never-open': (): Words => ({
    en: 'these hours are never open: no ticket is ever issued',
    id: 'jam ini tidak pernah buka: tidak ada nomor yang keluar',
    hint: { en: 'Write mon-fri: 08.00-15.00, or always.', id: 'Tulis sen-jum: 08.00-15.00, atau selalu.' },
  }),
  'cutoff-beyond-day': (weekday: number): Words => ({
    en: `no ticket would ever be issued on ${days[weekday]?.en}: the cut-off is as long as the day is open`,
    id: `tidak ada nomor yang keluar pada hari ${days[weekday]?.id}: cutoff sepanjang jam bukanya`,
  }),
  'unknown-function': (text: string, hint: Words['hint']): Words => ({
    en: `'${shown(text)}' is not a function of a key`,
    id: `'${shown(text)}' bukan fungsi tombol`,
    hint,
  }),
  'function-usage': (usage: string): Words => ({
    en: `this function is written: ${usage}`,
    id: `fungsi ini ditulis: ${usage}`,
  }),
  'no-press': (): Words => ({
    en: 'no press has a function',
    id: 'belum ada tekanan yang diberi fungsi',
    hint: { en: 'Write short, long or double.', id: 'Tulis short, long atau double.' },
  }),
  'unknown-key': (name: string, hint: Words['hint']): Words => ({
    en: `this device has no key '${shown(name)}'`,
    id: `perangkat ini tidak punya tombol '${shown(name)}'`,
    hint,
  }),
  'layout-needs-keys': (layout: string, missing: readonly string[]): Words => ({
    en: `the layout ${layout} needs a key ${listed(missing)} too`,
    id: `susunan ${layout} juga memerlukan tombol ${listed(missing)}`,
  }),
  'key-idle': (name: string): Words => ({
    en: `key '${shown(name)}' does nothing`,
    id: `tombol '${shown(name)}' tidak berfungsi apa-apa`,
    hint: {
      en: `Write what it does under does, or name it after a function such as next.`,
      id: `Tulis fungsinya di does, atau beri nama fungsi seperti next.`,
    },
  }),
  'device-idle': (): Words => ({
    en: 'none of its keys does anything',
    id: 'tidak satu pun tombolnya berfungsi',
    hint: {
      en: 'Choose a layout, or write under does what each key does.',
      id: 'Pilih layout, atau tulis fungsi tiap tombol di does.',
    },
  }),
  'needs-counter': (text: string): Words => ({
    en: `'${shown(text)}' needs a counter, and this device has none`,
    id: `'${shown(text)}' memerlukan loket, sedangkan perangkat ini tidak punya`,
    hint: { en: 'Write counter: and its id.', id: 'Tulis counter: dan id loketnya.' },
  }),
  'not-with-broker': (broker: string): Words => ({
    en: `this setting does not apply to broker: ${broker}`,
    id: `pengaturan ini tidak berlaku untuk broker: ${broker}`,
  }),
  'external-needs-url': (): Words => ({
    en: 'broker: external needs the url of that broker',
    id: 'broker: external memerlukan url broker itu',
    hint: { en: 'Write url: mqtt://HOST:1883', id: 'Tulis url: mqtt://HOST:1883' },
  }),
  'same-broker': (): Words => ({
    en: "this is the hall's own broker: two connections with one name would disconnect each other",
    id: 'ini broker balai sendiri: dua sambungan dengan satu nama akan saling memutuskan',
    hint: {
      en: 'Remove uplink: the messages of this hall are on that broker already.',
      id: 'Hapus uplink: pesan balai ini sudah ada di broker itu.',
    },
  }),
  'same-user': (name: string): Words => ({
    en: `there is a user '${shown(name)}' already`,
    id: `sudah ada pengguna '${shown(name)}'`,
  }),
  'lan-without-users': (host: string): Words => ({
    en: `at ${shown(host)} anyone on the network could run the hall, because there are no users`,
    id: `di ${shown(host)} siapa pun di jaringan dapat menjalankan loket, karena belum ada pengguna`,
    hint: {
      en: 'Write users: [{ name: board, role: view, password: { file: board.hash } }] and make that file with `loket passwd board.hash`; or remove host, so that only this machine can connect.',
      id: 'Tulis users: [{ name: papan, role: view, password: { file: papan.hash } }] dan buat berkasnya dengan `loket passwd papan.hash`; atau hapus host, maka hanya mesin ini yang dapat tersambung.',
    },
  }),
  'lan-without-tls': (): Words => ({
    en: 'passwords travel over the network as they are typed',
    id: 'kata sandi lewat di jaringan tanpa disandikan',
    hint: {
      en: 'Write tls: { cert: { file: ... }, key: { file: ... } }.',
      id: 'Tulis tls: { cert: { file: ... }, key: { file: ... } }.',
    },
  }),
  'same-port': (port: number, other: string): Words => ({
    en: `port ${port} is taken by ${shown(other)} already`,
    id: `port ${port} sudah dipakai ${shown(other)}`,
    hint: { en: 'Write another port.', id: 'Tulis port lain.' },
  }),
  'web-without-users': (page: string): Words => ({
    en: `the page ${shown(page)} is only for users beyond this machine, and there are none`,
    id: `di luar mesin ini halaman ${shown(page)} hanya untuk pengguna, dan belum ada pengguna`,
    hint: {
      en: 'Write users under mqtt: [{ name: sari, role: operate, password: { file: sari.hash } }], and make that file with `loket passwd sari.hash`; or keep only board in pages.',
      id: 'Tulis users di mqtt: [{ name: sari, role: operate, password: { file: sari.hash } }], dan buat berkasnya dengan `loket passwd sari.hash`; atau sisakan board saja di pages.',
    },
  }),
  'web-external-broker': (page: string): Words => ({
    en: `the page ${shown(page)} is only for users beyond this machine, and an external broker keeps its users to itself`,
    id: `di luar mesin ini halaman ${shown(page)} hanya untuk pengguna, dan pengguna broker luar tidak dikenal di sini`,
    hint: {
      en: 'Remove host, so that only this machine has it, or keep only board in pages.',
      id: 'Hapus host, maka hanya mesin ini yang membukanya, atau sisakan board saja di pages.',
    },
  }),
  'web-without-tls': (): Words => ({
    en: 'passwords of the pages travel over the network as they are typed',
    id: 'kata sandi halaman lewat di jaringan tanpa disandikan',
    hint: {
      en: 'Write tls under mqtt: { cert: { file: ... }, key: { file: ... } }.',
      id: 'Tulis tls di mqtt: { cert: { file: ... }, key: { file: ... } }.',
    },
  }),
  'nothing-prints': (): Words => ({
    en: 'it asks for tickets, but there is no printer: numbers are given without paper',
    id: 'alat ini meminta tiket, tetapi tidak ada printer: nomor diberikan tanpa kertas',
  }),
  'bookings-without-scanner': (): Words => ({
    en: 'no scanner takes bookings: each one belongs to a counter',
    id: 'tidak ada pemindai untuk pendaftaran: semuanya milik sebuah loket',
    hint: {
      en: 'Add the scanner of the ticket machine, without counter.',
      id: 'Tambahkan pemindai mesin tiket, tanpa counter.',
    },
  }),
  'scanner-without-bookings': (): Words => ({
    en: 'this scanner has no counter, and the file has no bookings: it refuses whatever it scans',
    id: 'pemindai ini tidak punya loket dan berkas ini tidak punya bookings: semua yang dipindai ditolak',
    hint: { en: 'Write counter:, or add bookings.', id: 'Tulis counter:, atau tambahkan bookings.' },
  }),
} satisfies Record<string, (...values: never[]) => Words>;
