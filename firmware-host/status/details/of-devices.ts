/** What drivers and the supervision of devices say; see detail-words.ts for the holes. */
export const ofDevices: Readonly<Record<string, string>> = {
  // Any device.
  'no reason is given': 'tanpa alasan',
  'this device takes no commands': 'perangkat ini tidak menerima perintah',
  'the device was closed': 'perangkat sudah ditutup',
  'The device is being closed': 'perangkat sedang ditutup',
  'did not open within {n} ms': 'belum terbuka dalam {n} ms',
  'did not close within {n} ms': 'belum tertutup dalam {n} ms',
  'no end within {n} ms': 'belum selesai dalam {n} ms',
  '{n} commands wait already': 'sudah {n} perintah menunggu',
  '{n} changes within a minute': '{n} kali berubah dalam semenit',
  'told what no such device can tell': 'memberitahukan hal yang tidak dikenal perangkat sejenis itu',
  'warned of what is not in the catalogue': 'memberi peringatan yang tidak ada di katalog',
  'told over {n} things in {n2} ms': 'memberitahukan lebih dari {n} hal dalam {n2} ms',
  "{word}: '{word2}' cannot come in '{word3}'": "{word}: '{word2}' tidak mungkin dalam keadaan '{word3}'",
  '{word} is starting': '{word} sedang dibuka',
  '{word} is offline': '{word} tidak tersambung',
  '{word} is disabled': '{word} dimatikan dalam berkas situs',
  '{word} is unknown': 'keadaan {word} tidak diketahui',

  // Boards, keys and scanners.
  'a board takes no commands': 'papan Arduino tidak menerima perintah',
  'keys take no commands': 'tombol tidak menerima perintah',
  'a contact does not come to rest': 'kontak tombol terus bergetar',
  'key {text} closed for less than {n} ms': 'tombol {text} tertutup kurang dari {n} ms',
  'keys {text} closed for less than {n} ms': 'tombol {text} tertutup kurang dari {n} ms',
  'over {n} presses in {n2} s': 'lebih dari {n} tekanan dalam {n2} detik',
  'key {word} has been down for over {n} s': 'tombol {word} tertekan lebih dari {n} detik',
  'more than {n} scans within {n2} ms': 'lebih dari {n} pindaian dalam {n2} ms',
  'the last scan was refused: {detail}': 'pindaian terakhir ditolak: {detail}',
  'personal-data': 'tampak seperti data pribadi',
  'too-long': 'terlalu panjang',
  characters: 'memuat huruf yang tidak ada pada kode',
  'too-fast': 'terlalu cepat berturut-turut',
  'no line end: each scan waits {n} ms; set the suffix of the scanner to CR':
    'tidak ada penutup baris: tiap pindaian menunggu {n} ms; setel akhiran pemindai ke CR',
  'characters come {n} ms apart, and codes were torn: set silence_ms to {n2}, or the scanner to send Enter after each code':
    'jarak antarhuruf {n} ms, jadi kode terpotong: setel silence_ms ke {n2}, atau setel pemindai agar mengirim Enter sesudah tiap kode',
  'it did not take the report that has it send what it scans':
    'pemindai tidak menerima perintah agar mengirim hasil pindaian',

  // Displays.
  'the display was closed': 'papan angka sudah ditutup',
  'the display does not answer': 'papan angka tidak menjawab',
  'the display has no digit {n}': 'papan angka tidak punya digit ke-{n}',
  'no TM1637 answers at pins {n} and {n2}': 'tidak ada TM1637 yang menjawab pada pin {n} dan {n2}',
  'Check its four wires and its supply; CLK and DIO may be swapped.':
    'Periksa keempat kabel dan catu dayanya; CLK dan DIO mungkin tertukar.',
  "the display is '{text}', not {word}": "papan angka itu '{text}', bukan {word}",
  "the display refuses '{text}'": "papan angka menolak '{text}'",
  'the card does not answer': 'kartu tidak menjawab',
  'the card does not let us in: {word}': 'kartu tidak menerima sambungan: {word}',
  'the card refuses its program: {word}': 'kartu menolak programnya: {word}',
  'the card does not say how large its screen is': 'kartu tidak menyebut ukuran layarnya',
  'the card sends {n} bytes in one answer': 'kartu mengirim {n} byte dalam satu jawaban',
  'the answer is not from a Huidu card': 'jawabannya bukan dari kartu Huidu',
  'this Huidu card speaks the protocol of HD2020, which its maker does not publish':
    'kartu Huidu ini memakai protokol HD2020, yang tidak diumumkan pembuatnya',
  'the sketch has no font {word} on {n} x {n2} panels':
    'sketch tidak punya huruf {word} untuk {n} x {n2} panel',
  'the answer is not from the sketch of this display': 'jawabannya bukan dari sketch papan ini',
  'display {n} refuses its number (exception {n2}): {detail}':
    'papan {n} menolak angkanya (exception {n2}): {detail}',
  'it does not know this function: try the other `write`':
    'papan tidak mengenal fungsi ini: coba nilai `write` yang lain',
  'it has no such register: check `register` and `digits`':
    'papan tidak punya register itu: periksa `register` dan `digits`',
  'it does not take this value: check `format`': 'papan tidak menerima nilai ini: periksa `format`',
  'it reports a failure of its own': 'papan melaporkan kerusakan sendiri',
  'it is busy: let nobody else ask it': 'papan sibuk: jangan ditanya program lain',
  'its manual says what this means': 'artinya ada di buku petunjuk papan',
  'keypad {n} refuses to be read (exception {n2})': 'papan tombol {n} menolak dibaca (exception {n2})',
  'keypad {n} is busy': 'papan tombol {n} sibuk',
  'no answer to {n} requests of {n2} ms': '{n} permintaan tidak dijawab, masing-masing {n2} ms',
  'no answer within {n} ms': 'tidak ada jawaban dalam {n} ms',
  '{place} is open for {detail}, not {detail2}': '{place} sudah dibuka untuk {detail}, bukan {detail2}',
  '{word} at {n} baud, parity {word2}': '{word} {n} baud, paritas {word2}',

  // Printers.
  'The printer does not answer': 'printer tidak menjawab',
  'The printer does not take bytes': 'printer tidak menerima data',
  'The printer answers more than when it was opened': 'printer menjawab lebih banyak daripada saat dibuka',
  'The printer has not finished what it was sent before': 'printer belum selesai dengan kiriman sebelumnya',
  "The device that answers does not speak the printer's language":
    'yang menjawab tidak memakai bahasa printer ini',
  'This printer does not acknowledge what it printed (GS r, GS ( H).':
    'printer ini tidak memastikan apa yang sudah dicetak (GS r, GS ( H).',
  'This printer does not count what it printed (ETB).':
    'printer ini tidak menghitung yang sudah dicetak (ETB).',
  'It does not answer DLE EOT {detail}. That is unknown.':
    'Tidak menjawab DLE EOT {detail}. Itu tidak diketahui.',
  'whether it is online': 'apakah printer siap',
  'its cover, and whether it stopped for want of paper':
    'penutupnya, dan apakah berhenti karena kertas habis',
  'its cutter and other errors': 'pemotong dan kesalahan lain',
  'its paper': 'kertasnya',
  'whether its tickets are taken': 'apakah tiketnya diambil',
  'The ticket may not have been printed ({word})': 'tiket mungkin tidak tercetak ({word})',
  'The ticket was not sent ({word})': 'tiket tidak terkirim ({word})',
  'The ticket could not be laid out': 'tata letak tiket tidak dapat dibuat',
  'nothing here draws pictures': 'tidak ada yang menggambar di sini',
  "'{word}' cannot come of a job that is {word2}": "'{word}' tidak mungkin dari tugas cetak yang {word2}",
  'a job of this printer cannot be {word}': 'tugas cetak printer ini tidak mungkin {word}',
  'a printer that proves its paper has no proof': 'printer yang memastikan cetakannya tidak punya buktinya',

  // Speakers.
  'the speaker was closed': 'pengeras suara sudah ditutup',
  'an announcement had gaps ({n})': 'suara pengumuman terputus-putus ({n} kali)',
  'there is no clip {text}': 'tidak ada rekaman {text}',
  'a clip has no track': 'sebuah rekaman tidak punya berkas di kartu',
  'an SD card has places for {n} names': 'kartu SD hanya memuat {n} nama',
  '{word} does not end': '{word} tidak kunjung selesai',
  '{place} did not take a command in {n} tries': '{place} tidak menerima perintah dalam {n} percobaan',
  '{place} has no SD card': '{place} tidak berisi kartu SD',
  '{place} cannot read its SD card': '{place} tidak dapat membaca kartu SD-nya',
  '{place} restarted while it played: its supply is too weak':
    '{place} menyala ulang saat memutar: catu dayanya terlalu lemah',
  '{place} reports error {n}': '{place} melaporkan kesalahan {n}',
  'the SD card has no {word}': 'kartu SD tidak memuat {word}',
};
