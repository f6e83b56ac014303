/**
 * Error messages of the schemas of device kinds, in both languages. A schema names one of these codes as its error
 * message (`refine(..., { error: 'no-keys' })`). Codes are stable: `loket check --json` prints them.
 */
interface Complaint {
  readonly en: string;
  readonly id: string;
  readonly hint?: { readonly en: string; readonly id: string };
}

export const complaints = {
  'bad-wire-address': {
    en: 'this is not the address of a device',
    id: 'ini bukan alamat perangkat',
    hint: {
      en: 'Write a device path such as /dev/serial/by-id/usb-..., or tcp://HOST:PORT.',
      id: 'Tulis jalur perangkat seperti /dev/serial/by-id/usb-..., atau tcp://HOST:PORT.',
    },
  },
  'number-too-wide': {
    en: 'a number in registers has at most 9 digits',
    id: 'angka dalam register paling banyak 9 digit',
  },
  'bad-card-address': {
    en: 'this is not the address of a card on the network',
    id: 'ini bukan alamat kartu di jaringan',
    hint: { en: 'Write tcp://HOST:10001.', id: 'Tulis tcp://HOST:10001.' },
  },
  'number-in-two-bytes': {
    en: 'two bytes hold a number of at most 4 digits',
    id: 'dua byte memuat angka paling banyak 4 digit',
  },
  'modbus-tcp-needs-network': {
    en: 'Modbus TCP is spoken over the network only',
    id: 'Modbus TCP hanya lewat jaringan',
    hint: {
      en: 'Write address: tcp://HOST:502, or framing: rtu for a serial line.',
      id: 'Tulis address: tcp://HOST:502, atau framing: rtu untuk jalur serial.',
    },
  },
  'gateway-wants-answers': {
    en: 'a Modbus TCP gateway waits for an answer that this display never gives',
    id: 'gateway Modbus TCP menunggu jawaban yang tidak pernah diberikan papan ini',
    hint: {
      en: 'Connect it to a serial line or a serial server that passes bytes, with framing: rtu.',
      id: 'Sambungkan ke jalur serial atau server serial yang meneruskan byte, dengan framing: rtu.',
    },
  },
  'broadcast-has-no-answer': {
    en: 'nobody answers at address 0, the address of all displays together',
    id: 'tidak ada yang menjawab di alamat 0, yaitu alamat semua papan sekaligus',
    hint: {
      en: 'Write the address of one display, or answers: none to send to all of the line without an answer.',
      id: 'Tulis alamat satu papan, atau answers: none untuk mengirim ke semua papan di jalur tanpa jawaban.',
    },
  },
  'keys-not-in-bits': {
    en: 'codes and counters stand in registers, not in inputs or coils',
    id: 'kode dan penghitung ada di register, bukan di input atau coil',
    hint: { en: 'Write read: holding or read: input.', id: 'Tulis read: holding atau read: input.' },
  },
  'key-number-too-high': {
    en: 'no key of this keypad can have that number',
    id: 'tidak ada tombol dengan nomor itu pada papan ini',
    hint: {
      en: 'Inputs, bits and latches are 0 to 127, counters 0 to 31, codes 1 to 65535. Further on: set register: to the first one.',
      id: 'Input, bit dan latch 0 sampai 127, penghitung 0 sampai 31, kode 1 sampai 65535. Lebih jauh: isi register: dengan yang pertama.',
    },
  },
  'key-number-twice': {
    en: 'two keys have the same number',
    id: 'dua tombol memakai nomor yang sama',
    hint: { en: 'Give each one a number of its own.', id: 'Beri masing-masing nomor sendiri.' },
  },
  'latches-need-clear': {
    en: 'latches stay set until somebody clears them',
    id: 'latch tetap 1 sampai dihapus',
    hint: {
      en: 'Write clear: and the coil that clears them, by the manual of the keypad.',
      id: 'Tulis clear: dan coil yang menghapusnya, menurut buku petunjuk.',
    },
  },
  'bad-radio-code': {
    en: 'this is not the code of a radio button',
    id: 'ini bukan kode tombol radio',
    hint: {
      en: 'Write five digits of its own, a dash and one digit for the key, such as "07a41-2" with its quotes: `loket discover --listen` shows them.',
      id: 'Tulis lima digit tombolnya, tanda hubung dan satu digit, misalnya "07a41-2" dengan tanda kutip: `loket discover --listen` menunjukkannya.',
    },
  },
  'radio-code-twice': {
    en: 'two keys have the same code',
    id: 'dua tombol memakai kode yang sama',
    hint: { en: 'Give each one a code of its own.', id: 'Beri masing-masing kode sendiri.' },
  },
  'bad-sound-card': {
    en: 'this cannot be the name of a sound card',
    id: 'ini bukan nama kartu suara',
    hint: {
      en: 'Write a link such as /dev/snd/by-path/... or /dev/loket/speaker-1, or the id that `aplay -l` shows after "card N:".',
      id: 'Tulis tautan seperti /dev/snd/by-path/... atau /dev/loket/speaker-1, atau id yang ditunjukkan `aplay -l` sesudah "card N:".',
    },
  },
  'bad-printer-address': {
    en: 'this is not the address of a printer',
    id: 'ini bukan alamat printer',
    hint: {
      en: 'Write tcp://HOST:PORT for a network printer, or a device path such as /dev/usb/lp0.',
      id: 'Tulis tcp://HOST:PORT untuk printer jaringan, atau jalur perangkat seperti /dev/usb/lp0.',
    },
  },
  'bad-udev-link': {
    en: 'this is not the path of a device',
    id: 'ini bukan jalur perangkat',
    hint: {
      en: 'Write a udev link such as /dev/loket/keypad-1.',
      id: 'Tulis tautan udev seperti /dev/loket/keypad-1.',
    },
  },
  'bad-application-identifier': {
    en: 'this is no application identifier of GS1',
    id: 'ini bukan pengenal aplikasi GS1',
    hint: {
      en: 'Write the digits of one in quotes, such as "91" for a value of your own.',
      id: 'Tulis angkanya dalam tanda kutip, misalnya "91" untuk nilai milik sendiri.',
    },
  },
  'bad-thing-topic': {
    en: 'this cannot be the topic of a device',
    id: 'ini tidak bisa menjadi topik perangkat',
    hint: {
      en: 'Write levels such as loket-5-box or zigbee2mqtt/button-1, without + and #; loket/ and homeassistant/ are not for devices.',
      id: 'Tulis tingkat seperti loket-5-kotak atau zigbee2mqtt/tombol-1, tanpa + dan #; loket/ dan homeassistant/ bukan untuk perangkat.',
    },
  },
  'bad-thing-availability': {
    en: 'this does not say where the device tells whether it is there',
    id: 'ini tidak menyebut tempat perangkat memberi tahu ada tidaknya',
    hint: {
      en: 'Write a topic below topic: and two words, "status online offline", with model: generic; the other models know theirs.',
      id: 'Tulis topik di bawah topic: dan dua kata, "status online offline", dengan model: generic; model lain sudah tahu.',
    },
  },
  'bad-thing-key': {
    en: 'a key is written otherwise than this model speaks',
    id: 'ada tombol yang ditulis tidak sesuai model ini',
    hint: {
      en: 'esphome: an object id; tasmota: "Button1 SINGLE" or Switch1; zigbee2mqtt: an action such as single; generic: "TOPIC PRESSED" or "TOPIC:field PRESSED RELEASED".',
      id: 'esphome: object id; tasmota: "Button1 SINGLE" atau Switch1; zigbee2mqtt: action seperti single; generic: "TOPIK DITEKAN" atau "TOPIK:isian DITEKAN DILEPAS".',
    },
  },
  'bad-thing-entity': {
    en: 'entity is missing, or written otherwise than this model speaks',
    id: 'entity tidak ada, atau ditulis tidak sesuai model ini',
    hint: {
      en: 'esphome: an object id; tasmota: Power1, or nothing; zigbee2mqtt: a property such as state, or nothing; generic: a display "TOPIC" or "TOPIC ECHO", a lamp "TOPIC ON OFF".',
      id: 'esphome: object id; tasmota: Power1, atau kosong; zigbee2mqtt: properti seperti state, atau kosong; generic: papan "TOPIK" atau "TOPIK GEMA", lampu "TOPIK ON OFF".',
    },
  },
  'no-pull-down': {
    en: 'a board has no pull-down resistors',
    id: 'papan Arduino tidak punya resistor pull-down',
    hint: {
      en: 'Use up, or off with a resistor of your own.',
      id: 'Pakai up, atau off dengan resistor sendiri.',
    },
  },
  'not-on-gpio': {
    en: 'the Pi has GPIO lines 0 to 27 (BCM numbers)',
    id: 'Raspberry Pi punya GPIO 0 sampai 27 (nomor BCM)',
    hint: {
      en: 'For a pin of an Arduino write board: and its id.',
      id: 'Untuk pin Arduino tulis board: dan id papannya.',
    },
  },
  'bad-key-name': {
    en: 'this cannot be the name of a key',
    id: 'ini tidak bisa menjadi nama tombol',
    hint: {
      en: 'A key is named with up to 32 small letters, digits and dashes.',
      id: 'Nama tombol paling banyak 32 huruf kecil, angka dan tanda hubung.',
    },
  },
  'no-keys': { en: 'at least one key is needed', id: 'paling sedikit satu tombol' },
  'too-many-keys': {
    en: 'a keypad has at most 16 keys',
    id: 'papan tombol punya paling banyak 16 tombol',
  },
  'bad-pad-key': {
    en: 'this is neither a pin nor a key of a number pad',
    id: 'ini bukan pin dan bukan tombol papan tombol angka',
    hint: {
      en: 'Write the number of a pin; on a USB number pad "0" to "9", "+", "-", "*", "/", ".", enter or backspace.',
      id: 'Tulis nomor pin; pada papan tombol angka USB "0" sampai "9", "+", "-", "*", "/", ".", enter atau backspace.',
    },
  },
  'pad-needs-pins': {
    en: 'without vendor_id each key is on a pin',
    id: 'tanpa vendor_id setiap tombol terpasang pada pin',
    hint: {
      en: 'Write the numbers of the pins, or vendor_id and product_id of a USB number pad.',
      id: 'Tulis nomor pin, atau vendor_id dan product_id papan tombol angka USB.',
    },
  },
  'pad-needs-pad-keys': {
    en: 'with vendor_id each key is a key of the USB number pad',
    id: 'dengan vendor_id setiap tombol adalah tombol papan tombol angka USB',
    hint: {
      en: 'Write what is printed on the key: "0" to "9", "+", "-", "*", "/", ".", enter or backspace.',
      id: 'Tulis yang tercetak di tombolnya: "0" sampai "9", "+", "-", "*", "/", ".", enter atau backspace.',
    },
  },
  'pad-key-twice': {
    en: 'two keys of the pad are one key of the USB number pad',
    id: 'dua tombol penilaian memakai satu tombol papan tombol angka USB',
    hint: { en: 'Give each one a key of its own.', id: 'Beri masing-masing tombol sendiri.' },
  },
  'pad-usb-ids': {
    en: 'a USB number pad is known by vendor_id and product_id',
    id: 'papan tombol angka USB dikenali dari vendor_id dan product_id',
    hint: { en: 'Write both; see `lsusb`.', id: 'Tulis keduanya; lihat `lsusb`.' },
  },
  'pad-board-or-usb': {
    en: 'the keys of a pad are on pins or on a USB number pad',
    id: 'tombol papan penilaian terpasang pada pin atau pada papan tombol angka USB',
    hint: { en: 'Remove board: or vendor_id:.', id: 'Hapus board: atau vendor_id:.' },
  },
  'pad-line-setting': {
    en: 'a USB number pad has no lines: this is of pins',
    id: 'papan tombol angka USB tidak punya jalur: ini untuk pin',
    hint: { en: 'Remove it, or vendor_id:.', id: 'Hapus pengaturan ini, atau vendor_id:.' },
  },
  'byte-text': {
    en: 'one character is one byte here',
    id: 'di sini satu karakter adalah satu byte',
    hint: { en: 'Write bytes as "\\x02".', id: 'Tulis byte sebagai "\\x02".' },
  },
  'board-or-spi': {
    en: 'a module is either on the pins of a board or on the SPI of the Pi',
    id: 'modul terpasang pada pin papan Arduino atau pada SPI Raspberry Pi',
    hint: {
      en: 'Write board: and pins:, or spi: alone.',
      id: 'Tulis board: dan pins:, atau spi: saja.',
    },
  },
  'chain-too-long': {
    en: 'through a board a chain has at most 8 modules',
    id: 'lewat papan Arduino rantai paling panjang 8 modul',
    hint: {
      en: 'A number would take more than a second. Use the SPI of the Pi, or two displays.',
      id: 'Angkanya akan lebih lambat dari satu detik. Pakai SPI Raspberry Pi, atau dua papan.',
    },
  },
  'bad-spi-path': {
    en: 'this is no place on SPI',
    id: 'ini bukan tempat pada SPI',
    hint: {
      en: 'Write /dev/spidev0.0 (select line CE0) or /dev/spidev0.1 (CE1).',
      id: 'Tulis /dev/spidev0.0 (jalur CE0) atau /dev/spidev0.1 (CE1).',
    },
  },
  'bad-i2c-path': {
    en: 'this is no I2C bus',
    id: 'ini bukan bus I2C',
    hint: {
      en: 'Write /dev/i2c-1, the bus on the header of the Pi.',
      id: 'Tulis /dev/i2c-1, yaitu bus pada pin header Raspberry Pi.',
    },
  },
  'bus-address-too-high': {
    en: 'the frames of this display cannot carry so high an address',
    id: 'format data papan ini tidak memuat alamat setinggi itu',
    hint: {
      en: 'Two decimal digits go up to 99; another model or frame: { address: decimal-3 } goes up to 255.',
      id: 'Dua angka desimal hanya sampai 99; model lain atau frame: { address: decimal-3 } sampai 255.',
    },
  },
} as const satisfies Record<string, Complaint>;

export type ComplaintCode = keyof typeof complaints;
