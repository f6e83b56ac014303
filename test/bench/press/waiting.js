import { readSiteFile } from '../../../dist/config/load.js';
import { kinds } from '../../../dist/devices/index.js';
import { openJournal } from '../../../dist/firmware-host/journal/sqlite/open.js';
import { createHallTime } from '../../../dist/firmware-host/loop/hall-time.js';
import { apply } from '../../../dist/firmware-host/queue/apply.js';
import { decide } from '../../../dist/firmware-host/queue/decide.js';
import { openState } from '../../../dist/firmware-host/queue/state.js';
import { clock } from '../../crash/clock.js';

const batch = 200;

/**
 * Writes today's journal, as the hall of `siteFile` would have written it, in which so many visitors were `served` at
 * its first counter, all counters are open, and as many as `visitors` wait. Returns how many records that makes.
 */
export async function letWait(visitors, siteFile, dir, served = 0) {
  const { site } = await readSiteFile(siteFile, kinds);
  const journal = await openJournal({ dir, site: site.id, clock });
  const time = createHallTime({ clock, wall: Date.now, trusted: () => true, zone: site.zone });
  const state = openState(site.hall);
  const services = [...site.services.keys()];
  let sequence = 0;
  let records = [];
  const ask = async (command) => {
    const now = time.now();
    const { events, refused } = decide(state, command, now);
    if (refused !== undefined) throw new Error(`${command.type} was refused: ${refused}`);
    for (const event of events) {
      apply(state, event, now);
      records.push({
        sequence: ++sequence,
        boot: 'bench',
        wall: Date.now(),
        clock: 'synced',
        hall: now.hall,
        event,
      });
    }
    if (records.length < batch) return;
    await journal.append(records);
    records = [];
  };
  await ask({ type: 'tick' });
  const [counter] = site.counters.keys();
  for (const id of site.counters.keys()) await ask({ type: 'open', counter: id });
  const issue = (place) =>
    ask({ type: 'issue', service: services[place % services.length], class: 'regular', printer: null });
  for (let place = 0; place < served; place++) {
    await issue(place);
    for (const type of ['next', 'arrive', 'end']) await ask({ type, counter });
  }
  for (let place = 0; place < visitors; place++) await issue(served + place);
  if (records.length > 0) await journal.append(records);
  await journal.close();
  return sequence;
}
