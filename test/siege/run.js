/**
 * `npm run siege`: each attack on a listener of a real hall, bounded in time, while four keys are pressed. The hall
 * runs in a process of its own, the attacker in another; the bytes at each display are timed here. Prints a Markdown
 * table and ends with 1 when a goal is missed.
 *
 *   npm run siege                            all of it, about twenty minutes
 *   npm run siege -- --only logins           the attacks whose names hold this text, or one of several with commas
 *   npm run siege -- --seconds 10            how long each lasts (20)
 *   npm run siege -- --settle 30             how long memory may take to come back, at most (30)
 */
import { cpus, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { short, table } from '../bench/figures.js';
import { attacks } from './attacks.js';
import { besiege } from './besiege.js';
import { goals, missed } from './goals.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '20' },
    settle: { type: 'string', default: String(goals.settleS) },
  },
});
const wanted = attacks.filter(({ name }) => values.only.split(',').some((part) => name.includes(part)));
if (wanted.length === 0) {
  console.error(
    `No attack's name holds '${values.only}':\n${attacks.map(({ name }) => `  ${name}`).join('\n')}`,
  );
  process.exit(2);
}

/** A hall that did not come up, or did not live. */
const fallen = {
  sentMb: NaN,
  presses: 0,
  lost: 0,
  p50: Infinity,
  p99: Infinity,
  beforeMb: NaN,
  peakMb: NaN,
  afterMb: NaN,
  died: true,
};
const rows = [];
process.once('SIGINT', finish);
process.once('SIGTERM', finish);
for (const attack of wanted) {
  console.error(`  ${attack.name}`);
  const seconds = Number(values.seconds);
  const result = await besiege(attack, { seconds, settleS: Number(values.settle) }).catch((thrown) => {
    console.error(`    ${thrown.message}`);
    return fallen;
  });
  const why = missed(result);
  if (why.length > 0) console.error(`    missed: ${why.join(', ')}`);
  rows.push({ attack, result, why });
}

finish();

/** Prints what there is, also when it is ended before its time. */
function finish() {
  const date = new Date().toISOString().slice(0, 10);
  console.log(
    `${date}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${platform()} ${release()}, Node ${process.version}`,
  );
  console.log(
    `Goals: p99 <= ${goals.p99Ms} ms, 0 lost, RSS <= ${goals.rssMb} MB and back within ${goals.settleS} s, an honest client in within ${goals.honestS} s.\n`,
  );
  console.log(
    table(
      [
        'attack',
        'sent MB',
        'presses',
        'p50 ms',
        'p99 ms',
        'lost',
        'RSS before',
        'peak MB',
        'after',
        'honest client',
        'goals',
      ],
      rows.map(({ attack, result, why }) => [
        attack.name,
        short(result.sentMb),
        result.presses,
        short(result.p50),
        short(result.p99),
        result.lost,
        Math.round(result.beforeMb),
        Math.round(result.peakMb),
        `${Math.round(result.afterMb)} in ${result.settledS} s`,
        result.honestS === undefined ? 'never' : `${short(result.honestS)} s`,
        why.length === 0 ? 'met' : why.join(', '),
      ]),
    ),
  );
  process.exit(rows.length === wanted.length && rows.every(({ why }) => why.length === 0) ? 0 : 1);
}
