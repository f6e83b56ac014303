import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveyElements } from '../../firmware-host/satisfaction/elements.ts';
import {
  type FormsRead,
  formsMax,
  mistakesMax,
  readForms,
} from '../../firmware-host/satisfaction/read-forms.ts';
import { seed } from './seed.ts';

const rules = {
  date: '2026-11-30',
  today: '2026-11-30',
  isService: (id: string) => ['paspor', 'ktp'].includes(id),
};
const read = (text: string) => readForms(text, rules);
const daysIn = (one: FormsRead) =>
  'days' in one
    ? one.days.map(({ date, service, forms, answers }) => [date, service, forms, Object.fromEntries(answers)])
    : one.mistakes;
const mistakesIn = (text: string) => {
  const one = read(text);
  return 'mistakes' in one
    ? one.mistakes.map(({ kind, line, column, text }) => `${line}:${column} ${kind} ${text}`)
    : [];
};

describe('a file of forms', () => {
  it('has a row for each person, with scores by element', () => {
    expect(daysIn(read('waktu,biaya\n4,3\n2,\n,1\n'))).toEqual([
      ['2026-11-30', '', 3, { waktu: [0, 1, 0, 1], biaya: [1, 0, 1, 0] }],
    ]);
  });

  it.each([
    ['semicolons, as Excel writes them in Indonesian', 'waktu;biaya\r\n4;3\r\n'],
    ['tabs', 'waktu\tbiaya\n4\t3'],
    ['quotes', '"waktu","biaya"\n"4","3"\n'],
    ['lines of an old Mac', 'waktu,biaya\r4,3\r'],
    ['the numbers of the regulation', 'U3;u4\n4;3\n'],
    ['labels of the keys', 'waktu;biaya\nsangat-puas;Puas\n'],
    ['labels with spaces, in capitals', 'waktu;biaya\nSANGAT PUAS; puas \n'],
    ['empty columns and rows at the end', 'waktu;biaya;;\n4;3;;\n;;;\n;;;\n'],
  ])('may have %s', (_, text) => {
    expect(daysIn(read(text))).toEqual([['2026-11-30', '', 1, { waktu: [0, 0, 0, 1], biaya: [0, 0, 1, 0] }]]);
  });

  it('may tell the date and the service of each form', () => {
    const text = 'tanggal;layanan;waktu\n2026-03-01;paspor;4\n1/3/2026;paspor;3\n31.12.2025;ktp;1\n';
    expect(daysIn(read(text))).toEqual([
      ['2026-03-01', 'paspor', 2, { waktu: [0, 0, 1, 1] }],
      ['2025-12-31', 'ktp', 1, { waktu: [1, 0, 0, 0] }],
    ]);
  });

  it('leaves out forms on which nothing is answered, and tells how many', () => {
    expect(read('service,waktu\npaspor,\npaspor,4\n')).toMatchObject({ forms: 1, blank: 1 });
  });

  it.each([
    ['is empty', ' \n', ['1:1 empty ']],
    ['asks nothing', 'date;service\n2026-01-01;ktp\n', ['1:1 no-element date']],
    ['asks what nobody knows', 'waktu;mood\n4;4\n', ['1:7 unknown-column mood']],
    ['asks one thing twice', 'waktu;U3\n4;4\n', ['1:7 column-twice U3']],
    [
      'has a score of 5, 0, 3.5 or yes',
      'waktu\n5\n0\n"3,5"\nya\n',
      ['2:1 no-score 5', '3:1 no-score 0', '4:1 no-score 3,5', '5:1 no-score ya'],
    ],
    ['has more cells than names', 'waktu;biaya\n4;3;2\n', ['2:5 too-many-cells 2']],
    [
      'has a day that is none',
      'date;waktu\n2026-02-30;4\n13/13/2026;4\nkemarin;4\n',
      ['2:1 no-date 2026-02-30', '3:1 no-date 13/13/2026', '4:1 no-date kemarin'],
    ],
    ['has a day to come', 'date;waktu\n2027-01-01;4\n', ['2:1 late-date 2027-01-01']],
    ['names a service that is not there', 'service;waktu\nsim;4\n', ['2:1 unknown-service sim']],
    ['has a quote that is never closed', 'waktu;biaya\n4;"3\n', ['2:3 open-quote ']],
    ['has text behind a quote', 'waktu;biaya\n"4"x;3\n', ['2:1 after-quote ']],
  ])('that %s is refused as a whole, with line and column', (_, text, mistakes) => {
    expect(mistakesIn(text)).toEqual(mistakes);
  });

  it('counts lines within quotes, so that the next mistake has its right line', () => {
    expect(mistakesIn('service;waktu\n"pas\npor";4\nktp;9\n')).toEqual([
      '2:1 unknown-service pas\npor',
      '4:5 no-score 9',
    ]);
  });

  it('has its first twenty mistakes told, and that there are more', () => {
    const one = read(`waktu\n${'7\n'.repeat(50)}`);
    expect('mistakes' in one && [one.mistakes.length, one.isMore]).toEqual([mistakesMax, true]);
    const few = read(`waktu\n${'7\n'.repeat(20)}`);
    expect('mistakes' in few && [few.mistakes.length, few.isMore]).toEqual([mistakesMax, false]);
  });

  it('may have any text in quotes, however many there are: it is told as a mistake, and ends nothing', () => {
    const quotes = '""'.repeat(2_000_000);
    expect(mistakesIn(`waktu,biaya\n4,"${quotes}"\n`)[0]?.slice(0, 12)).toBe('2:3 no-score');
    expect(mistakesIn(`waktu,biaya\n4,"${quotes}\n`)).toEqual(['2:3 open-quote ']);
  });

  it('is of no day to come, and of none more than ten years ago', () => {
    expect(mistakesIn('waktu,date\n4,2026-12-01\n4,2016-11-29\n4,0001-01-01\n4,2016-11-30\n')).toEqual([
      '2:3 late-date 2026-12-01',
      '3:3 early-date 2016-11-29',
      '4:3 early-date 0001-01-01',
    ]);
  });

  it('has 100,000 forms at most', () => {
    expect(read(`waktu\n${'4\n'.repeat(formsMax)}`)).toMatchObject({ forms: formsMax });
    expect(mistakesIn(`waktu\n${'4\n'.repeat(formsMax + 1)}`)).toEqual([`${formsMax + 2}:1 too-many 4`]);
  });

  it('gives the sums of a naive list, for any forms, separators and quotes', () => {
    const cell = fc.option(fc.integer({ min: 1, max: 4 }));
    const form = fc.array(cell, { minLength: 9, maxLength: 9 });
    const style = fc.record({
      separator: fc.constantFrom(';', ',', '\t'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      quote: fc.constantFrom('', '"'),
    });
    fc.assert(
      fc.property(fc.array(form, { maxLength: 40 }), style, (forms, { separator, end, quote }) => {
        const line = (cells: readonly unknown[]) =>
          cells.map((one) => `${quote}${one ?? ''}${quote}`).join(separator);
        const one = read([surveyElements, ...forms].map((cells) => line(cells)).join(end));
        const answered = forms.filter((cells) => cells.some((score) => score !== null));
        expect(one).toMatchObject({ forms: answered.length });
        const [day] = 'days' in one ? one.days : [];
        for (const [at, element] of surveyElements.entries()) {
          const counts = [1, 2, 3, 4].map((score) => answered.filter((cells) => cells[at] === score).length);
          expect(day?.answers.get(element) ?? [0, 0, 0, 0]).toEqual(counts);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});
