import type { Planted } from './planted.ts';

const reports = 'office/reports';
const counted = 'test/office/ratings.test.ts';
const kept = 'test/office/store/ratings.test.ts';
const summed = 'test/office/satisfaction.test.ts';

/** Mistakes in what the office says of satisfaction. */
export const plantedOfficeSatisfaction: readonly Planted[] = [
  {
    name: 'an answer that takes the place of another counts beside it, at the office',
    file: `${reports}/count-ratings.ts`,
    from: 'if (isReplacing) counts[replaces - 1] = (counts[replaces - 1] ?? 0) - 1;',
    to: '',
    test: counted,
  },
  {
    name: 'a flood of presses of one visitor counts, at the office',
    file: `${reports}/count-ratings.ts`,
    from: "    case 'served': {",
    to: "    case 'served':\n    case 'repeated': {",
    test: counted,
  },
  {
    name: 'the business day is forgotten with each page of events',
    file: `${reports}/reckon.ts`,
    from: 'createRatingCount(state?.date)',
    to: 'createRatingCount(undefined)',
    test: counted,
  },
  {
    name: 'answers after lost events count on a day that may be over',
    file: `${reports}/reckon.ts`,
    from: 'state: { run: undefined, open: state?.open ?? [] } },',
    to: 'state: { ...state, run: undefined, open: state?.open ?? [] } },',
    test: counted,
  },
  {
    name: 'the answers of a day replace those of the page before, in SQLite',
    file: 'office/store/sqlite/report-tables.ts',
    from: ' + excluded.',
    to: ' * 0 + excluded.',
    test: kept,
  },
  {
    name: 'the answers of a day replace those of the page before, in PostgreSQL',
    file: 'office/store/postgres/pg-reports.ts',
    from: ' + excluded.',
    to: ' * 0 + excluded.',
    test: kept,
  },
  {
    name: 'what visitors said is kept for ever',
    file: 'office/store/sqlite/prune-step.ts',
    from: "  rating_day: 'site, date, service, element',\n",
    to: '',
    test: kept,
  },
  {
    name: 'the pulse is a part of the survey, at the office',
    file: `${reports}/satisfaction-measures.ts`,
    from: ': surveyElements.reduce((sum, element) => sum + answersIn(byElement.get(element) ?? none), 0);',
    to: ": surveyElements.reduce((sum, element) => sum + answersIn(byElement.get(element) ?? none), answersIn(byElement.get('pulse') ?? none));",
    test: summed,
  },
  {
    name: 'the parts of a withheld group are shown',
    file: `${reports}/satisfaction-measures.ts`,
    from: 'if (isWholeWithheld) return groups.map(() => true);',
    to: '',
    test: summed,
  },
  {
    name: 'a site is ranked above one from which it cannot be told apart, since its neighbour is',
    file: `${reports}/placed-sites.ts`,
    from: 'lowHundredths: Math.min(lowHundredths, site.interval.lowHundredths)',
    to: 'lowHundredths',
    test: summed,
  },
  {
    name: 'sites of one group stand by their index: that is a ranking',
    file: `${reports}/placed-sites.ts`,
    from: 'return groups.map((group) => byName(group.sites));',
    to: 'return groups.map((group) => group.sites);',
    test: summed,
  },
  {
    name: 'an answer counts in the week after its own',
    file: `${reports}/satisfaction-sums.ts`,
    from: 'first <= date && date <= last;',
    to: 'first < date && date <= last;',
    test: summed,
  },
  {
    name: 'a user sees what visitors said in another region',
    file: 'office/web/user-scope.ts',
    from: '(seesSite(site) ? records.ratings(site, ...dates) : [])',
    to: 'records.ratings(site, ...dates)',
    test: 'test/office/web/satisfaction.test.ts',
  },
  {
    name: 'a survey without all nine elements has an index of the regulation, at the office',
    file: `${reports}/satisfaction-measures.ts`,
    from: ': { ...head, ...unsaid, incomplete: index };',
    to: ': { ...head, index: index.partial as never, interval: undefined, incomplete: undefined };',
    test: summed,
  },
  {
    name: 'the file shows what the page withholds',
    file: `${reports}/satisfaction-csv.ts`,
    from: 'const withheld = withheldAmong(of, name, measures[name].isWithheld);',
    to: 'const withheld = of.map(() => false);',
    test: 'test/office/web/satisfaction.test.ts',
  },
];
