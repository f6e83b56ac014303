/** What the lines to brokers and the listeners for pages and clients say; see detail-words.ts for the holes. */
export const ofLines: Readonly<Record<string, string>> = {
  'no connection to the broker of the hall': 'tidak ada sambungan ke broker balai',
  'no connection to the broker': 'tidak ada sambungan ke broker',
  'no connection to {place}': 'tidak ada sambungan ke {place}',
  'the broker': 'broker',
  'the session was closed': 'sesi sudah ditutup',
  'the connection is still being made': 'sambungan masih dibuat',
  'the connection to {place} was closed': 'sambungan ke {place} tertutup',
  'the broker did not answer within {n} ms': 'broker tidak menjawab dalam {n} ms',
  'a message of {n} bytes was skipped': 'pesan sebesar {n} byte dilewati',
  'another controller runs with the id of this site: boot {word}':
    'pengendali lain berjalan dengan id situs ini: boot {word}',
  'another client took the place of this controller at {place}':
    'klien lain mengambil tempat pengendali ini di {place}',
  '{place} does not speak this version of MQTT': '{place} tidak mengenal versi MQTT ini',
  '{place} keeps no retained messages': '{place} tidak menyimpan pesan retained',
  '{place} takes QoS 0 only': '{place} hanya menerima QoS 0',
  '{place} takes packets of {n} bytes': '{place} hanya menerima paket {n} byte',
  '"{text}" is not an id': '"{text}" bukan id',

  // The line to the central office.
  'the line to the central office': 'sambungan ke kantor pusat',
  '{n} events wait for the central office': '{n} kejadian menunggu dikirim ke kantor pusat',
  'event {n} was left out: three connections broke on it':
    'kejadian {n} dilewati: tiga kali sambungan putus karenanya',
  'the central office has been silent for two keepalives': 'kantor pusat diam selama dua keepalive',
  'the broker did not return the message published on {word}':
    'broker tidak mengembalikan pesan yang dikirim ke {word}',
  'the broker refuses the subscription to {word}': 'broker menolak langganan ke {word}',
  'the certificate of {place} is refused for its time': 'sertifikat {place} ditolak karena masa berlakunya',
  '{place} closed the connection': '{place} menutup sambungan',

  // Listeners.
  'port {n} on {word} is in use by another program': 'port {n} pada {word} dipakai program lain',
  'port {n} on {word}: {detail}': 'port {n} pada {word}: {detail}',

  // The site's files: secrets, certificates, bookings.
  '{word} holds no password hash': '{word} tidak memuat hash kata sandi',
  '{word} holds no certificate': '{word} tidak memuat sertifikat',
  'everybody on this machine may read {word}': 'semua orang di mesin ini boleh membaca {word}',
  '{word} is empty': '{word} kosong',
  '{word} is too large': '{word} terlalu besar',
  '{word} cannot be read: {detail}': '{word} tidak dapat dibaca: {detail}',
  '{word} is not there': '{word} tidak ada',
  '{word} has mode {n}, wider than 0600': '{word} punya mode {n}, lebih longgar daripada 0600',
  '{word} is larger than {n} KiB': '{word} lebih besar dari {n} KiB',
  'the booking key {word} is shorter than {n} bytes': 'kunci pendaftaran {word} kurang dari {n} byte',
  'column {n}: {detail}': 'kolom {n}: {detail}',
  'and {n} more': 'dan {n} lagi',
  'not a hash: make the list with loket hash-bookings':
    'bukan hash: buat daftarnya dengan loket hash-bookings',
  'not a code that a scanner would take: 1 to 64 letters, digits and hyphens':
    'bukan kode yang diterima pemindai: 1 sampai 64 huruf, angka dan tanda hubung',
  'a quote is opened here and never closed': 'tanda kutip dibuka di sini dan tidak ditutup',
  'no such date: write it as 2026-11-24, or day first as 24/11/2026':
    'bukan tanggal: tulis 2026-11-24, atau hari dahulu 24/11/2026',
  'no service: write its id in the site file, such as paspor':
    'bukan layanan: tulis id-nya di berkas situs, misalnya paspor',
  'not the id of a service: save the list as CSV UTF-8':
    'bukan id layanan: simpan daftarnya sebagai CSV UTF-8',
  'write regular or priority, or nothing': 'tulis regular atau priority, atau kosongkan',
  'there are more columns than five: leave them out': 'ada lebih dari lima kolom: hapus selebihnya',
  'no such time: write it as 08.00-09.30': 'bukan jam: tulis 08.00-09.30',
};
