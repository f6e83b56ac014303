// A worker that applies events as fast as it can, reckons them where it writes the history, and says which are
// acknowledged, one line for each. It is killed, or stopped, in the middle:
//   node test/office/store/applying.js FOLDER|postgres://... WORKER SITES
import { setTimeout as pause } from 'node:timers/promises';
import { catchUp } from '../../../dist/office/judge/reckoning.js';
import { openPostgresStore } from '../../../dist/office/store/postgres/open-postgres-store.js';
import { openSqliteStore } from '../../../dist/office/store/sqlite/open-sqlite-store.js';
import { shareOfSite } from '../../../dist/office/store/store-port.js';

const [place = '', worker = '', sites = '1'] = process.argv.slice(2);
const renewMs = 1_000;
const clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const say = (line) => process.stdout.write(`${line}\n`);
const store = await (place.includes('://')
  ? openPostgresStore({ url: place }, clock)
  : openSqliteStore(place));
const all = Array.from({ length: Number(sites) }, (_, index) => `site-${index}`);
let held = new Set();
let writesHistory = false;
const reckonEvery = 3;
/** The next number of each site of this worker. */
const next = new Map();

async function renew() {
  try {
    const now = await store.leases.renew(worker);
    for (const site of all) if (!now.shares.has(shareOfSite(site))) next.delete(site);
    held = now.shares;
    writesHistory = now.writesHistory;
    say(`held ${held.size} ${now.writesHistory}`);
  } catch (thrown) {
    say(`failed ${thrown.code}`);
  }
}

async function batchOf(site, size) {
  if (!next.has(site)) next.set(site, ((await store.events.read(site))?.sequence ?? 0) + 1);
  const first = next.get(site);
  const events = Array.from({ length: size }, (_, index) => {
    const sequence = first + index;
    const data = { by: worker, service: 'paspor' };
    return { sequence, boot: worker, type: 'ticket/issued', time: sequence, subject: undefined, data };
  });
  const sequence = first + size - 1;
  return {
    site,
    events,
    applied: { sequence, runs: [{ boot: worker, first: 1, last: sequence }] },
    backTo: undefined,
  };
}

await renew();
setInterval(renew, renewMs);
say('ready');
for (let turn = 0; ; turn++) {
  const own = all.filter((site) => held.has(shareOfSite(site)));
  try {
    const batches = await Promise.all(own.map((site, index) => batchOf(site, 1 + ((turn + index) % 40))));
    await store.events.apply(batches);
    for (const { site, applied } of batches) next.set(site, applied.sequence + 1);
    if (turn % reckonEvery === 0)
      await catchUp(
        store.reports,
        () => writesHistory,
        () => undefined,
      );
    for (const { site, applied } of batches) say(`ok ${site} ${applied.sequence}`);
  } catch (thrown) {
    say(`refused ${thrown.code}`);
    for (const site of all) next.delete(site);
    await pause(20);
  }
  if (own.length === 0) await pause(20);
}
