/** What the process says of itself, its machine and its site file; see detail-words.ts for the holes. */
export const ofHost: Readonly<Record<string, string>> = {
  'the supply voltage is too low': 'tegangan catu daya terlalu rendah',
  'the processor has been slowed down': 'prosesor diperlambat',
  'the data folder is mounted read-only': 'map data hanya dapat dibaca',
  '{n} MB are free': 'tersisa {n} MB',
  'what is due waits up to {n} ms': 'yang sudah waktunya menunggu sampai {n} ms',
  '{n} inputs were dropped': '{n} masukan tidak diproses',
  'the system does not know its time to be right': 'sistem belum memastikan jamnya benar',
  'the clock jumped by {n} s': 'jam melompat {n} detik',
  'the clock says {n} h {n2} min more than is believed':
    'jam menunjukkan {n} jam {n2} menit lebih dari waktu yang dipakai',
  'the clock says {n} h {n2} min less than is believed':
    'jam menunjukkan {n} jam {n2} menit kurang dari waktu yang dipakai',
  'the business day is ahead of the clock': 'hari layanan mendahului jam',
  'the business day is far behind the clock': 'hari layanan jauh tertinggal dari jam',
  'the run before hung and was ended': 'sebelumnya program macet lalu dihentikan',
  'the run before did not end by itself': 'sebelumnya program berhenti mendadak',
  'version {word} was not ready in time, so {word2} runs again':
    'versi {word} tidak siap pada waktunya, jadi {word2} berjalan kembali',
  'version {word} was not started, so {word2} runs again':
    'versi {word} tidak dijalankan, jadi {word2} berjalan kembali',
  'version {word} was given up by hand, so {word2} runs again':
    'versi {word} dilepas oleh teknisi, jadi {word2} berjalan kembali',
  'the site file that is running is an older one': 'berkas situs yang berlaku bukan yang terbaru',
  'there is no site file to read again': 'tidak ada berkas situs untuk dibaca ulang',
  'the check took longer than {n} ms': 'pemeriksaan lebih lama dari {n} ms',
  'the check ended with an error': 'pemeriksaan gagal',
  'the check ended without an answer': 'pemeriksaan berakhir tanpa hasil',
  'the hall is being closed': 'sistem sedang dihentikan',
  'the hall is closing': 'sistem sedang dihentikan',

  // Announcements.
  'an announcement was not said: {detail}': 'pengumuman tidak terdengar: {detail}',
  'no speaker': 'tidak ada pengeras suara',
  'missing: {names}': 'belum ada: {names}',
  'not what the site file says: {names}': 'tidak sesuai berkas situs: {names}',
  'damaged: {names}': 'rusak: {names}',
  'there is no such file': 'berkas itu tidak ada',
  '{word} is far too large ({n} bytes)': '{word} terlalu besar ({n} byte)',
  '{word} is not a list of clips': '{word} bukan daftar rekaman',
  '{word} is of another version ({text})': '{word} dari versi lain ({text})',
  '{word} has more than {n} clips': '{word} memuat lebih dari {n} rekaman',
  '{word} has a clip that is none: {text}': '{word} memuat rekaman yang bukan rekaman: {text}',

  // Pictures and logos.
  'it is damaged or was copied in part only: copy it again': 'rusak atau hanya tersalin sebagian: salin lagi',
  'this PNG image cannot be used: {detail}': 'gambar PNG ini tidak dapat dipakai: {detail}',
  '{word} is no PNG image, and only those are printed':
    '{word} bukan gambar PNG, padahal hanya PNG yang dapat dicetak',
  '{word} is no file': '{word} bukan berkas',
  'this is no PNG, JPEG or SVG image': 'ini bukan gambar PNG, JPEG atau SVG',
  'this SVG image holds a script or something from elsewhere':
    'gambar SVG ini memuat skrip atau sesuatu dari tempat lain',
  'the image has {n} x {n2} pixels, and {n3} x {n4} is the most':
    'gambarnya {n} x {n2} piksel, paling besar {n3} x {n4}',
  'the file has {n} KB, and {n2} KB is the most': 'berkasnya {n} KB, paling besar {n2} KB',
  'it has more than {n} pixels': 'lebih dari {n} piksel',
  'a picture took longer than {n} ms': 'gambar belum selesai dalam {n} ms',
  'the thread of pictures ended': 'bagian program yang menggambar berhenti',
  'the thread of pictures ended: {detail}': 'bagian program yang menggambar berhenti: {detail}',
  'the thread of pictures rests': 'bagian program yang menggambar sedang istirahat',
};
