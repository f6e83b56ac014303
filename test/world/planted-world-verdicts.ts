import type { Planted } from './planted.ts';

const folder = 'office/verdict';

/** Mistakes in what the office says of sites. The seeded world finds the first ones by itself, a test the others. */
export const plantedWorldVerdicts: readonly Planted[] = [
  {
    name: 'a connection that was lost twice comes and goes',
    file: `${folder}/verdict-limits.ts`,
    from: 'flapsLeast: 4,',
    to: 'flapsLeast: 2,',
  },
  {
    name: 'a last will is no news of a site',
    file: `${folder}/site-state.ts`,
    from: '  site.lost = of.now;\n',
    to: '',
  },
  {
    name: 'a site that was lost is back only when its health has grown',
    file: `${folder}/site-evidence.ts`,
    from: '  site.liveOn = line;\n  site.lost = undefined;\n',
    to: '  site.liveOn = line;\n',
  },
  {
    name: 'a site that could not be reached is said of its devices too',
    file: `${folder}/say-verdicts.ts`,
    from: 'const judgement = isOpen ? ofDevice(watch, device, windows, now) : undefined;',
    to: "const judgement = isOpen || judged.verdict === 'site-unreachable' ? ofDevice(watch, device, windows, now) : undefined;",
  },
  {
    name: 'a refused line is the network of the office',
    file: `${folder}/fleet-watch.ts`,
    from: "if (why === 'refused') return is('broker', 'line-refused');",
    to: "if (why === 'refused') return is('office', 'no-network');",
  },
  {
    name: 'a new run that follows a crash worked on behind a dead line',
    file: `${folder}/absence.ts`,
    from: "if (isUnclean || startedClean === false) return answer('power-or-process', 'certain', 'restart.unclean');",
    to: "if (isUnclean || startedClean === false) return answer('network', 'certain', 'worked-on');",
  },
  {
    name: 'a clock that was set right is wrong for ever',
    file: `${folder}/site-clock.ts`,
    from: "if (Math.abs(offMs) <= verdictLimits.clockOffMs) return 'right';",
    to: "if (offMs === 0) return 'right';",
  },
  {
    name: 'a device that was lost is lost for ever',
    file: `${folder}/device-evidence.ts`,
    from: 'device.state = said;',
    to: "device.state = before?.state === 'offline' ? before : said;",
  },
  {
    name: 'an incident stays open when its cause is over',
    file: `${folder}/incident-book.ts`,
    from: "if (entry.incident.flaps === 0) this.#change(entry, 'closed', { closedAt: now });",
    to: '',
  },
  {
    name: 'a run that follows the one that came back tells what the absence was',
    file: `${folder}/site-state.ts`,
    from: 'if (!absence.isNamed && now.at',
    to: 'if (now.at',
    test: 'test/office/past-verdict.test.ts',
  },
  {
    name: 'what the broker has kept of a run that speaks is not its name',
    file: `${folder}/site-evidence.ts`,
    from: 'said = keptRun(site, line)): boolean',
    to: 'said: Run | undefined = undefined): boolean',
    test: 'test/office/past-verdict.test.ts',
  },
  {
    name: 'a site that was stopped stays stopped though another run is online behind a retained word',
    file: `${folder}/site-state.ts`,
    from: '    if (isReturn(site, said)) {',
    to: '    if (site.run === undefined) {',
    test: 'test/office/site-verdict.test.ts',
  },
  {
    name: 'a clock that was behind and is ahead is said to be behind',
    file: `${folder}/hear-word.ts`,
    from: 'return before !== howClockIs(site.clock);',
    to: "return (before === 'right') !== (howClockIs(site.clock) === 'right');",
    test: 'test/office/site-verdict.test.ts',
  },
  {
    name: 'a process that ends again and again is a connection that comes and goes',
    file: `${folder}/site-evidence.ts`,
    from: 'if (site.lost !== undefined) site.losses = site.losses.slice(0, -1);',
    to: '',
    test: 'test/office/site-verdict.test.ts',
  },
  {
    name: 'the end of a process takes the losses of its line along',
    file: `${folder}/site-state.ts`,
    from: '.slice(-verdictLimits.flapsLeast - 1);',
    to: '.slice(-verdictLimits.flapsLeast);',
    test: 'test/office/site-verdict.test.ts',
  },
  {
    name: 'health that is said again at a connection shows how the clock is',
    file: `${folder}/hear-word.ts`,
    from: 'const isFresh = isNew && !site.saysHealthAgain;',
    to: 'const isFresh = isNew;',
    test: 'test/office/past-verdict.test.ts',
  },
  {
    name: 'health that the broker has kept is nothing to have grown from',
    file: `${folder}/hear-word.ts`,
    from: 'if (site.uptimeS < 0) site.uptimeS = said.uptime_s;',
    to: '',
    test: 'test/office/site-verdict.test.ts',
  },
  {
    name: 'a site that was stopped is stopped until it speaks, whatever nobody heard meanwhile',
    file: `${folder}/judge-site.ts`,
    from: "word?.reason === 'stopped' && word.line >= line.madeAs;",
    to: "word?.reason === 'stopped';",
    test: 'test/office/site-verdict.test.ts',
  },
  {
    name: 'an office that was held up has lost what sites said of their stop',
    file: `${folder}/fleet-watch.ts`,
    from: 'this.#line = { ...this.#line, madeAs };',
    to: '',
    test: 'test/office/site-verdict.test.ts',
  },
  {
    name: 'one site that goes before the line of the office is the broker',
    file: `${folder}/verdicts.ts`,
    from: 'return taken >= verdictLimits.togetherSitesMin && isMost;',
    to: 'return taken > 0 && isMost;',
    test: 'test/office/common-cause.test.ts',
  },
];
