/** What the edge of the hardware says; see detail-words.ts for the holes. */
export const ofEdge: Readonly<Record<string, string>> = {
  // Wires: serial lines, TCP, USB printers.
  '{place} is not an address': '{place} bukan alamat',
  '{place} does not answer': '{place} tidak menjawab',
  '{place} is closed': '{place} sudah ditutup',
  '{place} was closed': '{place} sudah ditutup',
  '{place} was closed by the other side': '{place} ditutup oleh perangkatnya',
  '{place} was hung up': '{place} terputus',
  '{place} takes no data: {n} bytes wait': '{place} tidak menerima data: {n} byte menunggu',
  'closed before everything was sent': 'tertutup sebelum semuanya terkirim',
  'the connection was closed': 'sambungan tertutup',
  'more than {n} bytes a second': 'lebih dari {n} byte per detik',
  'another device is at {word} now': 'sekarang ada perangkat lain di {word}',

  // GPIO of the Pi.
  '{place} is not set': '{place} belum disetel',
  '{place} is not open': '{place} tidak terbuka',
  '{place} is missing': '{place} tidak ada',
  '{place} is set up differently by another program': '{place} disetel lain oleh program lain',
  'there is no program {word}': 'tidak ada program {word}',
  '{place} does not exist: {text} has 0 to {n}': '{place} tidak ada: {text} punya 0 sampai {n}',
  'no GPIO chip {text} under {word}': 'tidak ada chip GPIO {text} di {word}',
  'gpiodetect lists no GPIO chip of a Raspberry Pi': 'gpiodetect tidak menyebut chip GPIO Raspberry Pi',
  "gpioget answers '{text}'": "gpioget menjawab '{text}'",
  "gpiomon says '{text}'": "gpiomon berkata '{text}'",
  'gpiomon does not start watching': 'gpiomon tidak mulai memantau',
  'the installed gpiomon is not supported. {text}': 'gpiomon yang terpasang belum didukung. {text}',
  "of unknown version ('{text}')": "versi tidak dikenal ('{text}')",
  '{detail}, whose help has the options of version {n}': '{detail}, bantuannya memuat opsi versi {n}',
  '{detail}, tried as version {n}': '{detail}, dicoba sebagai versi {n}',
  'through gpiomon {text}: {detail}': 'melalui gpiomon {text}: {detail}',
  'through {word}': 'melalui {word}',
  'the package onoff does not load (it is compiled when Loket is installed): {detail}':
    'paket onoff tidak dapat dimuat (dikompilasi saat Loket dipasang): {detail}',
  '{word} ended ({word2})': '{word} berakhir ({word2})',
  'its keeper ended ({word})': 'program penjaga jalurnya berakhir ({word})',

  // Boards.
  'the board was closed': 'papan Arduino sudah ditutup',
  'the board restarted': 'papan Arduino menyala ulang',
  'the board does not answer': 'papan Arduino tidak menjawab',
  'no board answered': 'tidak ada papan Arduino yang menjawab',
  'the device that answers does not speak Firmata': 'yang menjawab tidak mengenal Firmata',
  'this board has no I2C pins': 'papan Arduino ini tidak punya pin I2C',
  'Firmata boards have no pull-down resistors': 'papan Firmata tidak punya resistor pull-down',
  'the board does not report pin {n}': 'papan Arduino tidak melaporkan pin {n}',
  'pin {n} of this board cannot be used as {word}':
    'pin {n} papan Arduino ini tidak dapat dipakai sebagai {word}',
  'the board has not taken {n} bytes': 'papan Arduino belum menerima {n} byte',
  'board {word} is open already': 'papan Arduino {word} sudah terbuka',
  'board {word} is not connected': 'papan Arduino {word} tidak tersambung',

  // Chips on the buses of the Pi.
  'the chip was closed': 'chip sudah ditutup',
  'no {place} answers': '{place} tidak menjawab',
  'the package {word} does not load: {detail}': 'paket {word} tidak dapat dimuat: {detail}',

  // USB devices by HID.
  '{place} is not plugged in': '{place} tidak terpasang',
  '{place} is plugged in, but not in HID-POS mode': '{place} terpasang, tetapi bukan dalam mode HID-POS',
  'a device other than {place} is there': 'yang terpasang di sana bukan {place}',
  '{n} devices match {place}': '{n} perangkat cocok dengan {place}',

  // Sound cards.
  'there is no sound card {word}': 'tidak ada kartu suara {word}',
  '{place} was unplugged and is back': '{place} dicabut lalu terpasang lagi',
  'the announcement before did not end': 'pengumuman sebelumnya belum selesai',
  'an announcement did not end within {n} ms': 'pengumuman belum selesai dalam {n} ms',
  'the player ended ({word})': 'program pemutar suara berakhir ({word})',

  // The service manager.
  'what tells systemd ended with {word}': 'program yang memberi tahu systemd berakhir dengan {word}',
};
