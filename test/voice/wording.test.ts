import { describe, expect, it } from 'vitest';
import { numberWords } from '../../firmware-host/voice/number-words.ts';
import { type SpokenWord, vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { type Announced, wording } from '../../firmware-host/voice/wording.ts';
import { siteOf } from './spoken-hall.ts';
import { spokenSite } from './spoken-site.ts';

const call = (ticket: string, counter = 'loket-3'): Announced => ({ kind: 'call', ticket, counter });

/** What is heard: the words of the clips, `...` for a pause. */
function heard(text: string, announced: Announced): string {
  const site = siteOf(text);
  const words = new Map(vocabulary(site).map((word) => [word.clip, word]));
  const said = (clip: string) =>
    clip === 'silence' ? '...' : clip === 'chime' ? 'ding' : (words.get(clip)?.text ?? `(${clip})`);
  return wording(site, announced).map(said).join(' ');
}

describe('a call is heard', () => {
  it('digit by digit, as on the display', () => {
    expect(heard(spokenSite('chime: true'), call('A-012'))).toBe(
      'ding Nomor antrean A nol satu dua ... Silakan menuju loket tiga',
    );
  });

  it('as a number, where the site wants words', () => {
    expect(heard(spokenSite('numbers: words'), call('A-112'))).toBe(
      'ding Nomor antrean A seratus dua belas ... Silakan menuju loket tiga',
    );
  });

  it('in the languages of the site, one after the other', () => {
    expect(heard(spokenSite('languages: [id, en], chime: false'), call('B-040'))).toBe(
      'Nomor antrean B nol empat nol ... Silakan menuju loket tiga ... Queue number B zero four zero ... Please go to counter three',
    );
  });

  it('with the name of a counter, in the languages in which it has one', () => {
    const text = spokenSite('languages: [id, en], chime: false').replace(
      'loket-3: {',
      'loket-3: { says: kasir,',
    );
    expect(heard(text, call('A-007'))).toBe(
      'Nomor antrean A nol nol tujuh ... Silakan menuju kasir ... Queue number A zero zero seven ... Please go to counter three',
    );
  });

  it('with letters and digits of a prefix of several', () => {
    const text = spokenSite('chime: false').replace('prefix: A', 'prefix: 4K');
    expect(heard(text, call('4K-007'))).toBe(
      'Nomor antrean empat K nol nol tujuh ... Silakan menuju loket tiga',
    );
  });
});

/** The words of a number, spelled by somebody who has never seen the code. */
const indonesian = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];

describe('a number in words', () => {
  const said = (language: string, number: number) => {
    const site = siteOf(
      spokenSite(`languages: [${language}], numbers: words`).replace('prefix: A', 'prefix: A, digits: 4'),
    );
    const texts = new Map(vocabulary(site).map(({ clip, text }) => [clip, text]));
    return numberWords(language, number)
      .map((word) => texts.get(`${language}/${word}`) ?? `(${word})`)
      .join(' ');
  };

  it.each([
    [0, 'nol'],
    [10, 'sepuluh'],
    [11, 'sebelas'],
    [12, 'dua belas'],
    [20, 'dua puluh'],
    [21, 'dua puluh satu'],
    [100, 'seratus'],
    [101, 'seratus satu'],
    [111, 'seratus sebelas'],
    [200, 'dua ratus'],
    [999, 'sembilan ratus sembilan puluh sembilan'],
    [1_000, 'seribu'],
    [1_010, 'seribu sepuluh'],
    [1_945, 'seribu sembilan ratus empat puluh lima'],
    [9_999, 'sembilan ribu sembilan ratus sembilan puluh sembilan'],
  ])('%i is "%s" in Indonesian', (number, words) => {
    expect(said('id', number)).toBe(words);
  });

  it.each([
    [0, 'zero'],
    [13, 'thirteen'],
    [40, 'forty'],
    [101, 'one hundred one'],
    [1_000, 'one thousand'],
    [2_118, 'two thousand one hundred eighteen'],
    [9_999, 'nine thousand nine hundred ninety nine'],
  ])('%i is "%s" in English', (number, words) => {
    expect(said('en', number)).toBe(words);
  });

  it('gives every number from 0 to 9999 words of its own, in both languages', () => {
    for (const language of ['id', 'en']) {
      const all = Array.from({ length: 10_000 }, (_, number) => numberWords(language, number).join(' '));
      expect(new Set(all).size).toBe(10_000);
    }
  });

  it('is said digit by digit in a language whose numbers are not known', () => {
    expect(numberWords('jv', 21)).toEqual(['digit-2', 'digit-1']);
  });
});

describe('the words that a site needs', () => {
  const words = (text: string) => vocabulary(siteOf(text));
  const clips = (all: readonly SpokenWord[]) => all.map(({ clip }) => clip);

  it('are every clip of everything it can announce, each once', () => {
    for (const numbers of ['digits', 'words']) {
      const voice = `languages: [id, en, jv], numbers: ${numbers}, closed: true, closing: 15m, texts: { sholat: { says: { id: Waktu salat } } }`;
      const site = siteOf(spokenSite(voice));
      const known = clips(vocabulary(site));
      expect(new Set(known).size).toBe(known.length);
      const all: Announced[] = [
        ...Array.from({ length: 1_000 }, (_, number) => call(`A-${String(number).padStart(3, '0')}`)),
        ...[...site.counters.keys()].flatMap((counter): readonly Announced[] => [
          call('B-001', counter),
          { kind: 'counter-closed', counter },
        ]),
        { kind: 'closing-soon' },
        { kind: 'text', text: 'sholat' },
        { kind: 'test', speaker: 'kiri' },
      ];
      const missing = all.flatMap((one) => wording(site, one)).filter((clip) => !known.includes(clip));
      expect([...new Set(missing)]).toEqual([]);
    }
  });

  it('are few', () => {
    expect(words(spokenSite('chime: true')).length).toBe(2 + 3 + 2 + 10);
    expect(words(spokenSite('numbers: words')).length).toBe(2 + 3 + 2 + 10 + 6);
  });

  it('have a text that a program can speak, in Indonesian and English', () => {
    const all = words(spokenSite('languages: [id, en], numbers: words, closed: true, closing: 15m'));
    const unspoken = all.filter(({ language, text }) => language !== undefined && text === undefined);
    expect(clips(unspoken)).toEqual([]);
    expect(all.filter(({ language }) => language === 'id').map(({ text }) => text)).toContain(indonesian[7]);
  });

  it('have to be recorded in any other language, whose sheet says what they mean', () => {
    const all = words(spokenSite('languages: [jv], texts: { sholat: { says: { jv: Wektune salat } } }'));
    const spoken = all.filter(({ text }) => text !== undefined);
    expect(spoken).toEqual([]);
    expect(all).toContainEqual({
      clip: 'jv/digit-7',
      language: 'jv',
      text: undefined,
      meaning: indonesian[7],
    });
    expect(all.find(({ clip }) => clip === 'jv/text-sholat')?.meaning).toBe('Wektune salat');
  });
});
