import { type Said, said } from './words.ts';

/** The descriptions of what speakers say, as in descriptions.ts. */
export const voiceDescriptions: Readonly<Record<string, Said>> = {
  voice: said('What the speakers say, and when', 'Yang diucapkan pengeras suara, dan kapan'),
  'voice.languages': said(
    'Languages in the order in which they are spoken: [id, en]; others than id and en have to be recorded',
    'Bahasa menurut urutan ucapannya: [id, en]; selain id dan en harus direkam',
  ),
  'voice.numbers': said(
    'A-012: digits (nol, satu, dua) or words (dua belas)',
    'A-012: digits (nol, satu, dua) atau words (dua belas)',
  ),
  'voice.clips': said(
    'Folder of recordings; they go before spoken clips word by word',
    'Map rekaman suara; didahulukan kata demi kata',
  ),
  'voice.chime': said('A chime before each announcement', 'Bunyi dentang sebelum pengumuman'),
  'voice.volume': said('Percent of the loudest, 1 to 100', 'Keras suara dalam persen, 1 sampai 100'),
  'voice.volumes': said(
    'Other volumes at times of the day: { 17.00-19.00: 40 }',
    'Keras suara pada jam tertentu: { 17.00-19.00: 40 }',
  ),
  'voice.quiet': said('When nothing is said: 12.00-13.00', 'Jam tenang tanpa pengumuman: 12.00-13.00'),
  'voice.closed': said('Say when a counter closes', 'Umumkan loket yang tutup'),
  'voice.refused': said(
    'Say why a ticket machine gives no ticket',
    'Ucapkan mengapa mesin tiket tidak memberi tiket',
  ),
  'voice.closing': said(
    'Say that service closes soon, so long before the last closing of the day: 15m',
    'Umumkan pelayanan segera tutup, sekian sebelum jam tutup terakhir: 15m (menit)',
  ),
  'voice.texts': said('Texts of the site', 'Teks pengumuman'),
  'voice.texts.*.says': said(
    'The words, in the first language or by language: { id: ..., en: ... }',
    'Kata-katanya, dalam bahasa pertama atau per bahasa: { id: ..., en: ... }',
  ),
  'voice.texts.*.at': said(
    'When it is announced: ["11.50", jum 11.30]; by command at any time',
    'Jam pengumumannya: ["11.50", jum 11.30]; dengan perintah kapan saja',
  ),
};
