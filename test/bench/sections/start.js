import { spawnSync } from 'node:child_process';
import { short, table } from '../figures.js';
import { measurePresses } from '../press/measure.js';
import { sides } from '../start/sides.js';

const here = (path) => new URL(path, import.meta.url).pathname;
const example = here('../../../config/examples/mpp-banyuwangi.yaml');

/** What is started, by its name in the table. The last one is what Node itself costs. */
const commands = {
  '--version': ['--version'],
  check: ['check', example],
};
const nodeAlone = { side: 'node -e 0', command: '', args: ['--eval', '0'] };

/** Short commands, bundled and as modules, against a Node that does nothing; in turn, so that the noise is the same. */
export const start = {
  title: 'Processor time and memory of short commands',
  measure({ quick, say }) {
    const rounds = quick ? 3 : 15;
    const measured = [
      ...Object.entries(commands).flatMap(([command, args]) =>
        Object.entries(sides).map(([side, entry]) => ({ side, command, args: [entry, ...args] })),
      ),
      nodeAlone,
    ].map((one) => ({ ...one, used: [] }));
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      for (const { args, used } of measured) used.push(usedBy(args));
    }
    return measured.map(({ side, command, used }) => ({
      ...{ side, command, rounds },
      processorMs: median(used.map(({ processorMs }) => processorMs)),
      mostMb: median(used.map(({ mostMb }) => mostMb)),
    }));
  },
  tables(rows) {
    const floor = rows.at(-1);
    const head = ['side', 'command', 'processor ms', 'times node -e 0', 'times modules', 'most MB'];
    return [
      table(
        head,
        rows.map((row) => {
          const modules = rows.find(({ side, command }) => side === 'modules' && command === row.command);
          const ratio = (to) => (to === undefined ? '-' : `${short(row.processorMs / to.processorMs)}x`);
          const { side, command, processorMs, mostMb } = row;
          return [side, command, short(processorMs), ratio(floor), ratio(modules), short(mostMb)];
        }),
      ),
    ];
  },
};

/** A full hall, bundled and as modules: what is in memory after some seconds of presses. */
export const memory = {
  title: 'Memory of a hall of 100 counters',
  async measure({ quick, say }) {
    const load = { broker: 'embedded', counters: 100, rate: 100, seconds: quick ? 3 : 10 };
    const rows = [];
    for (const side of Object.keys(sides)) {
      say(side);
      const { residentMb } = await measurePresses({ side: 'loket', entry: sides[side], ...load });
      rows.push({ side, residentMb });
    }
    return rows;
  },
  tables: (rows) => [
    table(
      ['side', 'MB'],
      rows.map(({ side, residentMb }) => [side, Math.round(residentMb)]),
    ),
  ],
};

function usedBy(args) {
  const { status, output, stderr } = spawnSync(
    process.execPath,
    ['--require', here('../start/at-exit.cjs'), ...args],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(output[3]);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
