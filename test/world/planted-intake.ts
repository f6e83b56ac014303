import type { Planted } from './planted.ts';

const folder = 'office/intake';
const flow = 'test/office/intake-flow.test.ts';
const gaps = 'test/office/intake-gaps.test.ts';
const rules = 'test/office/intake.test.ts';

/** Mistakes in how the office takes what sites send; each one is found by the tests of the intake. */
export const plantedIntake: readonly Planted[] = [
  {
    name: 'a gap is asked for although its events stand in the queue of the broker',
    file: `${folder}/asking.ts`,
    from: 'else if (gap.from <= this.#provenTo) this.#ask(gap);',
    to: 'else if (gap.from <= gap.to) this.#ask(gap);',
    test: gaps,
  },
  {
    name: 'a marker proves what was said to be sent after it',
    file: `${folder}/asking.ts`,
    from: '      this.#provenTo = to;\n',
    to: '      this.#provenTo = to + 1e9;\n',
    test: gaps,
  },
  {
    name: 'a marker that was under way already proves a gap',
    file: `${folder}/barrier.ts`,
    from: 'this.#waiting.set(once, this.#sent + 1);',
    to: 'this.#waiting.set(once, Math.max(1, this.#sent));',
    test: gaps,
  },
  {
    name: 'a marker of another process counts',
    file: `${folder}/barrier.ts`,
    from: 'if (boot !== this.#of.boot || ',
    to: 'if (',
    test: gaps,
  },
  {
    name: 'a marker that is lost with the connection is waited for',
    file: `${folder}/barrier.ts`,
    from: 'this.#waiting.size > 0 && this.#send()',
    to: 'this.#waiting.size > 1e9 && this.#send()',
    test: gaps,
  },
  {
    name: 'a request is made again while its events are coming',
    file: `${folder}/asking.ts`,
    from: '      this.#movedAt = this.#of.clock.now();\n      this.#silences = 0;\n    }',
    to: '      this.#silences = 0;\n    }',
    test: gaps,
  },
  {
    name: 'a site that is away is asked all the same',
    file: `${folder}/asking.ts`,
    from: 'this.#waiting !== undefined || !this.#isThere',
    to: 'this.#waiting !== undefined',
    test: gaps,
  },
  {
    name: 'any number of events is asked for at a time',
    file: `${folder}/requests.ts`,
    from: 'underWay + first.events > eventsMax',
    to: 'underWay > 1e9 * eventsMax',
    test: gaps,
  },
  {
    name: 'events behind gaps fill the memory',
    file: `${folder}/held-room.ts`,
    from: 'own + bytes > most.siteMaxBytes',
    to: 'own > 1e9 * most.siteMaxBytes',
    test: gaps,
  },
  {
    name: 'what the store refused is dropped',
    file: `${folder}/batches.ts`,
    from: 'this.#notBefore = this.#of.clock.now() + this.#retryMs;',
    to: 'this.#notBefore = this.#of.clock.now() + this.#retryMs;\n      this.#parts = [];',
    test: flow,
  },
  {
    name: 'a site whose events cannot be stored stops all others',
    file: `${folder}/batches.ts`,
    from: '} else if (only !== undefined) this.#setAside(only);',
    to: '} else if (only !== undefined) this.#notBefore = this.#of.clock.now() + storeRetryMs;',
    test: flow,
  },
  {
    name: 'the office reads on when it has no room',
    file: `${folder}/room.ts`,
    from: "if (state === 'open' && bytes >= waitingMaxBytes) change('held');",
    to: '',
    test: flow,
  },
  {
    name: 'a store that is away keeps the office from hearing anything',
    file: `${folder}/room.ts`,
    from: "() => change('dropping')",
    to: "() => change('held')",
    test: flow,
  },
  {
    name: 'what is dropped is forgotten',
    file: `${folder}/followed-site.ts`,
    from: 'else loaded.resequencer.dropped(sequence);',
    to: 'else this.#pass(loaded, loaded.resequencer.offer(sequence, arrived).slice(1));',
    test: flow,
  },
  {
    name: 'the rate stays high when the queue of the broker is long',
    file: `${folder}/pace.ts`,
    from: 'if (queueMs < nextFallMs) return;',
    to: 'if (queueMs < 1e9) return;',
    test: flow,
  },
  {
    name: 'the last will of another worker takes the office away',
    file: `${folder}/presence.ts`,
    from: "const isOurs = there?.state !== 'online' || there.boot === boot;",
    to: 'const isOurs = there === undefined || there.boot === boot;',
    test: flow,
  },
  {
    name: 'each event of the past is looked up in the database',
    file: `${folder}/office-intake.ts`,
    from: 'if (site.followed !== undefined || !this.#isOurs(site) || this.#stopped) return site.followed;',
    to: 'if (!this.#isOurs(site) || this.#stopped) return site.followed;',
    test: rules,
  },
  {
    name: 'a worker stores the sites of the others, too',
    file: `${folder}/office-intake.ts`,
    from: 'return this.#shares === undefined || this.#shares.has(share);',
    to: 'return this.#shares === undefined || share >= 0;',
    test: rules,
  },
  {
    name: 'what waits of a share that went is stored',
    file: `${folder}/office-intake.ts`,
    from: '    this.#batches.drop(site.followed);\n',
    to: '',
    test: rules,
  },
  {
    name: 'the store is not told that numbers are given again',
    file: `${folder}/followed-site.ts`,
    from: 'this.#segments.push({ backTo: event.sequence, events: [] });',
    to: 'this.#segments.push({ backTo: undefined, events: [] });',
    test: rules,
  },
  {
    name: 'a transaction has no end',
    file: `${folder}/batches.ts`,
    from: 'const part = site.take(left);',
    to: 'const part = site.take(1e9);',
    test: rules,
  },
];
