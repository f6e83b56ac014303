import type { Planted } from './planted.ts';

const reports = 'office/reports';
const web = 'office/web';

/** Mistakes in reports, and in who gets them. */
export const plantedReportPages: readonly Planted[] = [
  {
    name: 'a report has what was reckoned of sites of other regions',
    file: `${web}/user-scope.ts`,
    from: "key: regions === undefined ? '' : JSON.stringify([...regions].sort()),",
    to: "key: '',",
    test: 'test/office/web/report-maker.test.ts',
  },
  {
    name: 'a report of one site is made whatever its region is',
    file: `${web}/office-reports.ts`,
    from: "  if (site !== undefined && scope.fleet.site(site) === undefined) return { refusal: 'unknown' };\n  const asked = await maker.ask(wanted, scope, officeWebLimits.reportWaitMs);",
    to: '  const asked = await maker.ask(wanted, scope, officeWebLimits.reportWaitMs);',
    test: 'test/office/web/region-scope.test.ts',
  },
  {
    name: 'a kept report shows a site that has moved to another region',
    file: `${web}/report-maker.ts`,
    from: 'if (isSeen && clock.now()',
    to: 'if (clock.now()',
    test: 'test/office/web/report-maker.test.ts',
  },
  {
    name: 'all reports are made at once',
    file: `${web}/report-maker.ts`,
    from: 'const done = kind.inTurn(() => kind.make(wanted, scope, told));',
    to: 'const done = Promise.resolve().then(() => kind.make(wanted, scope, told));',
    test: 'test/office/web/report-maker.test.ts',
  },
  {
    name: 'a report holds the main thread until it is made',
    file: `${web}/make-report.ts`,
    from: 'if (spent < officeWebLimits.reportSliceMs) return;',
    to: 'if (spent > 0) return;',
    test: 'test/office/web/report-maker.test.ts',
  },
  {
    name: 'maintenance counts against a device in reports',
    file: `${reports}/site-report.ts`,
    from: 'return [...said, ...planned];',
    to: 'return said;',
    test: 'test/office/site-report.test.ts',
  },
  {
    name: 'an outage that is not over does not count in reports',
    file: `${reports}/device-down.ts`,
    from: 'for (const { device, code, from, to = until } of outages) {',
    to: 'for (const { device, code, from, to = from } of outages) {',
    test: 'test/office/site-report.test.ts',
  },
  {
    name: 'a site that is not heard is up in reports',
    file: `${reports}/site-report.ts`,
    from: 'knownUntil: Math.min(calendar.span.to, facts.heardAt ?? 0),',
    to: 'knownUntil: calendar.span.to,',
    test: 'test/office/site-report.test.ts',
  },
  {
    name: 'a model is the worse the more paper is used',
    file: `${reports}/site-report.ts`,
    from: 'outages.filter(({ code }) => !isUse(code))',
    to: 'outages',
    test: 'test/office/site-report.test.ts',
  },
  {
    name: 'a site of which nothing is known issued no tickets',
    file: `${reports}/service-report.ts`,
    from: 'tickets: of.isKnown ? tickets : undefined,',
    to: 'tickets,',
    test: 'test/office/site-report.test.ts',
  },
  {
    name: 'a day that is not over counts as an opening day of paper',
    file: `${reports}/paper-report.ts`,
    from: 'steps.filter((step) => step.days.every(({ to }) => to <= span.to))',
    to: 'steps',
    test: 'test/office/paper-report.test.ts',
  },
  {
    name: 'paper that is put in again is a roll of its own',
    file: `${reports}/paper-report.ts`,
    from: 'if (length !== undefined && length >= 0 && length < rollLeastMm) continue;',
    to: '',
    test: 'test/office/paper-report.test.ts',
  },
  {
    name: 'a title in a file is a formula to a spreadsheet',
    file: `${reports}/csv.ts`,
    from: 'return quoted(defused(cell), separator);',
    to: 'return quoted(cell, separator);',
    test: 'test/office/report-csv.test.ts',
  },
];
