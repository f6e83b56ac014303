import type { Planted } from './planted.ts';

const hostile = 'test/office/hostile-sites.test.ts';

/** Mistakes by which one site, one clock or one disk ends the office for all; each is found by the test it names. */
export const plantedOffice: readonly Planted[] = [
  {
    name: 'an event of thousands of levels is given to the store',
    file: 'office/intake/event.ts',
    from: '.refine((data) => !isDeeperThan(data, eventLevelsMax))',
    to: '',
    test: hostile,
  },
  {
    name: 'what cannot be made into a request of the store ends the process',
    file: 'office/intake/kept-events.ts',
    from: 'apply: async (batches) =>',
    to: 'apply: (batches) =>',
    test: hostile,
  },
  {
    name: 'the run of an event has any length',
    file: 'office/intake/event.ts',
    from: '  boot: name,\n',
    to: '  boot: z.string(),\n',
    test: hostile,
  },
  {
    name: 'a topic that no site can have is heard',
    file: 'office/intake/event.ts',
    from: ' || !rest.every(isId)',
    to: '',
    test: hostile,
  },
  {
    name: 'a command to a site that is not there makes one',
    file: 'office/intake/office-intake.ts',
    from: " || read.what.startsWith('command/')",
    to: '',
    test: hostile,
  },
  {
    name: 'a site has any number of devices',
    file: 'office/verdict/hear-word.ts',
    from: ' && site.devices.size < heardLimits.devicesMax',
    to: '',
    test: hostile,
  },
  {
    name: 'a device has any number of faults',
    file: 'office/verdict/heard-message.ts',
    from: '.transform((all) => all.slice(0, most))',
    to: '.transform((all) => all.slice(0, most * 100))',
    test: hostile,
  },
  {
    name: 'the code of a fault is as long as a site likes',
    file: 'office/verdict/heard-message.ts',
    from: 'text.slice(0, wordMaxCharacters)',
    to: 'text.slice(0, wordMaxCharacters * 1_000)',
    test: hostile,
  },
  {
    name: 'a region that its sites have left is kept',
    file: 'office/verdict/fleet-watch.ts',
    from: '    this.#regions.delete(region);\n',
    to: '',
    test: hostile,
  },
  {
    name: 'a site that answers an office without room is said not to have its events',
    file: 'office/intake/asking.ts',
    from: ' || !this.#of.hasRoom()',
    to: '',
    test: 'test/office/intake-flow.test.ts',
  },
  {
    name: 'a site of which nothing is retained cannot be cleared from an office that was away',
    file: 'office/clear-site.ts',
    from: "new Set([...topics, topicOf(of.site, 'controller/state')])",
    to: 'new Set(topics)',
    test: 'test/office/clear-site.test.ts',
  },
  {
    name: 'a clock that is set back leaves what it has dated ahead',
    file: 'office/judge/history-writer.ts',
    from: ' || dates.isAhead()',
    to: '',
    test: 'test/office/history-writer.test.ts',
  },
  {
    name: 'an incident that a clock has dated ahead is never closed',
    file: 'office/store/sqlite/history-tables.ts',
    from: "    'UPDATE incident SET said = ?1 WHERE said > ?1',\n",
    to: '',
    test: 'test/office/store/history.test.ts',
  },
  {
    name: 'events are removed by a clock that is known to be wrong',
    file: 'office/judge/keep-house.ts',
    from: 'if (fleet.incidents().some(({ cause }) => cause.key === ownClockKey)) return;',
    to: '',
    test: 'test/office/keep-house.test.ts',
  },
];
