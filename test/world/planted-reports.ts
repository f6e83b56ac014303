import type { Planted } from './planted.ts';

const reports = 'office/reports';
const store = 'office/store';
const pure = 'test/office/reckon.test.ts';
const kept = 'test/office/store/reports.test.ts';

/** Mistakes in what reports are made of. */
export const plantedReports: readonly Planted[] = [
  {
    name: 'a clock at 1970 is reckoned as years in which the site ran',
    file: `${reports}/follow-runs.ts`,
    from: 'const isBack = time < before.last - clockStepMs;',
    to: 'const isBack = false;',
    test: pure,
  },
  {
    name: 'the time without power is reckoned as worked where the clock stood still with it',
    file: `${reports}/follow-runs.ts`,
    from: 'behindUntil = behindOf(isRestart && isBack, before, time, behindUntil);',
    to: 'behindUntil = undefined;',
    test: pure,
  },
  {
    name: 'a device is reckoned as broken for as long as a clock was set by',
    file: `${reports}/reckon.ts`,
    from: 'if (isClockStep) outages.cut(last, event.time);',
    to: '',
    test: pure,
  },
  {
    name: 'the time of lost events is reckoned as known',
    file: `${reports}/follow-runs.ts`,
    from: 'const isLost = event.sequence > last + 1;',
    to: 'const isLost = last < 0;',
    test: pure,
  },
  {
    name: 'a fault that a restored site has forgotten is reckoned for ever',
    file: `${reports}/reckon.ts`,
    from: 'outages.forgetAfter(sequence, state?.run?.last ?? 0);',
    to: '',
    test: pure,
  },
  {
    name: 'a link that was lost before a restart is reckoned on',
    file: `${reports}/reckon.ts`,
    from: 'if (isRestart) outages.endLinks(isClockStep ? last : Math.max(last, event.time));',
    to: '',
    test: 'test/office/reports.test.ts',
  },
  {
    name: 'what is concluded of a site counts more than what its journal says, as reckoned',
    file: `${reports}/site-record.ts`,
    from: '...without(merged(off), known)',
    to: '...merged(off)',
    test: pure,
  },
  {
    name: 'a step that comes again is reckoned twice, in SQLite',
    file: `${store}/sqlite/report-tables.ts`,
    from: 'if (!goesOnFrom(step, before.get(site))) return;',
    to: '',
    test: kept,
  },
  {
    name: 'a step that comes again is reckoned twice, in PostgreSQL',
    file: `${store}/postgres/pg-reports.ts`,
    from: 'const steps = all.filter((step) => goesOnFrom(step, before.get(step.site)));',
    to: 'const steps = all;',
    test: kept,
  },
  {
    name: 'events that a site took back while they were reckoned count',
    file: `${store}/report-rows.ts`,
    from: ' && next.backs === (row?.backs ?? 0);',
    to: ';',
    test: kept,
  },
  {
    name: 'a batch that goes back and comes again is reckoned twice',
    file: `${store}/plan-apply.ts`,
    from: 'cursor !== undefined && isThere(batch, cursor) ? undefined : batch.backTo;',
    to: 'batch.backTo;',
    test: kept,
  },
  {
    name: 'numbers that a site gives again are not reckoned again, in SQLite',
    file: `${store}/sqlite/event-tables.ts`,
    from: 'reckonAgain.run(site, from);',
    to: '',
    test: kept,
  },
  {
    name: 'numbers that a site gives again are not reckoned again, in PostgreSQL',
    file: `${store}/postgres/pg-events.ts`,
    from: 'least(reckoned.sequence, $2 - 1)',
    to: 'least(reckoned.sequence, $2 + reckoned.sequence)',
    test: kept,
  },
  {
    name: 'rows and how far they were reckoned are not one transaction, in SQLite',
    file: `${store}/sqlite/report-tables.ts`,
    from: 'saveAll.immediate(JSON.parse(steps))',
    to: 'JSON.parse(steps).forEach(save)',
    test: kept,
  },
  {
    name: 'an hour has only what was reckoned last',
    file: `${store}/report-rows.ts`,
    from: '{ ...more, ...addedCounts(queueHourOf(before), more) }',
    to: 'more',
    test: kept,
  },
  {
    name: 'a worker that was replaced writes what it has reckoned',
    file: `${store}/postgres/pg-reports.ts`,
    from: 'await leases.proveHistory(query);',
    to: '',
    test: 'test/office/store/leases.test.ts',
  },
  {
    name: 'a site whose events were removed is to be reckoned for ever',
    file: 'office/judge/reckoning.ts',
    from: 'events.length === 0 ? reckonRemoved(one) : reckon(one, events)',
    to: 'reckon(one, events)',
    test: kept,
  },
  {
    name: 'one site that cannot be reckoned stops all',
    file: 'office/judge/reckoning.ts',
    from: 'aside(why, step.site);',
    to: 'throw why;',
    test: 'test/office/reckoning.test.ts',
  },
  {
    name: 'nobody has the office reckon',
    file: 'office/open-office.ts',
    from: '    reckoning.setWriting(writesHistory);\n',
    to: '',
    test: 'test/office/open-office.test.ts',
  },
];
