import { readSiteFile } from '../../../dist/config/load.js';
import { kinds } from '../../../dist/devices/index.js';
import { openJournal } from '../../../dist/firmware-host/journal/sqlite/open.js';
import { hallTime } from '../../../dist/firmware-host/loop/hall-time.js';
import { apply } from '../../../dist/firmware-host/queue/apply.js';
import { decide } from '../../../dist/firmware-host/queue/decide.js';
import { openState } from '../../../dist/firmware-host/queue/state.js';
import { clock } from '../../crash/clock.js';

const batch = 200;

/** Writes a journal in which so many visitors wait, as the hall of `siteFile` would have written it. */
export async function letWait(visitors, siteFile, dir) {
  const { site } = await readSiteFile(siteFile, kinds);
  const journal = await openJournal({ dir, site: site.id, clock });
  const time = hallTime({ clock, wall: Date.now, trusted: () => true, zone: site.zone });
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
  for (let place = 0; place < visitors; place++) {
    const service = services[place % services.length];
    await ask({ type: 'issue', service, class: 'regular', printer: null });
  }
  if (records.length > 0) await journal.append(records);
  await journal.close();
}
