import type { Planted } from './planted.ts';

const folder = 'firmware-host/satisfaction';
const index = 'test/satisfaction/satisfaction-index.test.ts';
const sampling = 'test/satisfaction/sampling.test.ts';
const days = 'test/satisfaction/rating-days.test.ts';
const counter = 'test/satisfaction/ratings-counter.test.ts';
const forms = 'test/satisfaction/read-forms.test.ts';

/** Mistakes in what is reckoned of visitors' answers. */
export const plantedSatisfaction: readonly Planted[] = [
  {
    name: 'an element weighs 0.11, so that the best index is 99',
    file: `${folder}/satisfaction-index.ts`,
    from: 'times(sumOf(means), fraction(1, means.length))',
    to: 'times(sumOf(means), fraction(means.length === 9 ? 11 : 1, means.length === 9 ? 100 : means.length))',
    test: index,
  },
  {
    name: 'the index of a survey is reckoned from means that were rounded',
    file: `${folder}/satisfaction-index.ts`,
    from: 'else means.push(mean);',
    to: 'else means.push(fraction(inHundredths(mean), 100));',
    test: index,
  },
  {
    name: 'an index is rounded down',
    file: `${folder}/fraction.ts`,
    from: '(2n * over + under) / (2n * under)',
    to: 'over / under',
    test: index,
  },
  {
    name: 'a service of 65.00 has the lowest band',
    file: `${folder}/bands.ts`,
    from: 'indexHundredths >= fromHundredths',
    to: 'indexHundredths > fromHundredths',
    test: index,
  },
  {
    name: 'elements that nobody was asked count as if the regulation had eight',
    file: `${folder}/satisfaction-index.ts`,
    from: 'if (missing.length === 0) return { complete: true',
    to: 'if (missing.length < 9) return { complete: true',
    test: index,
  },
  {
    name: 'the sample is reckoned as if nobody could be left out of a small one',
    file: `${folder}/sample-size.ts`,
    from: 'errorSquaredMillionths * (people - 1n) + spread',
    to: 'errorSquaredMillionths * people + spread',
    test: sampling,
  },
  {
    name: 'ten equal answers prove an index without doubt',
    file: `${folder}/index-interval.ts`,
    from: 'const addedToEach = 0.5;',
    to: 'const addedToEach = 0;',
    test: sampling,
  },
  {
    name: 'sites whose intervals touch are ranked',
    file: `${folder}/index-interval.ts`,
    from: 'one.lowHundredths <= other.highHundredths && other.lowHundredths <= one.highHundredths',
    to: 'one.lowHundredths < other.highHundredths && other.lowHundredths < one.highHundredths',
    test: sampling,
  },
  {
    name: 'what is withheld can be reckoned from the total',
    file: `${folder}/withholding.ts`,
    from: 'withheld[smallest] = true;',
    to: 'break;',
    test: sampling,
  },
  {
    name: 'the sums of a day count a second thought beside the first',
    file: `${folder}/rating-days.ts`,
    from: 'if (on !== undefined) add(on, replaces, -1);',
    to: '',
    test: days,
  },
  {
    name: 'a second thought over midnight leaves the first one to the day before',
    file: `${folder}/rating-days.ts`,
    from: '[date, into.dateBefore].find',
    to: '[date].find',
    test: days,
  },
  {
    name: 'presses of a visit that has answered are counted',
    file: `${folder}/rating-days.ts`,
    from: "attributed === 'serving' || attributed === 'served' ? 'counted' : attributed",
    to: "attributed === 'none' || attributed === 'hall' ? attributed : 'counted'",
    test: days,
  },
  {
    name: 'a record that comes again is counted again',
    file: `${folder}/rating-days.ts`,
    from: 'if (sequence <= into.at.sequence) return false;',
    to: '',
    test: days,
  },
  {
    name: 'the next records of an older copy of the journal are taken for counted ones',
    file: `${folder}/rating-days.ts`,
    from: 'const isOlder = end.last < sequence;',
    to: 'const isOlder = false;',
    test: counter,
  },
  {
    name: 'a start counts from the beginning of the journal what the file has already',
    file: 'firmware-host/rating-days-file.ts',
    from: 'at: { sequence: countIn(file.sequence),',
    to: 'at: { sequence: 0 * countIn(file.sequence),',
    test: counter,
  },
  {
    name: 'the card is written each minute',
    file: 'firmware-host/ratings-counter.ts',
    from: 'clock.now() - since.at >= saveEveryMs',
    to: 'clock.now() - since.at >= lookEveryMs',
    test: counter,
  },
  {
    name: 'a day that changed is saved as it was before',
    file: 'firmware-host/rating-days-file.ts',
    from: 'texts.get(day);',
    to: 'texts.get(emptyDay) ?? texts.get(day);\n  texts.set(emptyDay, before ?? \'{"services":{}}\');',
    test: counter,
  },
  {
    name: 'a file of forms with a mistake is taken as far as it is right',
    file: `${folder}/read-forms.ts`,
    from: 'return found.mistakes.length > 0',
    to: 'return found.mistakes.length > 0 && forms === 0',
    test: forms,
  },
  {
    name: 'lines within quotes are not counted, so that a mistake is told at a wrong place',
    file: `${folder}/csv-cells.ts`,
    from: 'lineFrom = at + index + mark.length;',
    to: 'lineFrom = at + index + mark.length;\n      if (inQuotes !== undefined) line--;',
    test: forms,
  },
  {
    name: 'the same forms are added twice',
    file: 'firmware-host/cli/ikm/add-forms.ts',
    from: 'before !== undefined && !to.again',
    to: 'before !== undefined && to.again',
    test: 'test/satisfaction/forms-reported.test.ts',
  },
  {
    name: 'the index of a survey tells what an element of nine answers said',
    file: `${folder}/ikm-report.ts`,
    from: 'if (elements.some(({ withheld }) => withheld)) return',
    to: 'if (elements.every(({ withheld }) => withheld && elements.length === 0)) return',
    test: 'test/satisfaction/forms-reported.test.ts',
  },
];
