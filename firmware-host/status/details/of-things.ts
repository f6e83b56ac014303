/** What is said of devices that speak MQTT; see detail-words.ts for the holes. */
export const ofThings: Readonly<Record<string, string>> = {
  'there is no broker here': 'di sini tidak ada broker',
  'Start the hall, and let it try the device: command/test-device':
    'Jalankan balai, lalu biarkan balai mencoba alatnya: command/test-device',
  'the broker of the hall was lost': 'sambungan ke broker balai terputus',
  'nothing was ever heard on {text}': 'belum pernah ada kabar pada {text}',
  'Check its Wi-Fi, its account at the broker and its topic.':
    'Periksa Wi-Fi-nya, akunnya di broker, dan topiknya.',
  '{text} says that it is not there': '{text} mengatakan alat itu tidak ada',
  '{text}: {n} bytes that are no text of a device': '{text}: {n} byte yang bukan teks sebuah alat',
  '{text}: it is no JSON object': '{text}: bukan objek JSON',
  'nothing was heard of it for {n} s': 'tidak ada kabar darinya selama {n} detik',
  'key {word}: {detail}': 'tombol {word}: {detail}',
  'the broker had kept it': 'pesan itu disimpan broker',
  'it came with the connection': 'pesan itu datang bersama sambungan',
  'it is {n} s old': 'pesan itu sudah berumur {n} detik',
  'its battery has {n} %': 'baterainya {n} %',
  'it says that its battery is low': 'alat mengatakan baterainya lemah',
  '{text}: not shown within {n} ms, as far as it says':
    '{text}: belum ditampilkan dalam {n} ms, menurut alat itu sendiri',
};
