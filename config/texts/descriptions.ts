import { voiceDescriptions } from './voice-descriptions.ts';
import { type Said, said } from './words.ts';

/**
 * The descriptions of the settings, for editors, by path; `*` stands for an id that the writer chooses. The settings of
 * device kinds are described with the kind.
 */
export const descriptions: Readonly<Record<string, Said>> = {
  version: said('Version of this format: 1', 'Versi format berkas ini: 1'),
  site: said('Which building this is', 'Gedung ini'),
  'site.id': said(
    'Short name: small letters, digits, dashes; part of every MQTT topic',
    'Nama pendek: huruf kecil, angka, tanda hubung; bagian dari setiap topik MQTT',
  ),
  'site.title': said('The name on tickets', 'Nama di tiket'),
  'site.zone': said(
    'WIB, WITA, WIT, or a name such as Asia/Jakarta',
    'WIB, WITA, WIT, atau nama seperti Asia/Jakarta',
  ),
  'site.language': said('Language of tickets and messages', 'Bahasa tiket dan pesan'),
  'site.region': said(
    'The region by which the central office groups its sites: small letters, digits, dashes: kepri',
    'Wilayah menurut kantor pusat: huruf kecil, angka, tanda hubung: kepri',
  ),
  'site.at': said(
    'Where it is, for the map of the central office: [latitude, longitude] in degrees: [1.1301, 104.0529]',
    'Letaknya, untuk peta kantor pusat: [lintang, bujur] dalam derajat: [1.1301, 104.0529]; selatan negatif',
  ),
  clock: said('How far the clock is believed', 'Seberapa jauh jam dipercaya'),
  'clock.patience': said(
    'How long a jump of the clock has to stand before it is followed: 10m. 0m: at once',
    'Berapa lama lompatan jam harus bertahan sebelum diikuti: 10m (menit). 0m: langsung',
  ),
  days: said('What happens when the business day changes', 'Pergantian hari layanan'),
  'days.close': said(
    'Who still waits then: void ends their tickets, carry keeps them',
    'Yang masih menunggu: void membatalkan, carry membawa ke hari berikutnya',
  ),
  'days.holidays': said('Dates on which the hall is closed: 2026-12-25', 'Hari libur: 2026-12-25'),
  hours: said(
    'Opening hours of services without their own: { mon-fri: 08.00-15.00 }, or always',
    'Jam buka layanan: { sen-jum: 08.00-15.00 }, atau selalu',
  ),
  ticket: said('What stands on every ticket', 'Isi setiap tiket'),
  'ticket.logo': said(
    'An image at the top: a PNG file next to this one, printed in black and white',
    'Gambar di bagian atas: berkas PNG di sebelah berkas ini, dicetak hitam putih',
  ),
  'ticket.agency': said(
    'Who gives the service, above the name of the place',
    'Instansi, di atas nama tempat',
  ),
  'ticket.place': said(
    'Where the visitor will be called: counter names the counters, zone the part of the building',
    'Tempat pengunjung dipanggil: counter menyebut loketnya, zone menyebut bagian gedungnya',
  ),
  'ticket.estimate': said(
    'Print how long the wait is likely to be, when that is known',
    'Cetak perkiraan lama menunggu, bila diketahui',
  ),
  'ticket.code': said(
    'The code that scanners read: qr, code128 or none; a printer may have another under codes',
    'Kode untuk pemindai: qr, code128, atau none (tanpa kode); printer dapat diatur lain lewat codes',
  ),
  'ticket.link': said(
    'An address of yours for phones, as a second QR code; {ticket}, {service}, {site} and {day} are filled in',
    'Alamat situs Anda untuk ponsel, sebagai QR kedua; {ticket}, {service}, {site} dan {day} diisi otomatis',
  ),
  'ticket.footer': said('Text at the end of a ticket', 'Teks di akhir tiket'),
  recall: said('How a visitor is called again', 'Panggil ulang'),
  'recall.most': said('How often at most', 'Paling banyak berapa kali'),
  'recall.every': said('Shortest time between two calls: 5s', 'Jarak terpendek antarpanggilan: 5s (detik)'),
  journal: said('How much of the past is kept', 'Lama penyimpanan catatan'),
  'journal.keep_days': said(
    'Business days before today whose events are kept; today is always kept',
    'Hari layanan sebelum hari ini yang disimpan; hari ini selalu disimpan',
  ),
  'journal.keep_mb': said(
    'Megabytes beyond which the oldest days go, even if they are younger',
    'Ukuran dalam megabita; selebihnya hari tertua dihapus',
  ),
  mqtt: said('Where programs find the hall', 'Pintu MQTT'),
  'mqtt.broker': said(
    'embedded: inside the controller; external: elsewhere',
    'embedded: di dalam pengendali; external: di tempat lain',
  ),
  'mqtt.host': said(
    '127.0.0.1: this machine alone; 0.0.0.0: every network, which needs users',
    '127.0.0.1: mesin ini saja; 0.0.0.0: semua jaringan, perlu users',
  ),
  'mqtt.port': said('Default 1883, with tls 8883', 'Bawaan 1883, dengan tls 8883'),
  'mqtt.users': said(
    'Who may connect; password is a file made with loket passwd. role: device is a device, which has topics',
    'Yang boleh tersambung; password adalah berkas dari loket passwd. role: device untuk alat, dengan topics',
  ),
  'mqtt.websocket': said('A port for browsers', 'Port untuk peramban'),
  'mqtt.tls': said('Certificate and key, PEM files', 'Sertifikat dan kunci, berkas PEM'),
  'mqtt.url': said('With broker: external: mqtt://HOST:PORT', 'Dengan broker: external: mqtt://HOST:PORT'),
  'mqtt.login': said(
    'With broker: external: name and password file',
    'Dengan broker: external: nama dan berkas kata sandi',
  ),
  'mqtt.ca': said(
    "With broker: external and mqtts: the certificate that signed the broker's",
    'Dengan broker: external dan mqtts: sertifikat CA broker itu',
  ),
  'mqtt.home_assistant': said(
    'true: Home Assistant finds the hall, its devices, queues and counters by itself, and only reads',
    'true: Home Assistant menemukan balai, alat, antrean dan loket sendiri, dan hanya membaca',
  ),
  'mqtt.home_assistant.prefix': said(
    'Where it looks for devices, if that is not homeassistant',
    'Awalan topik pencarian, bila bukan homeassistant',
  ),
  bookings: said('Visits that were booked elsewhere', 'Pendaftaran daring'),
  'bookings.file': said('The list made by loket hash-bookings', 'Daftar dari loket hash-bookings'),
  'bookings.key': said('The file with the key of the hashes', 'Berkas kunci'),
  'bookings.early': said(
    'How long before its time a booking is taken: 30m',
    'Paling awal sebelum waktunya: 30m (menit)',
  ),
  'bookings.late': said('How long after its time: 60m', 'Paling lambat sesudah waktunya: 60m (menit)'),
  board: said('The board for televisions in the hall', 'Papan nomor di TV'),
  'board.port': said('Where a browser finds it', 'Port halaman papan'),
  'board.host': said('The address it listens on', 'Alamat untuk menerima sambungan'),
  'board.hosts': said('Names by which browsers may call it', 'Nama yang boleh dipakai peramban'),
  'board.logo': said(
    'An image beside the title: a PNG, JPEG or SVG file next to this one',
    'Gambar di samping judul: berkas PNG, JPEG atau SVG di sebelah berkas ini',
  ),
  'board.colours': said(
    'Three colours in quotes: { background: "#0b1f33", text: "#ffffff", accent: "#ffd166" }',
    'Tiga warna di antara tanda kutip: { background: "#0b1f33", text: "#ffffff", accent: "#ffd166" }',
  ),
  'board.colours.background': said('Behind everything', 'Latar'),
  'board.colours.text': said('Numbers and words', 'Nomor dan tulisan'),
  'board.colours.accent': said('The number that is called now', 'Nomor yang sedang dipanggil'),
  'board.text': said(
    'Running text: one, or one for each language: { id: ..., en: ... }',
    'Teks berjalan: satu, atau per bahasa: { id: ..., en: ... }',
  ),
  'board.languages': said(
    'id, en, or both in turn: [id, en]; default: site.language',
    'id, en, atau keduanya bergantian: [id, en]; bawaan: site.language',
  ),
  web: said('The pages of the hall, for browsers in it', 'Halaman balai untuk peramban di dalamnya'),
  'web.host': said('The address it listens on', 'Alamat untuk menerima sambungan'),
  'web.port': said('Where a browser finds them', 'Port halaman'),
  'web.hosts': said('Names by which browsers may call it', 'Nama yang boleh dipakai peramban'),
  'web.pages': said(
    'Which pages there are: board, status, counter, tickets, rating',
    'Halaman yang dibuka: board, status, counter, tickets, rating',
  ),
  uplink: said('The line to the central office', 'Sambungan ke kantor pusat'),
  'uplink.url': said('mqtts://HOST:PORT of the central broker', 'mqtts://HOST:PORT broker pusat'),
  'uplink.username': said("The site's account there", 'Akun situs di sana'),
  'uplink.password': said('The file with its password', 'Berkas kata sandinya'),
  'uplink.ca': said("The certificate that signed the office's", 'Sertifikat CA'),
  'uplink.cert': said("The site's own certificate", 'Sertifikat situs'),
  'uplink.key': said('The key of that certificate', 'Kunci sertifikat situs'),
  'uplink.rate': said('Events a second while it catches up', 'Kejadian per detik saat mengejar'),
  updates: said('Where this machine takes new versions from', 'Tempat asal versi baru'),
  'updates.from': said(
    'https://HOST/FOLDER, or a folder from /: made by `loket repository`',
    'https://HOST/FOLDER, atau folder dari /: buatan `loket repository`',
  ),
  'updates.key': said('The file of the public key that signs it', 'Berkas kunci umum penanda tangannya'),
  ...voiceDescriptions,
  rating: said('What visitors think, and their complaints', 'Penilaian dan pengaduan pengunjung'),
  'rating.asks': said(
    'What pads and the page ask: pulse, an element of the survey, or a list of which one is asked a day',
    'Yang ditanyakan papan penilaian: pulse (denyut), satu unsur survei, atau daftar unsur, satu setiap hari',
  ),
  'rating.complaints': said('Where complaints are written', 'Tempat menulis pengaduan'),
  'rating.complaints.link': said(
    'The address of your complaint channel; {code}, {service}, {counter} and {site} are filled in',
    'Alamat kanal pengaduan Anda; {code}, {service}, {counter} dan {site} diisi otomatis',
  ),
  services: said('What visitors queue for', 'Layanan'),
  'services.*.title': said('Name on tickets and screens', 'Nama layanan'),
  'services.*.prefix': said(
    '1 to 3 capital letters or digits before the number; best A, C, E, F, H, L, P, U',
    '1 sampai 3 huruf besar atau angka sebelum nomor; terbaik A, C, E, F, H, L, P, U',
  ),
  'services.*.digits': said('Places of the number', 'Banyak angka nomor'),
  'services.*.first': said('First number of the day', 'Nomor pertama'),
  'services.*.hours': said('Hours of this service in place of those of the hall', 'Jam buka layanan ini'),
  'services.*.cutoff': said(
    'Tickets stop this long before the last closing: 30m',
    'Pengambilan nomor berhenti sekian sebelum tutup: 30m',
  ),
  'services.*.quota': said(
    'Tickets a day: 100, or { total, regular, priority }',
    'Kuota harian: 100, atau { total, regular, priority }',
  ),
  'services.*.priority': said('When a waiting priority ticket is called', 'Kapan nomor prioritas dipanggil'),
  'services.*.priority.every': said('After this many regular ones', 'Setelah sekian nomor biasa'),
  'services.*.priority.wait': said('Or once it has waited this long', 'Atau setelah menunggu selama ini'),
  'services.*.surge': said('When to tell that the queue is long', 'Kapan memberi tahu antrean memanjang'),
  'services.*.surge.waiting': said('So many wait', 'Sekian yang menunggu'),
  'services.*.surge.wait': said('Somebody waits so long', 'Ada yang menunggu selama ini'),
  'services.*.printer': said('Where its tickets print', 'Printer tiketnya'),
  'services.*.ticket': said(
    'What its tickets say besides: one text, or one for each language: { id: ..., en: ... }',
    'Teks tambahan di tiketnya: satu, atau per bahasa: { id: ..., en: ... }',
  ),
  counters: said('The desks', 'Loket'),
  'counters.*.title': said('Default: Loket and the number', 'Bawaan: Loket dan nomornya'),
  'counters.*.says': said(
    'What it is called in announcements instead of its number: kasir, or { id: kasir, en: the cashier }',
    'Sebutannya dalam pengumuman, pengganti nomor: kasir, atau { id: kasir, en: the cashier }',
  ),
  'counters.*.zone': said('The zone that it is in', 'Zona tempatnya'),
  'counters.*.number': said('What visitors read and hear', 'Nomor loket'),
  'counters.*.serves': said('Services in order of preference', 'Layanan menurut urutan pilihan'),
  'counters.*.strategy': said('Who is next', 'Cara memilih yang berikutnya'),
  'counters.*.next': said(
    'Next while somebody is at the desk: end that visit, or refuse',
    'Bila pengunjung masih dilayani: akhiri, atau tolak',
  ),
  'counters.*.one_button_no_show': said(
    'Next so soon after a call: that visitor did not come',
    'Panggil secepat ini: pengunjung tidak hadir',
  ),
  'counters.*.ignore_repeat': said(
    'A second call within this time is the same press',
    'Tekan ganda dalam waktu ini diabaikan',
  ),
  'counters.*.store_next': said(
    'Next with nobody waiting calls the next ticket when it is issued',
    'Panggil otomatis nomor berikutnya',
  ),
  'counters.*.put_back': said(
    'Where put-back puts a visitor: end, or after so many others',
    'Tempat setelah dikembalikan: end, atau setelah sekian pengunjung',
  ),
  zones: said(
    'Parts of the building with announcements of their own',
    'Bagian gedung dengan pengumuman sendiri',
  ),
  'zones.*.title': said('What people call it', 'Sebutannya'),
  boards: said('Arduino boards with StandardFirmata', 'Papan Arduino dengan StandardFirmata'),
  'boards.*.kind': said('What it is; need not be written', 'Jenis papan; tidak perlu ditulis'),
  'boards.*.enabled': said('false switches it off', 'false: nonaktif'),
  devices: said(
    'Keys, displays, printers, scanners, speakers, lamps',
    'Alat: tombol, papan angka, printer, pemindai, pengeras suara, lampu',
  ),
  'devices.*.kind': said('What it is', 'Jenis alat'),
  'devices.*.enabled': said('false switches it off', 'false: nonaktif'),
  'devices.*.counter': said('The counter it belongs to', 'Loket pemiliknya'),
  'devices.*.zone': said(
    'The zone in which it, or the refusals of this ticket machine, are heard',
    'Zona tempat suaranya, atau penolakan mesin tiket ini, terdengar',
  ),
  'devices.*.ticket_machine': said(
    'The ticket machine of which it shows the numbers given and the refusals',
    'Mesin tiket yang nomor dan penolakannya ditampilkan',
  ),
  'devices.*.printer': said(
    'Where tickets print that are asked for here',
    'Printer tiket yang diminta di sini',
  ),
  'devices.*.instead': said('The printer that prints while this one cannot', 'Printer pengganti'),
  'devices.*.accept_unconfirmed': said(
    'A ticket counts as printed though the printer cannot tell',
    'Anggap tercetak walau printer tidak menjawab',
  ),
  'devices.*.flash_for': said('How long it flashes after a call', 'Lama berkedip setelah panggilan'),
  'devices.*.thanks_for': said(
    'The rating pad for whose answers it lights up for a moment',
    'Papan penilaian yang jawabannya dibalas lampu ini sejenak',
  ),
  'devices.*.asks': said(
    'What this pad asks, where that is not what the site asks under rating',
    'Yang ditanyakan papan ini, bila lain dari rating di atas',
  ),
  'devices.*.scores': said(
    'What each key says: 4 (best) to 1 (worst), none, or pengaduan',
    'Arti tiap tombol: 4 (terbaik) sampai 1 (terburuk), none, atau pengaduan',
  ),
  'devices.*.layout': said('A ready-made meaning of its keys', 'Susunan tombol'),
  'devices.*.does': said(
    'What each key does: next, recall, ticket paspor, ...',
    'Fungsi tiap tombol: next, recall, ticket paspor, ...',
  ),
};
