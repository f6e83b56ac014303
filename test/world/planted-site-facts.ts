import type { Planted } from './planted.ts';

const figures = 'office/judge/daily-figures.ts';
const daily = 'test/office/daily-figures.test.ts';
const said = 'test/office/said-facts.test.ts';

/** Mistakes in what a hall says of its hours and its paper, and in what the office makes of it. */
export const plantedSiteFacts: readonly Planted[] = [
  {
    name: 'a hall is open when its first service is, whatever the others are',
    file: 'firmware-host/perform/hours-of-hall.ts',
    from: 'const spans = all.flatMap((hours) => hours?.get(Number(day)) ?? []);',
    to: 'const spans = all.slice(0, 1).flatMap((hours) => hours?.get(Number(day)) ?? []);',
    test: 'test/perform/hours-of-hall.test.ts',
  },
  {
    name: 'the paper of a ticket is counted before it is printed',
    file: 'devices/escpos-printer/print-command.ts',
    from: "const done = await print(bytes);\n  count?.('paper_mm', paperMm);",
    to: "count?.('paper_mm', paperMm);\n  const done = await print(bytes);",
    test: 'test/devices/paper-use.test.ts',
  },
  {
    name: 'high letters take no more paper than low ones',
    file: 'devices/escpos-printer/paper-use.ts',
    from: 'return Math.max(lineSpacingDots, element.height * character.heightDots);',
    to: 'return lineSpacingDots;',
    test: 'test/devices/paper-use.test.ts',
  },
  {
    name: 'a driver may count what is no number',
    file: 'firmware-host/supervise/device-statistics.ts',
    from: 'if (Number.isFinite(by) && by >= 0 && by <= limits.countMax) this.#add(what, by);',
    to: 'this.#add(what, by);',
    test: 'test/hall/paper-count.test.ts',
  },
  {
    name: 'the office takes opening hours in part',
    file: 'office/fleet/said-hours.ts',
    from: 'return spans.length === value.length && areInOrder ? spans : undefined;',
    to: 'return spans;',
    test: said,
  },
  {
    name: 'the office takes any text for a time zone',
    file: 'office/fleet/said-fields.ts',
    from: "zone: (name) => zoneNamed(shortText(fields[name]) ?? ''),",
    to: 'zone: (name) => shortText(fields[name]),',
    test: said,
  },
  {
    name: 'the days of a site begin at midnight in Greenwich',
    file: figures,
    from: 'const date = moment.toZonedDateTimeISO(zone).toPlainDate();',
    to: "const date = moment.toZonedDateTimeISO('UTC').toPlainDate();",
    test: daily,
  },
  {
    name: 'what a broker had kept counts as said today',
    file: figures,
    from: 'if (retain || payload === undefined) return;',
    to: 'if (payload === undefined) return;',
    test: daily,
  },
  {
    name: 'what was said last before midnight is lost with the first word after it',
    file: figures,
    from: 'if (said.date !== date && !said.isSaved) said.before = { date: said.date, value: said.value };',
    to: '',
    test: daily,
  },
  {
    name: 'a worker that takes over puts back what it heard before a gap',
    file: 'office/judge/daily-writer.ts',
    from: 'if (writing || listeningSince === fleet.listeningSince) return;',
    to: 'return;',
    test: daily,
  },
  {
    name: 'a regional user is shown what is of no region',
    file: 'office/web/user-scope.ts',
    from: "return key === fleetKey || isOwn(key.startsWith(regionKey('')) ? regionOfKey(key) : undefined);",
    to: "return !key.startsWith(regionKey('')) || isOwn(regionOfKey(key));",
    test: 'test/office/web/region-scope.test.ts',
  },
];
