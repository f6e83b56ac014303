import type { VisitorReason } from '../queue/visitor-refusals.ts';

/** The fixed words and phrases of announcements. A clip is named `LANGUAGE/WORD`; these are the words. */
export type Phrase =
  | 'queue-number'
  | 'go-to-counter'
  | 'go-to'
  | 'counter'
  | 'closed'
  | 'closing-soon'
  | `refused-${VisitorReason}`
  | 'speaker';

interface Spoken {
  readonly phrases: Readonly<Record<Phrase, string>>;
  /** 0 to 9. */
  readonly digits: readonly string[];
  /** The other words that numbers are composed of (number-words.ts), by the name of their clip. */
  readonly numbers: Readonly<Record<string, string>>;
}

/** The languages whose words are known here. In any other language a person has to record them. */
export const spokenLanguages: Readonly<Record<string, Spoken>> = {
  id: {
    phrases: {
      'queue-number': 'Nomor antrean',
      'go-to-counter': 'Silakan menuju loket',
      'go-to': 'Silakan menuju',
      counter: 'Loket',
      closed: 'tutup',
      'closing-soon': 'Perhatian. Pelayanan akan segera ditutup.',
      'refused-closed': 'Maaf, layanan ini sedang tutup.',
      'refused-full': 'Maaf, nomor antrean layanan ini sudah habis untuk hari ini.',
      'refused-printer': 'Maaf, tiket tidak dapat dicetak. Silakan hubungi petugas.',
      'refused-staff': 'Maaf, nomor antrean tidak dapat diberikan. Silakan hubungi petugas.',
      speaker: 'Pengeras suara',
    },
    digits: ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'],
    numbers: {
      'number-10': 'sepuluh',
      'number-11': 'sebelas',
      teen: 'belas',
      tens: 'puluh',
      'number-100': 'seratus',
      hundred: 'ratus',
      'number-1000': 'seribu',
      thousand: 'ribu',
    },
  },
  en: {
    phrases: {
      'queue-number': 'Queue number',
      'go-to-counter': 'Please go to counter',
      'go-to': 'Please go to',
      counter: 'Counter',
      closed: 'is closed',
      'closing-soon': 'Attention please. Service will close soon.',
      'refused-closed': 'Sorry, this service is closed now.',
      'refused-full': 'Sorry, there are no more numbers for this service today.',
      'refused-printer': 'Sorry, the ticket cannot be printed. Please ask our staff.',
      'refused-staff': 'Sorry, no number can be given. Please ask our staff.',
      speaker: 'Loudspeaker',
    },
    digits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
    numbers: {
      'number-10': 'ten',
      'number-11': 'eleven',
      'number-12': 'twelve',
      'number-13': 'thirteen',
      'number-14': 'fourteen',
      'number-15': 'fifteen',
      'number-16': 'sixteen',
      'number-17': 'seventeen',
      'number-18': 'eighteen',
      'number-19': 'nineteen',
      'number-20': 'twenty',
      'number-30': 'thirty',
      'number-40': 'forty',
      'number-50': 'fifty',
      'number-60': 'sixty',
      'number-70': 'seventy',
      'number-80': 'eighty',
      'number-90': 'ninety',
      hundred: 'hundred',
      thousand: 'thousand',
    },
  },
};
