/** What the journal and the other files of the data folder say; see detail-words.ts for the holes. */
export const ofRecords: Readonly<Record<string, string>> = {
  // The journal.
  'the journal is closed': 'jurnal sudah ditutup',
  'the journal says so': 'menurut jurnal',
  'the journal was closed while the disk was full': 'jurnal ditutup selagi penyimpanan penuh',
  'the thread of the journal has ended': 'bagian program yang menulis jurnal berhenti',
  '{n} records are waiting for the disk': '{n} catatan menunggu penyimpanan',
  'a record has waited {n} s for the disk': 'sebuah catatan sudah {n} detik menunggu penyimpanan',
  'record {n} is damaged': 'catatan {n} rusak',
  'record {n} of the copy is damaged': 'catatan {n} pada salinan rusak',
  'it runs from a backup of {detail}': 'berjalan dari cadangan {detail}',
  'an unknown time': 'yang waktunya tidak diketahui',
  'the restore of {place} from a backup did not come to its end':
    'pemulihan {place} dari cadangan belum selesai',
  'Restore the backup again: `loket restore`.': 'Pulihkan lagi cadangannya: `loket restore`.',
  'records {n} to {n2} are damaged': 'catatan {n} sampai {n2} rusak',
  'record {n} does not follow {n2}': 'catatan {n} tidak menyambung {n2}',
  'record {n} should open the day {word} and does not':
    'catatan {n} seharusnya membuka hari {word}, tetapi tidak',
  'record {n} is not the one that was written here before': 'catatan {n} bukan yang dahulu ditulis di sini',
  'the base of the journal is gone': 'pangkal jurnal hilang',
  'the journal has {n} records but no mark': 'jurnal berisi {n} catatan tanpa penanda',
  'the journal ends at record {n}, but record {n2} was written here before':
    'jurnal berakhir pada catatan {n}, padahal catatan {n2} pernah ditulis di sini',
  'the journal has schema {n}, this program reads {n2}':
    'jurnal ini berskema {n}, program ini membaca skema {n2}',
  'the journal has schema {n}, this program knows {n2}':
    'jurnal ini berskema {n}, program ini mengenal skema {n2}',
  'the database in the data folder is not a Loket journal': 'basis data di map data bukan jurnal Loket',
  'the database runs in mode {word}, synchronous={word2}':
    'basis data berjalan dalam mode {word}, synchronous={word2}',
  'there is no journal in {text}': 'tidak ada jurnal di {text}',
  'the journal in {text} cannot be opened: {detail}': 'jurnal di {text} tidak dapat dibuka: {detail}',
  '{word} belongs to the site {word2}, not to {word3}': '{word} milik situs {word2}, bukan {word3}',
  '{word} is in use by another process': '{word} dipakai proses lain',
  '{word} is gone or empty; it had {n} records': '{word} hilang atau kosong; dulu berisi {n} catatan',
  '{word} is a link, or no file at all': '{word} berupa tautan, atau bukan berkas',
  '{word} was taken away while it was in use': '{word} diambil selagi dipakai',
  '{word} was replaced while it was in use': '{word} diganti selagi dipakai',
  '{word} holds nothing but zeros': '{word} berisi nol saja',
  '{word} is not readable as a mark': '{word} tidak terbaca sebagai penanda',
  '{detail}, and no trail tells how far the journal had come':
    '{detail}, dan tidak ada jejak yang menunjukkan sampai mana jurnal itu',
  'it was made anew': 'sudah dibuat lagi',
  'a number is damaged: {detail}': 'sebuah angka rusak: {detail}',
  '{detail}, result {n}': '{detail}, hasil {n}',
  'SQLite does not load: {detail}': 'SQLite tidak dapat dimuat: {detail}',
  'old days are still there: {detail}': 'hari-hari lama belum terhapus: {detail}',

  // The counts of devices, and the sessions of pages.
  'it is far too large': 'terlalu besar',
  'it is empty': 'kosong',
  'it is not whole': 'tidak utuh',
  'it is no file of counts': 'bukan berkas hitungan',
  'it is no file of sessions': 'bukan berkas sesi',
  'it is of another version ({text})': 'dari versi lain ({text})',
  'it is of another site ({text})': 'dari situs lain ({text})',
  'it is of another site': 'dari situs lain',
  'it has no list of topics': 'tidak berisi daftar topik',
  'a topic in it is none': 'ada topik di dalamnya yang bukan topik',
  'it has no list of faults': 'tidak memuat daftar gangguan',
  'a count in it has no name': 'sebuah hitungan di dalamnya tidak bernama',
  'a number in it is none': 'sebuah angka di dalamnya bukan angka',
  'a device in it has no id': 'sebuah perangkat di dalamnya tidak punya id',
  'it has no list of gaps': 'tidak memuat daftar yang hilang',
  'an element in it has no name': 'sebuah unsur di dalamnya tidak bernama',
  'answers in it have not four scores': 'jawaban di dalamnya tidak bernilai empat',
  'a date in it is none': 'sebuah tanggal di dalamnya bukan tanggal',
  'a service in it has no id': 'sebuah layanan di dalamnya tidak punya id',
  'ratings were not counted: {detail}': 'penilaian belum dihitung: {detail}',
  '{detail}; ratings are counted anew': '{detail}; penilaian dihitung dari awal',
  '{text} is not an object': 'bukan objek: {text}',
  'it is kept as {word}': 'disimpan sebagai {word}',
  'it could not be kept: {detail}': 'tidak dapat disimpan: {detail}',
  'what Home Assistant was told is not written down: {detail}':
    'yang diberitahukan kepada Home Assistant tidak tersimpan: {detail}',
  'what Home Assistant was told is not known: {detail}':
    'yang pernah diberitahukan kepada Home Assistant tidak diketahui: {detail}',
  'the counts of devices were not saved: {detail}': 'hitungan perangkat tidak tersimpan: {detail}',
  'there is no {word}: the counts of devices begin at 0': '{word} tidak ada: hitungan perangkat mulai dari 0',
  '{word} was not used: everybody logs in again': '{word} tidak dipakai: semua orang masuk lagi',
  '{word} was not written: a restart logs everybody out':
    '{word} tidak tertulis: saat mulai ulang semua orang keluar',

  // Where the data folder is.
  '{word} does not outlive a power cut: {detail}': '{word} hilang bila listrik padam: {detail}',
  'whether {word} outlives a power cut is not known: {detail}':
    'tidak diketahui apakah {word} bertahan bila listrik padam: {detail}',
  'the system does not tell': 'sistem tidak memberi tahu',
  '{word} is in memory': '{word} ada di memori',
  '{word} is on another machine': '{word} ada di mesin lain',
  '{word} is not known here': '{word} tidak dikenal di sini',
  'it is layered too deep': 'lapisannya terlalu dalam',
  'it is in the file {word}: {detail}': 'ada di dalam berkas {word}: {detail}',
  'no upper layer is named': 'lapisan atasnya tidak disebut',
  'its upper layer {word} cannot be seen from here': 'lapisan atasnya, {word}, tidak terlihat dari sini',
  'its upper layer is {word}: {detail}': 'lapisan atasnya {word}: {detail}',
};
