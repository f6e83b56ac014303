import { configFaults } from './config-faults.ts';
import { controllerFaults } from './controller-faults.ts';
import { entry, type FaultEntry } from './fault-entry.ts';
import { lineFaults } from './line-faults.ts';
import { scanFaults } from './scan-faults.ts';
import { soundFaults } from './sound-faults.ts';
import { storeFaults } from './store-faults.ts';
import { thingFaults } from './thing-faults.ts';

export type { Fixer, Severity } from './fault-entry.ts';

/**
 * The fault catalogue: every fault the controller reports has a code from it, and docs/faults.md tells a technician
 * what to do for each code. Codes are stable strings: clients depend on them.
 */
export const faultCatalogue = {
  'link.absent': entry(
    'error',
    'technician',
    'Perangkat tidak ditemukan: periksa kabel dan alamatnya di berkas situs.',
    'The device is not there: check its cable and its address in the site file.',
  ),
  'link.permission': entry(
    'error',
    'technician',
    'Tidak punya izin membuka perangkat: `loket doctor` menyebut perintah yang memberikannya.',
    'No permission to open the device: `loket doctor` names the command that gives it.',
  ),
  'link.busy': entry(
    'error',
    'technician',
    'Perangkat sedang dipakai program lain: tutup program itu.',
    'Another program is using the device: close it.',
  ),
  'link.io_error': entry(
    'error',
    'auto',
    'Sambungan ke perangkat terputus; pengendali membukanya kembali.',
    'The connection to the device broke; the controller opens it again.',
  ),
  'link.closed': entry(
    'error',
    'technician',
    'Perangkat menutup sambungan tidak lama setelah dibuka, atau di tengah pekerjaan: periksa apakah program lain memakainya, lalu nyalakan ulang.',
    'The device closes the connection soon after it is opened, or in the middle of a job: see whether another program uses it, and restart it.',
  ),
  'link.timeout': entry(
    'error',
    'auto',
    'Perangkat tidak menjawab pada waktunya: periksa daya dan kabelnya.',
    'The device did not answer in time: check its power and cable.',
  ),
  'link.flapping': entry(
    'warn',
    'technician',
    'Sambungan putus-nyambung: periksa steker, hub USB dan catu daya.',
    'The connection comes and goes: check the plug, the USB hub and the power supply.',
  ),
  'link.flood': entry(
    'error',
    'technician',
    'Perangkat mengirim jauh lebih banyak daripada yang wajar: periksa alamat, kabel dan perangkatnya.',
    'The device sends far more data than is normal for it: check its address, its cable and the device.',
  ),
  'link.wrong_device': entry(
    'error',
    'technician',
    'Yang menjawab bukan perangkat yang dikonfigurasi: periksa alamatnya.',
    'The device that answers is not the configured one: check the address.',
  ),
  'driver.error': entry(
    'error',
    'vendor',
    'Pengandar perangkat ini gagal; pengendali membukanya kembali. Laporkan dengan catatan lognya.',
    'The driver of this device failed; the controller opens it again. Report it with the log line.',
  ),
  'paper.low': entry(
    'warn',
    'clerk',
    'Kertas hampir habis: siapkan gulungan baru.',
    'Paper is low: get a new roll ready.',
  ),
  'paper.out': entry(
    'error',
    'clerk',
    'Kertas habis: pasang gulungan baru.',
    'Paper is out: put in a new roll.',
  ),
  'cover.open': entry(
    'error',
    'clerk',
    'Penutup printer terbuka: tutup kembali.',
    'The printer cover is open: close it.',
  ),
  'cutter.error': entry(
    'error',
    'technician',
    'Pemotong kertas macet: matikan printer dan bebaskan pisaunya.',
    'The paper cutter is stuck: switch the printer off and free the blade.',
  ),
  'presenter.jam': entry(
    'error',
    'technician',
    'Kertas macet di presenter printer: buka, keluarkan kertasnya, lalu tutup kembali.',
    'Paper is jammed in the presenter of the printer: open it, take the paper out, and close it.',
  ),
  'ticket.left': entry(
    'warn',
    'clerk',
    'Tiket tidak diambil dari printer; nomornya tetap dalam antrean. Cari pemiliknya, atau buang tiketnya.',
    'A ticket was not taken from the printer; its number stays in the queue. Look for its owner, or throw it away.',
  ),
  'printer.offline': entry(
    'error',
    'clerk',
    'Printer tidak siap: tekan tombol online pada printer.',
    'The printer is not ready: press its online key.',
  ),
  'printer.error': entry(
    'error',
    'technician',
    'Printer melaporkan kesalahan: matikan lalu hidupkan kembali.',
    'The printer reports an error: switch it off and on again.',
  ),
  'printer.status_unsupported': entry(
    'warn',
    'technician',
    'Printer ini tidak menjawab pertanyaan status: tiket tidak dapat dipastikan tercetak.',
    'This printer does not answer status requests: whether a ticket was printed cannot be confirmed.',
  ),
  'printer.status_partial': entry(
    'info',
    'technician',
    'Printer ini hanya menjawab sebagian pertanyaan status: selebihnya tidak diketahui.',
    'This printer answers only some status requests: the rest of its status is unknown.',
  ),
  'job.unconfirmed': entry(
    'warn',
    'clerk',
    'Tiket mungkin tidak tercetak: lihat kertasnya, lalu cetak salinan atau batalkan.',
    'The ticket may not have been printed: look at the paper, then print a copy or void it.',
  ),
  'job.not_printed': entry(
    'warn',
    'clerk',
    'Tiket tidak tercetak dan nomornya dibatalkan: ambil tiket baru.',
    'The ticket was not printed and its number is void: take a new one.',
  ),
  'display.stale': entry(
    'warn',
    'auto',
    'Angka pada papan belum dapat diperbarui.',
    'The number on the display could not be updated.',
  ),
  'display.refused': entry(
    'error',
    'technician',
    'Papan menolak angkanya: periksa model dan layout papan itu di berkas situs.',
    'The display refuses its number: check its model and layout in the site file.',
  ),
  'button.stuck': entry(
    'warn',
    'technician',
    'Tombol tertekan lebih dari 10 detik: periksa apakah tombol macet, atau ada kartu tertinggal di pembacanya.',
    'A key has been down for more than 10 seconds: see whether it is jammed, or a card was left on its reader.',
  ),
  'button.bouncing': entry(
    'warn',
    'technician',
    'Kontak tombol bergetar terlalu lama: ganti tombolnya atau periksa sambungannya.',
    'The contact of a key bounces for too long: replace the key or check its wiring.',
  ),
  'button.pulse': entry(
    'warn',
    'technician',
    'Jalur tombol menangkap derau, yang diabaikan: pasang kabel terpilin dengan GND, resistor penahan, atau pelindung.',
    'The wire of a key picks up noise, which is ignored: twist it with its GND, fit a pull-up resistor, or shield it.',
  ),
  'button.flood': entry(
    'warn',
    'technician',
    'Tombol ditekan lebih sering daripada yang dapat dilakukan orang: periksa tombol dan kabelnya.',
    'Keys are pressed more often than a person can: check the keys and their wiring.',
  ),
  ...scanFaults,
  ...controllerFaults,
  ...lineFaults,
  'broker.port_busy': entry(
    'error',
    'technician',
    'Port MQTT dipakai program lain; antrean tetap berjalan dan port dicoba lagi. Hentikan program itu (sering: mosquitto), atau pilih port lain dengan --mqtt-port.',
    'Another program uses the MQTT port; the queues go on, and the port is tried again. Stop that program (often mosquitto), or choose another port with --mqtt-port.',
  ),
  'broker.port_failed': entry(
    'error',
    'technician',
    'Port MQTT tidak dapat dibuka; antrean tetap berjalan dan port dicoba lagi. Alamat di `mqtt.host` harus milik mesin ini, dan port di bawah 1024 perlu izin.',
    'The MQTT port cannot be opened; the queues go on, and it is tried again. The address in `mqtt.host` has to be one of this machine, and ports below 1024 need a permission.',
  ),
  'broker.down': entry(
    'warn',
    'technician',
    'Broker MQTT tidak dapat dihubungi; antrean tetap berjalan.',
    'The MQTT broker cannot be reached; the queues go on.',
  ),
  'broker.huge_message': entry(
    'warn',
    'technician',
    'Pesan di broker MQTT terlalu besar dan dilewati: periksa siapa yang mengirimnya.',
    'A message on the MQTT broker was too large and was skipped: find out who sends it.',
  ),
  'broker.tls': entry(
    'error',
    'technician',
    'Sambungan aman ke broker MQTT gagal; antrean tetap berjalan. Periksa sertifikat, nama server dan jam pengendali.',
    'No secure connection to the MQTT broker; the queues go on. Check the certificates, the server name and the clock.',
  ),
  'broker.auth': entry(
    'error',
    'technician',
    'Broker MQTT menolak nama atau sandi pengendali ini; antrean tetap berjalan. Periksa bagian mqtt di berkas situs.',
    'The MQTT broker refuses the name or password of this controller; the queues go on. Check mqtt in the site file.',
  ),
  'broker.secret': entry(
    'error',
    'technician',
    'Berkas kata sandi, kunci atau sertifikat MQTT tidak dapat dipakai: periksa isi, jalur dan izinnya.',
    'A password, key or certificate file for MQTT cannot be used: check what is in it, its path and permissions.',
  ),
  'web.failed': entry(
    'error',
    'technician',
    'Halaman tidak dapat disajikan; antrean tetap berjalan dan dicoba lagi. Periksa alamat dan port di berkas situs, dan program lain yang memakai port itu.',
    'The page cannot be served; the queues go on, and it is tried again. Check its address and port in the site file, and which other program uses the port.',
  ),
  'bookings.invalid': entry(
    'warn',
    'technician',
    'Daftar pendaftaran atau kuncinya tidak dapat dibaca: perbaiki berkas yang disebut.',
    'The list of bookings or its key cannot be read: fix the file named in the message.',
  ),
  'uplink.down': entry(
    'warn',
    'technician',
    'Kantor pusat tidak dapat dihubungi; antrean tetap berjalan dan kejadian disimpan. Periksa internet.',
    'The central office cannot be reached; the queues go on and events are kept. Check the internet connection.',
  ),
  'uplink.tls': entry(
    'error',
    'technician',
    'Sambungan aman ke kantor pusat gagal: periksa sertifikat, nama server dan jam pengendali.',
    'No secure connection to the central office: check the certificates, the server name and the clock.',
  ),
  'uplink.auth': entry(
    'error',
    'technician',
    'Kantor pusat menolak nama atau sandi pengendali ini: periksa bagian uplink di berkas situs.',
    'The central office refuses the name or password of this controller: check uplink in the site file.',
  ),
  'uplink.refused': entry(
    'error',
    'technician',
    'Broker kantor pusat menolak pesan; kejadian tetap tersimpan. Izinkan baca dan tulis loket/v1/SITUS/# untuk pengendali ini.',
    'The central broker refuses messages; events stay in the journal. Allow this controller to read and write loket/v1/SITE/#.',
  ),
  'backlog.high': entry(
    'warn',
    'technician',
    'Banyak kejadian belum terkirim ke kantor pusat: periksa jaringan.',
    'Many events have not reached the central office yet: check the network.',
  ),
  ...configFaults,
  ...soundFaults,
  ...storeFaults,
  ...thingFaults,
} as const satisfies Record<string, FaultEntry>;

export type FaultCode = keyof typeof faultCatalogue;
