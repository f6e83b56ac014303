import type { Planted } from './planted.ts';

const folder = 'simulators/fleet';

/** Ways in which a simulated fleet could deceive those who try the office with it. */
export const plantedFleet: readonly Planted[] = [
  {
    name: 'a simulated site says something that is not in the contract',
    file: `${folder}/controller-words.ts`,
    from: '"inbox_depth":0,',
    to: '"inbox":0,',
    test: 'test/simulators/fleet-contract.test.ts',
  },
  {
    name: 'a simulated broker never notices a frozen line',
    file: `${folder}/shared-lines.ts`,
    from: 'if (this.#isFrozen && freeze === this.#freezes) this.#die();',
    to: 'if (this.#isFrozen && freeze < this.#freezes) this.#die();',
    test: 'test/simulators/fleet-troubles.test.ts',
  },
  {
    name: 'a simulated site forgets what was not acknowledged when its line went',
    file: `${folder}/site-sender.ts`,
    from: 'this.#line++;\n    this.#next = this.#acked + 1;',
    to: 'this.#line++;',
    test: 'test/simulators/fleet-day.test.ts',
  },
  {
    name: 'a simulated fleet wakes up later than it has planned',
    file: `${folder}/timetable.ts`,
    from: 'if (this.#wake !== undefined && this.#wake.at <= at) return;',
    to: 'if (this.#wake !== undefined) return;',
    test: 'test/simulators/fleet-troubles.test.ts',
  },
  {
    name: 'a simulated site does not hear the rate that an office said before',
    file: `${folder}/shared-lines.ts`,
    from: 'shared.retained.set(topic, payload);',
    to: '',
    test: 'test/simulators/fleet-day.test.ts',
  },
  {
    name: 'a simulated ticket that was transferred waits nowhere',
    file: `${folder}/hall-desks.ts`,
    from: 'to.lines[moves.class].push(moves);',
    to: '',
    test: 'test/simulators/fleet-day.test.ts',
  },
];
