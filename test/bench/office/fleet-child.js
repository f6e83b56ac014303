/** The fleet of one row, in a process of its own: opened by the options in its argument, asked by messages. */

import { goodHabits } from '../../../dist/simulators/fleet/bad-habits.js';
import { openBrokerLines } from '../../../dist/simulators/fleet/broker-lines.js';
import { openFleet } from '../../../dist/simulators/fleet/open-fleet.js';
import { seededRandom } from '../../../dist/simulators/random.js';
import { clock } from '../../crash/clock.js';

const { port, sites, ...options } = JSON.parse(process.argv[2]);
const place = { host: '127.0.0.1', port, clock };
const lines = openBrokerLines(place, { sites, random: seededRandom(2) });
// The carriers need a moment to connect; a site would find out, and try again.
await new Promise((resolve) => setTimeout(resolve, 500));
// Controllers say some unchanged states again, which is a part of the load.
const habits = { ...goodHabits, wanders: true };
const fleet = openFleet({ ...options, clock, wall: Date.now, seed: 1, sites, habits, open: lines.open });
/** Events from before the beginning, which no office needs. */
const past = options.past.isSent
  ? Object.fromEntries(fleet.sites.map(({ plan, journal }) => [plan.id, journal.last]))
  : {};

const answers = {
  figures: () => fleet.figures(),
  quiet: () => fleet.quiet(),
  /** The last sequence of each site that has sent anything. */
  lasts: () =>
    Object.fromEntries(
      fleet.sites
        .filter(({ plan, journal }) => journal.last > (past[plan.id] ?? 0))
        .map(({ plan, journal }) => [plan.id, journal.last]),
    ),
};
if (options.isQuiet) fleet.quiet();
process.on('message', (ask) => process.send({ ask, answer: answers[ask]() ?? null }));
process.on('disconnect', () => process.exit());
