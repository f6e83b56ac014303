import { createRunningSite } from '../../dist/config/running-site.js';
import { createBoards } from '../../dist/firmware-host/edge/boards.js';
import { openMemoryJournal } from '../../dist/firmware-host/journal/memory.js';
import { startHost } from '../../dist/firmware-host/main.js';
import { seededRandom } from '../../dist/simulators/random.js';
import { simulatedHall } from '../../dist/simulators/simulated-hall.js';
import { clock } from '../crash/clock.js';

const opensWithinMs = 4_000;

/**
 * Starts the host of `site` in this process on simulated hardware and on `connection`, its journal in memory, and lets
 * its devices open. `wiresOf` and `chipsOf` may stand between the host and what its bytes go to.
 */
export async function openHall({ site, connection, wiresOf = (wires) => wires, chipsOf = (chips) => chips }) {
  const hall = await simulatedHall({
    ...{ site, clock, seed: 7, printed: () => {} },
    openBoards: (wires, on) => createBoards(wiresOf(wires), on),
  });
  const ports = { ...hall.ports, wires: wiresOf(hall.ports.wires), chips: chipsOf(hall.ports.chips) };
  const log = { level: 'info', info() {}, warn() {}, error() {} };
  const host = startHost({
    ...{ running: createRunningSite(site), connection, log, ports, wall: Date.now, trusted: () => true },
    ...{
      random: seededRandom(3),
      soon: setImmediate,
      journal: openMemoryJournal(),
      recovered: [],
      clean: true,
    },
    ...{ boot: 'bench', version: 'bench', platform: { node: '', os: '' }, dataFolder: '.' },
  });
  await new Promise((resolve) => setTimeout(resolve, opensWithinMs));
  return { hall, host };
}
