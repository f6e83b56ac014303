/** What a fault says is to be done in its very case; see detail-words.ts for the holes. */
export const ofHints: Readonly<Record<string, string>> = {
  'Check the wires RX and TX, which are crossed, and its supply. A clone may need `checksum: false`.':
    'Periksa kabel RX dan TX, yang harus silang, dan catu dayanya. Modul tiruan mungkin perlu `checksum: false`.',
  'Write the card anew: `loket voice build --card`.': 'Isi ulang kartunya: `loket voice build --card`.',
  'Check its power and cable; for a printer that answers nothing by design set `status: none`.':
    'Periksa daya dan kabelnya; untuk printer yang memang tidak pernah menjawab, tulis `status: none`.',
  'Check the address, and on a serial line the baud rate.':
    'Periksa alamatnya, dan pada jalur serial juga baud rate-nya.',
  'check its power, the two wires and its bus_address, and that baud_rate and parity match its settings':
    'periksa dayanya, kedua kabelnya dan bus_address, dan samakan baud_rate serta parity dengan setelan papan',
  'check `model`, and `read`, `register` and `clear` against the table of registers in its manual':
    'cocokkan `model`, serta `read`, `register` dan `clear`, dengan tabel register di buku petunjuknya',
  'give it a longer `poll_ms`, and let nobody else ask it':
    'beri `poll_ms` yang lebih lama, dan jangan ditanya program lain',
  'give all devices of one line the same kind, baud_rate and parity':
    'beri semua perangkat pada satu jalur kind, baud_rate dan parity yang sama',
  'Use a card of the A or C series (HDPlayer), or give the panel an Arduino.':
    'Pakai kartu seri A atau C (HDPlayer), atau pasang Arduino pada panelnya.',
  'Update the firmware of the card with HDPlayer.': 'Perbarui firmware kartu dengan HDPlayer.',
  'Close HDPlayer, or whatever else is connected to the card.':
    'Tutup HDPlayer, atau program lain yang tersambung ke kartu.',
  'Set the screen up in HDPlayer first: its size and the type of its modules.':
    'Setel dulu layarnya di HDPlayer: ukuran dan jenis modulnya.',
  'Upload {place} to the board, and see that baud_rate is that of the sketch (57600).':
    'Unggah {place} ke papan Arduino, dan samakan baud_rate dengan sketch itu (57600).',
  'Upload {place} of this version to the board, or choose another font or fewer panels.':
    'Unggah {place} dari versi ini ke papan Arduino, atau pilih huruf lain atau kurangi panelnya.',
  'Upload StandardFirmata to the board, and see that baud_rate is that of the sketch (57600).':
    'Unggah StandardFirmata ke papan Arduino, dan samakan baud_rate dengan sketch itu (57600).',
  'Upload StandardFirmata 2.5 or later; on an Uno the I2C pins are A4 (SDA) and A5 (SCL).':
    'Unggah StandardFirmata 2.5 atau lebih baru; pada Uno, pin I2C adalah A4 (SDA) dan A5 (SCL).',
  'Choose another pin (an Uno has 2 to 19), or upload StandardFirmata 2.5 or later.':
    'Pilih pin lain (Uno punya 2 sampai 19), atau unggah StandardFirmata 2.5 atau lebih baru.',
  'Install the package alsa-utils: apt install alsa-utils': 'Pasang paket alsa-utils: apt install alsa-utils',
  'Install the package gpiod: apt install gpiod': 'Pasang paket gpiod: apt install gpiod',
  'Add the user Loket runs as to the group that owns /dev/gpiochip* (gpio; on Ubuntu dialout), and start it again.':
    'Masukkan pengguna Loket ke grup pemilik /dev/gpiochip* (gpio; di Ubuntu dialout), lalu mulai ulang.',
  'Another program has the line: gpioinfo names it; see also dtoverlay lines in config.txt.':
    'Program lain memakai jalur itu: gpioinfo menyebutnya; lihat juga baris dtoverlay di config.txt.',
  'this kernel offers no GPIO lines of a Raspberry Pi; on another computer, set LOKET_GPIO_CHIP to the label of its chip':
    'kernel ini tidak menyediakan GPIO Raspberry Pi; pada komputer lain, isi LOKET_GPIO_CHIP dengan label chipnya',
  'this kernel has no GPIO files (CONFIG_GPIO_SYSFS): use the kernel of Raspberry Pi OS':
    'kernel ini tidak punya berkas GPIO (CONFIG_GPIO_SYSFS): pakai kernel Raspberry Pi OS',
  'Run npm install {word}; it is compiled then, which needs python3, make and g++.':
    'Jalankan npm install {word}; paket itu dikompilasi, jadi perlu python3, make dan g++.',
  'Switch the bus on: dtparam={word}=on in /boot/firmware/config.txt, then restart.':
    'Nyalakan busnya: dtparam={word}=on di /boot/firmware/config.txt, lalu mulai ulang.',
  'Add the user Loket runs as to the group {word}.': 'Masukkan pengguna Loket ke grup {word}.',
  'Check its cable and its address: i2cdetect -y lists the addresses that answer.':
    'Periksa kabel dan alamatnya: i2cdetect -y menyebut alamat yang menjawab.',
  'scan the code that sets it to HID-POS, or leave `mode: pos` out':
    'pindai kode yang menyetelnya ke HID-POS, atau hapus `mode: pos`',
  'give each its `path`, a udev link by USB port':
    'beri masing-masing `path`, yaitu tautan udev per port USB',
  '`loket discover` lists the sound cards of this machine; `ls -l /dev/snd/by-path` their USB ports.':
    '`loket discover` menyebut kartu suara mesin ini; `ls -l /dev/snd/by-path` port USB-nya.',
  'write tcp://HOST:PORT': 'tulis tcp://HOST:PORT',

  // Files and programs.
  'It is built for 64-bit systems (x86 and ARM). On one of these, run `npm ci` on this very computer.':
    'SQLite dibuat untuk sistem 64-bit (x86 dan ARM). Pada sistem itu, jalankan `npm ci` di komputer ini juga.',
  'Give the folder that `loket run` was started with: --data DIR.':
    'Beri map yang dipakai `loket run`: --data MAP.',
  'Do this as the user that runs Loket, or with sudo.':
    'Lakukan sebagai pengguna yang menjalankan Loket, atau dengan sudo.',
  'ask again with sudo, or as the user of the service':
    'ulangi dengan sudo, atau sebagai pengguna layanan itu',
  'write the secret into it, and save': 'tulis rahasianya ke dalamnya, lalu simpan',
  'It has to be a PEM file: -----BEGIN CERTIFICATE----- and so on.':
    'Isinya harus PEM: -----BEGIN CERTIFICATE----- dan seterusnya.',
  'Make it with: loket passwd {word}': 'Buat dengan: loket passwd {word}',
  'make one with: (umask 077; openssl rand -hex 32 > {text})':
    'buat dengan: (umask 077; openssl rand -hex 32 > {text})',
  'write {text}': 'tulis {text}',

  // Lines.
  'Ids are 1 to 40 of a-z, 0-9 and hyphen.': 'Id terdiri dari 1 sampai 40 huruf a-z, 0-9 dan tanda hubung.',
  'Stop the program that uses port {n}, or choose another one: --mqtt-port {n2}':
    'Hentikan program yang memakai port {n}, atau pilih port lain: --mqtt-port {n2}',
  'The clock says {word}, and it is later than {word2}: set the clock (timedatectl).':
    'Jam menunjukkan {word}, padahal sudah lewat {word2}: setel jamnya (timedatectl).',
  'The broker wants a client certificate: have one issued by the authority it trusts, and name its files with `cert` and `key`.':
    'Broker meminta sertifikat klien: mintalah dari otoritas yang dipercayainya, lalu sebut berkasnya dengan `cert` dan `key`.',
  'The broker wants a client certificate, which is not given here: let this client in by name and password (mosquitto: require_certificate false).':
    'Broker meminta sertifikat klien, yang tidak ada di sini: izinkan klien ini masuk dengan nama dan kata sandi (mosquitto: require_certificate false).',
  'The broker does not take the client certificate in `cert`: it must be signed by an authority that the broker trusts, and must not have expired.':
    'Broker menolak sertifikat klien di `cert`: harus ditandatangani otoritas yang dipercaya broker, dan masih berlaku.',
  'Use a name in `url` that is in the certificate of the broker, or have the certificate issued for the name in `url`.':
    'Pakai nama di `url` yang ada dalam sertifikat broker, atau mintalah sertifikat untuk nama di `url`.',
  'Check the clock (timedatectl), and until when the certificate is valid.':
    'Periksa jam (timedatectl), dan sampai kapan sertifikat itu berlaku.',
  'The server at this address does not speak TLS: check host and port in `url`.':
    'Server di alamat ini tidak memakai TLS: periksa host dan port di `url`.',
  'Set `ca` to the certificate of the authority that signed the certificate of the broker; without `ca` the public authorities are trusted.':
    'Isi `ca` dengan sertifikat otoritas yang menandatangani sertifikat broker; tanpa `ca`, otoritas umum yang dipercaya.',
};
