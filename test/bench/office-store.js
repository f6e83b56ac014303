// How many events a second the store of the office takes, with real commits, and how long it holds up the main thread:
//   node test/bench/office-store.js FOLDER|postgres://... [SECONDS] [EVENTS IN A BATCH] [SITES IN A BATCH]
// Needs `npm run build`.
import { openPostgresStore } from '../../dist/office/store/postgres/open-postgres-store.js';
import { openSqliteStore } from '../../dist/office/store/sqlite/open-sqlite-store.js';

const [place = 'office-store', seconds = '10', inBatch = '5000', sitesInBatch = '12'] = process.argv.slice(2);
const [eventsMax, sitesMax] = [Number(inBatch), Number(sitesInBatch)];
const sitesOfAll = 480;

const clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const store = await (place.includes('://')
  ? openPostgresStore({ url: place }, clock)
  : openSqliteStore(place));
await store.leases.renew('bench');

/** The last event of each site. */
const last = new Map();
const boot = '5c1b7e52-2a3c-4f4e-9d51-0f0b2f0f6a11';

async function batchFor(site) {
  if (!last.has(site)) last.set(site, (await store.events.read(site))?.sequence ?? 0);
  const first = last.get(site) + 1;
  const count = Math.floor(eventsMax / sitesMax);
  const events = Array.from({ length: count }, (_, index) => {
    const sequence = first + index;
    const data = {
      ticket: `A-${sequence % 1000}`,
      counter: 'loket-3',
      service: 'ktp',
      class: 'regular',
      waited_s: 312,
    };
    const time = Date.now() - 1_000 + index;
    return { sequence, boot, type: 'ticket/called', time, subject: 'loket-3', data };
  });
  last.set(site, first + count - 1);
  const runs = [{ boot, first: 1, last: first + count - 1 }];
  return { site, events, applied: { sequence: first + count - 1, runs }, backTo: undefined };
}

/** How late a timer is that is due every millisecond: what the main thread does besides. */
let heldUpMs = 0;
let tick = performance.now();
let isCounted = false;
const ticking = setInterval(() => {
  const now = performance.now();
  if (isCounted) heldUpMs = Math.max(heldUpMs, now - tick - 1);
  tick = now;
}, 1);

const times = [];
let events = 0;
const end = performance.now() + Number(seconds) * 1_000;
const begun = performance.now();
let spentMs = 0;
let cpuMs = 0;
for (let turn = 0; performance.now() < end; turn++) {
  const batches = [];
  for (let n = 0; n < sitesMax; n++)
    batches.push(await batchFor(`site-${(turn * sitesMax + n) % sitesOfAll}`));
  await new Promise((resolve) => setTimeout(resolve, 2));
  isCounted = true;
  const before = performance.now();
  const cpu = process.cpuUsage();
  await store.events.apply(batches);
  times.push(performance.now() - before);
  spentMs += performance.now() - before;
  const { user, system } = process.cpuUsage(cpu);
  cpuMs += (user + system) / 1_000;
  isCounted = false;
  events += batches.reduce((sum, one) => sum + one.events.length, 0);
  if (turn % 20 === 0) await store.leases.renew('bench');
}
clearInterval(ticking);
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(
  `${times.length} batches of ${eventsMax} events of ${sitesMax} sites: ${Math.round((events / spentMs) * 1_000)} events/s, ` +
    `apply p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, main thread held up ${heldUpMs.toFixed(1)} ms at most, ` +
    `${((cpuMs / events) * 1_000).toFixed(1)} µs of this process for an event, ` +
    `${((performance.now() - begun) / 1_000).toFixed(1)} s in all`,
);
await store.leases.release('bench');
await store.close();
