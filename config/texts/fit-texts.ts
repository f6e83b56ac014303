import { listed, shown, type Words } from './words.ts';

/** Problems with the hardware: texts that displays cannot show or printers cannot print, and limits of serial lines. */
export const fitTexts = {
  'prefix-looks-alike': (prefix: string, other: string, where: string): Words => ({
    en: `on a number display prefix ${shown(prefix)} looks like that of ${shown(other)} (${where})`,
    id: `di papan angka huruf depan ${shown(prefix)} tampak sama dengan milik ${shown(other)} (${where})`,
    hint: prefer,
  }),
  'prefix-reads-as': (prefix: string, reads: string): Words => ({
    en: `on a number display prefix ${shown(prefix)} reads as ${shown(reads)}`,
    id: `di papan angka huruf depan ${shown(prefix)} terbaca sebagai ${shown(reads)}`,
    hint: prefer,
  }),
  'prefix-not-shown': (characters: readonly string[]): Words => ({
    en: `a number display cannot show ${listed(characters)}: visitors see a gap there`,
    id: `papan angka tidak dapat menampilkan ${listed(characters)}: pengunjung melihat tempat kosong`,
    hint: prefer,
  }),
  'display-too-narrow': (digits: number, ticket: string): Words => ({
    en: `${digits} digits show only the end of a ticket number such as ${shown(ticket)}`,
    id: `${digits} angka hanya menampilkan bagian akhir nomor seperti ${shown(ticket)}`,
  }),
  'display-without-letters': (ticket: string, reads: string): Words => ({
    en: `this display has no letters: ${shown(ticket)} reads as ${shown(reads)}`,
    id: `papan ini tidak punya huruf: ${shown(ticket)} terbaca ${shown(reads)}`,
  }),
  'not-printed': (characters: readonly string[]): Words => ({
    en: `the printer prints ? for ${listed(characters)}`,
    id: `printer mencetak ? untuk ${listed(characters)}`,
    hint: { en: 'Write it in Latin letters.', id: 'Tulis dengan huruf Latin.' },
  }),
  'printed-in-part': (most: number): Words => ({
    en: `a ticket has room for ${most} characters of this`,
    id: `tiket hanya memuat ${most} karakter dari teks ini`,
  }),
  'link-too-long': (service: string, length: number, most: number): Words => ({
    en: `on a ticket of '${shown(service)}' this address has ${length} characters, and ${most} is the most`,
    id: `di tiket '${shown(service)}' alamat ini ${length} karakter, paling banyak ${most}`,
    hint: {
      en: 'A short address makes a code that phones read.',
      id: 'Alamat pendek membuat kode mudah terbaca.',
    },
  }),
  'complaint-link-too-long': (length: number, most: number): Words => ({
    en: `filled in, this address has up to ${length} characters, and ${most} is the most`,
    id: `setelah diisi, alamat ini sampai ${length} karakter, paling banyak ${most}`,
    hint: {
      en: 'A short address makes a code that phones read.',
      id: 'Alamat pendek membuat kode mudah terbaca.',
    },
  }),
  'complaint-key-without-link': (): Words => ({
    en: 'this pad has a key for complaints, and the file does not say where they are written: nobody gets a code',
    id: 'papan ini punya tombol pengaduan, tetapi berkas ini tidak menyebut tempat menulisnya: kode tidak diberikan',
    hint: {
      en: 'Write rating: { complaints: { link: "https://HOST/?kode={code}" } }.',
      id: 'Tulis rating: { complaints: { link: "https://HOST/?kode={code}" } }.',
    },
  }),
  'complaint-key-without-printer': (): Words => ({
    en: 'this pad has a key for complaints, and there is no printer: nobody gets the code',
    id: 'papan ini punya tombol pengaduan, tetapi tidak ada printer: kodenya tidak sampai ke pengunjung',
    hint: {
      en: 'Add a printer, or show the page /rating/COUNTER, which has the code on its screen.',
      id: 'Tambahkan printer, atau tampilkan halaman /rating/LOKET yang menampilkan kodenya.',
    },
  }),
  'place-without-zone': (services: readonly string[]): Words => ({
    en: `no counter that serves ${listed(services)} is in a zone: their tickets name none`,
    id: `loket yang melayani ${listed(services)} tidak berada di zona: tiketnya tidak menyebut tempat`,
    hint: {
      en: 'Write zone under the counters, or place: counter.',
      id: 'Tulis zone di loketnya, atau place: counter.',
    },
  }),
  'nothing-to-scan': (scanners: readonly string[]): Words => ({
    en: `tickets have no code, and ${listed(scanners)} would have nothing to scan`,
    id: `tiket tidak berkode, sehingga ${listed(scanners)} tidak dapat memindainya`,
    hint: { en: 'Write code: qr.', id: 'Tulis code: qr.' },
  }),
  'raster-slow': (seconds: number, baudRate: number): Words => ({
    en: `at ${baudRate} baud a ticket that is a picture takes about ${seconds} s`,
    id: `pada ${baudRate} baud tiket berupa gambar memerlukan sekitar ${seconds} detik`,
    hint: {
      en: 'Set the printer to a higher speed and write it as baud_rate, or connect it by USB or network.',
      id: 'Setel kecepatan printer lebih tinggi dan tulis di baud_rate, atau sambungkan lewat USB atau jaringan.',
    },
  }),
  'shared-by-id': (): Words => ({
    en: 'every adapter of this model has this name: with two, it is that of the one plugged in last',
    id: 'semua adaptor model ini bernama sama: bila ada dua, nama ini milik yang terakhir dipasang',
    hint: {
      en: 'Write address: /dev/loket/NAME, and install with --usb-port NAME=PORT; loket discover names the port.',
      id: 'Tulis address: /dev/loket/NAMA, dan pasang dengan --usb-port NAMA=PORT; loket discover menyebut portnya.',
    },
  }),
  'pull-needs-hardware': (lines: readonly number[], pull: 'up' | 'down'): Words => ({
    en: `on Raspberry Pi OS Loket cannot switch on the pull-${pull} resistor of GPIO ${lines.join(', ')}`,
    id: `di Raspberry Pi OS Loket tidak dapat menyalakan resistor pull-${pull} pada GPIO ${lines.join(', ')}`,
    hint: {
      en: `Write gpio=${lines.join(',')}=ip,p${pull[0]} into /boot/firmware/config.txt or fit a resistor, then write pull: off${pull === 'up' ? '' : ' and pressed: high'}. Where loket run says that it uses gpiomon, it is switched on as written.`,
      id: `Tulis gpio=${lines.join(',')}=ip,p${pull[0]} di /boot/firmware/config.txt atau pasang resistor, lalu tulis pull: off${pull === 'up' ? '' : ' dan pressed: high'}. Bila loket run menyebut gpiomon, resistor menyala seperti yang tertulis.`,
    },
  }),
  'keys-read-seldom': (ms: number, devices: number): Words => ({
    en: `with ${devices} devices on its line it may be ${ms} ms from one reading of these keys to the next: a shorter press can be lost`,
    id: `dengan ${devices} perangkat di jalurnya, jarak antara dua pembacaan tombol ini bisa ${ms} ms: tekanan yang lebih singkat dapat hilang`,
    hint: {
      en: 'Use a keypad that counts its presses (model: counters and others), a higher baud_rate, a smaller poll_ms, or a line of its own.',
      id: 'Pakai papan tombol yang menghitung tekanannya (model: counters dan lainnya), baud_rate lebih tinggi, poll_ms lebih kecil, atau jalur sendiri.',
    },
  }),
} satisfies Record<string, (...values: never[]) => Words>;

const prefer = {
  en: 'These letters are clear on every display: A, C, E, F, H, L, P and U.',
  id: 'Yang jelas di semua papan: A, C, E, F, H, L, P dan U.',
};
