/** The fixed words and phrases of announcements. A clip is named `LANGUAGE/WORD`; these are the words. */
export type Phrase =
  | 'queue-number'
  | 'go-to-counter'
  | 'go-to'
  | 'counter'
  | 'closed'
  | 'closing-soon'
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
