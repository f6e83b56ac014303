import { dataOfSite, type HelpCatalogue, siteArgument, unsaid } from './command-help.ts';

const passphraseFile = {
  id: 'berkas dengan frasa sandi rahasia, 0600 (biasanya ditanyakan)',
  en: 'a file with the passphrase of the secrets, 0600 (usually it is asked for)',
};

/** The commands with which halls are kept, and outlive their controllers. */
export const keepingHelp: HelpCatalogue = {
  backup: {
    summary: {
      id: 'tulis cadangan situs ke satu berkas, juga selagi berjalan, dan baca ulang',
      en: 'write a backup of a site to one file, also while it runs, and read it back',
    },
    arguments: {
      site: {
        id: 'berkas situs (biasanya /etc/loket/site.yaml)',
        en: 'the site file (usually /etc/loket/site.yaml)',
      },
    },
    options: {
      '--data': dataOfSite,
      '--out': {
        id: 'folder atau berkas untuk cadangan, misalnya stik USB (biasanya folder ini); tidak ada yang ditimpa',
        en: 'folder or file for the backup, such as a USB stick (usually this folder); nothing is overwritten',
      },
      '--passphrase-file': passphraseFile,
    },
    notes: [
      {
        id:
          'Isinya: berkas situs dan berkas yang disebutnya, jurnal, hitungan perangkat, penilaian, klip suara, dan sejauh mana kantor ' +
          'pusat memilikinya. Rahasia (kata sandi, kunci) dienkripsi dengan frasa sandi; yang lain dapat dibaca dengan tar. ' +
          'Rekaman suara asli, log dan sesi masuk tidak ikut.',
        en:
          'In it: the site file and the files it names, the journal, the counts of the devices, ratings, the clips of the voice, and ' +
          'how far the central office has it. Secrets (passwords, keys) are encrypted under a passphrase; everything else can ' +
          'be read with tar. Original recordings, logs and logins are not in it.',
      },
      {
        id: 'Situs tanpa rahasia tidak memerlukan frasa sandi.',
        en: 'A site without secrets needs no passphrase.',
      },
    ],
    examples: [
      ['sudo loket backup --out /media/usb', unsaid],
      ['sudo loket backup --out /media/usb --passphrase-file frasa.txt', unsaid],
    ],
  },
  bundle: {
    summary: {
      id: 'kumpulkan keadaan, log dan versi ke satu berkas untuk yang membantu, tanpa rahasia dan nomor tiket',
      en: 'gather states, log and versions into one file for whoever helps, without secrets and ticket numbers',
    },
    arguments: {
      site: {
        id: 'berkas situs (biasanya /etc/loket/site.yaml); boleh yang masih salah',
        en: 'the site file (usually /etc/loket/site.yaml); it may have mistakes',
      },
    },
    options: {
      '--data': dataOfSite,
      '--out': {
        id: 'folder atau berkas untuk hasilnya (biasanya folder ini); tidak ada yang ditimpa',
        en: 'folder or file for the result (usually this folder); nothing is overwritten',
      },
      '--username': {
        id: 'akun broker untuk membaca keadaan, bila broker memintanya',
        en: 'account of the broker to read the states with, where it asks for one',
      },
      '--password-file': { id: 'berkas dengan kata sandinya, 0600', en: 'a file with its password, 0600' },
    },
    notes: [
      {
        id:
          'Isinya: loket doctor, loket status, rencana pemasangan, hasil pemeriksaan jurnal, log layanan, versi program dan ' +
          'sistem, dan berkas situs. Rahasia ditulis [secret] dan angka tiket ***. Setiap berkas paling besar 4 MB.',
        en:
          'In it: loket doctor, loket status, the plan of installation, the check of the journal, the log of the service, ' +
          'versions of program and system, and the site file. Secrets are written [secret] and digits of tickets ***. Each ' +
          'file has 4 MB at most.',
      },
    ],
    examples: [['sudo loket bundle --out /media/usb', unsaid]],
  },
  labels: {
    summary: {
      id: 'cetak stiker dengan kode QR untuk perangkat, di printer tiket atau sebagai gambar',
      en: 'print labels with a QR code for devices, on the ticket printer or as pictures',
    },
    arguments: {
      site: siteArgument,
      devices: { id: 'perangkat mana saja (biasanya semua)', en: 'which devices (usually all)' },
    },
    options: {
      '--printer': {
        id: 'printer yang mencetak (biasanya yang pertama)',
        en: 'the printer that prints (usually the first)',
      },
      '--png': {
        id: 'tulis gambar PERANGKAT.png ke folder ini, tanpa printer',
        en: 'write pictures DEVICE.png to this folder, without a printer',
      },
      '--address': {
        id: 'alamat yang ditemukan ponsel, seperti http://10.0.0.5:8080 (biasanya dari web: di berkas situs)',
        en: 'the address that phones find, such as http://10.0.0.5:8080 (usually from web: in the site file)',
      },
      '--data': dataOfSite,
      '--yes': { id: 'jangan bertanya', en: 'do not ask' },
    },
    notes: [
      {
        id:
          'Pada stiker: nama perangkat, jenisnya, loketnya, nomor serinya atau tempatnya, dan kode QR yang membuka /status ' +
          'pada perangkat itu. Tanpa halaman /status, kodenya berisi nama situs dan perangkat. Situs tidak boleh sedang berjalan ' +
          'selagi dicetak.',
        en:
          'On a label: the name of the device, what it is, its counter, its serial number or its place, and a QR code that ' +
          'opens /status at that device. Without the page /status the code has the names of site and device. The hall must ' +
          'not run while labels are printed.',
      },
    ],
    examples: [
      ['loket labels site.yaml --png stiker', unsaid],
      ['sudo loket labels /etc/loket/site.yaml loket-1-numpad --printer printer-2', unsaid],
    ],
  },
  replace: {
    summary: {
      id: 'pasang pengganti sebuah perangkat: cari, coba, tulis nomor serinya, selagi situs berjalan',
      en: 'put a spare in the place of a device: find it, try it, write its serial number, while the site runs',
    },
    arguments: {
      device: {
        id: 'nama perangkat di berkas situs, misalnya loket-1-numpad',
        en: 'the name of the device in the site file, such as loket-1-numpad',
      },
    },
    options: {
      '--serial': {
        id: 'nomor seri penggantinya, atau port USB-nya, bila ada beberapa',
        en: 'the serial number of the spare, or its USB port, where there are several',
      },
      '--dry-run': { id: 'perlihatkan saja, jangan ubah apa pun', en: 'only show it, and change nothing' },
      '--data': dataOfSite,
      '--root': {
        id: 'folder yang dipakai sebagai / (untuk citra kartu dan uji)',
        en: 'a folder that is used as / (for images of cards, and tests)',
      },
      '--yes': { id: 'jangan bertanya', en: 'do not ask' },
    },
    notes: [
      {
        id:
          'Cabut yang lama, pasang penggantinya. Model harus sama. Berkas /etc/loket/site.yaml ditulis ulang dengan komentar ' +
          'dan susunan yang sama; yang lama menjadi site.yaml.old. Aturan udev ikut ditulis, lalu berkas situs dibaca ulang. ' +
          'Antrean tetap berjalan; kejadiannya bernama device/replaced.',
        en:
          'Unplug the old one and plug in the spare. The model has to be the same. /etc/loket/site.yaml is written anew with ' +
          'its comments and layout; the earlier one becomes site.yaml.old. The udev rules are written too, and the site file ' +
          'is read again. Queues go on; the event is device/replaced.',
      },
      {
        id: 'Perangkat pada pin GPIO, alamat jaringan, atau tempat yang tetap tidak punya nomor seri: cukup pasang di tempat yang sama.',
        en: 'A device on GPIO pins, a network address or a fixed place has no serial number: putting the spare in its place is enough.',
      },
    ],
    examples: [
      ['sudo loket replace loket-1-numpad --dry-run', unsaid],
      ['sudo loket replace pemindai-1 --serial A60283', unsaid],
    ],
  },
  restore: {
    summary: {
      id: 'pulihkan situs dari cadangan; ia belum melayani sampai pengendali asli dinyatakan mati',
      en: 'restore a site from a backup; it does not serve until the original is said to be gone',
    },
    arguments: { archive: { id: 'berkas cadangan', en: 'the file of the backup' } },
    options: {
      '--data': {
        id: 'map data yang diisi; harus kosong',
        en: 'the data folder to fill; it has to be empty',
      },
      '--settings': {
        id: 'folder berkas situs dan berkas yang disebutnya',
        en: 'the folder for the site file and the files it names',
      },
      '--passphrase-file': passphraseFile,
      '--original-is-gone': {
        id: 'pengendali asli mati dan tidak akan dinyalakan lagi: salinan ini boleh melayani',
        en: 'the original is off and will stay off: this copy may serve',
      },
      '--last': {
        id: 'tiket terakhir dari pengendali asli, seperti A-057; boleh berulang, satu tiap layanan',
        en: 'the last ticket of the original, such as A-057; may be repeated, one for each service',
      },
      '--last-day': {
        id: 'hari layanan terakhir pengendali asli (biasanya hari ini)',
        en: 'the last business day of the original (usually today)',
      },
      '--yes': { id: 'jangan bertanya', en: 'do not ask' },
    },
    notes: [
      {
        id:
          'Dua pengendali dengan antrean yang sama memberi nomor yang sama dua kali. Maka salinan menolak tombol, pindaian dan ' +
          'perintah, dan tidak menghubungi kantor pusat (gangguan journal.fenced), sampai seseorang mengatakan bahwa yang asli ' +
          'sudah mati.',
        en:
          'Two controllers with the same queue would give the same number twice. So the copy refuses keys, scans and commands, ' +
          'and does not connect to the central office (fault journal.fenced), until somebody says that the original is gone.',
      },
      {
        id:
          'Nomor yang diberikan sesudah cadangan dibuat tidak diketahui. Setiap layanan melompati separuh dari nomor yang ' +
          'tersisa pada hari itu, atau mulai sesudah nomor yang disebut dengan --last. Keduanya diperlihatkan sebelum ditanyakan.',
        en:
          'Which numbers were given after the backup was made is not known. Each service skips half of the numbers that were ' +
          'left on that day, or begins after the one named with --last. This is shown before the question.',
      },
    ],
    examples: [
      ['sudo loket restore loket-mpp-batam-20261129-0610.tar.gz', unsaid],
      ['sudo loket restore --original-is-gone --last A-057 --last B-012', unsaid],
    ],
  },
};
