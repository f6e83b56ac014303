// How many events a second are reckoned for reports, from a backlog, and how long the main thread works at a time:
//   node test/bench/office-reckoner.js FOLDER|postgres://... [EVENTS] [SITES]
// Needs `npm run build`, and a store that is empty.
import { readFileSync } from 'node:fs';
import { catchUp } from '../../dist/office/judge/reckoning.js';
import { openPostgresStore } from '../../dist/office/store/postgres/open-postgres-store.js';
import { openSqliteStore } from '../../dist/office/store/sqlite/open-sqlite-store.js';

const [place = 'office-reckoner', events = '1000000', sites = '500'] = process.argv.slice(2);
const [eventsMax, sitesMax] = [Number(events), Number(sites)];
const batchEvents = 500;
const boot = '5c1b7e52-2a3c-4f4e-9d51-0f0b2f0f6a11';

const clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const isPostgres = place.includes('://');
const store = await (isPostgres ? openPostgresStore({ url: place }, clock) : openSqliteStore(place));
await store.leases.renew('bench');

/** What a hall says: mostly tickets, of five services; now and then a device is lost and found. */
function eventOf(sequence, time) {
  const head = { sequence, boot, time, subject: 'A-012' };
  const service = `layanan-${sequence % 5}`;
  const ticket = { ticket: `A-${sequence % 1000}`, service, class: 'regular', counter: 'loket-3' };
  const turn = Math.floor(sequence / 5) % 4;
  if (sequence % 300 === 0)
    return { ...head, type: 'device/lost', data: { device: 'printer-1', code: 'link.absent' } };
  if (sequence % 300 === 50) return { ...head, type: 'device/found', data: { device: 'printer-1' } };
  if (turn === 0) return { ...head, type: 'ticket/issued', data: { ...ticket, waiting_ahead: 7 } };
  if (turn === 1) return { ...head, type: 'ticket/called', data: { ...ticket, waited_s: sequence % 2_400 } };
  if (turn === 2) return { ...head, type: 'ticket/arrived', data: ticket };
  return { ...head, type: 'ticket/served', data: { ...ticket, served_s: 60 + (sequence % 900) } };
}

/** A site says 0.69 events a second: docs/office.md. */
const everyMs = 1_450;
const eachSite = Math.ceil(eventsMax / sitesMax);
const start = Date.now() - eachSite * everyMs;
const all = Array.from({ length: sitesMax }, (_, index) => `site-${index}`);
for (let first = 1; first <= eachSite; first += batchEvents) {
  const last = Math.min(eachSite, first + batchEvents - 1);
  for (let at = 0; at < all.length; at += 10) {
    const batches = all.slice(at, at + 10).map((site) => ({
      site,
      events: Array.from({ length: last - first + 1 }, (_, index) =>
        eventOf(first + index, start + (first + index) * everyMs),
      ),
      applied: { sequence: last, runs: [{ boot, first: 1, last }] },
      backTo: undefined,
    }));
    await store.events.apply(batches);
  }
  await store.leases.renew('bench');
}

/** Processor time of the main thread so far, ms: a machine that others use too does not count (Linux alone). */
const workedMs = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
/** How long the main thread works before a timer that is due gets its turn. */
const works = [];
let worked = workedMs();
const ticking = setInterval(() => {
  const now = workedMs();
  works.push(now - worked);
  worked = now;
}, 1);
const renewing = setInterval(() => store.leases.renew('bench'), 3_000);

const cpu = process.cpuUsage();
const mainBefore = workedMs();
const before = performance.now();
await catchUp(
  store.reports,
  () => true,
  (thrown, site = 'all sites') => console.error(site, thrown),
);
const tookMs = performance.now() - before;
const { user, system } = process.cpuUsage(cpu);
const mainMs = workedMs() - mainBefore;
clearInterval(ticking);
works.sort((a, b) => a - b);

const idleBefore = performance.now();
const idleCpu = process.cpuUsage();
const turns = 20;
for (let turn = 0; turn < turns; turn++) await catchUp(store.reports, () => true, console.error);
const idle = process.cpuUsage(idleCpu);
const idleMs = (performance.now() - idleBefore) / turns;
clearInterval(renewing);

const reckoned = eachSite * sitesMax;
const fixed = (number) => number.toFixed(1);
console.log(
  `${reckoned} events of ${sitesMax} sites in ${fixed(tookMs / 1_000)} s: ${Math.round((reckoned / tookMs) * 1_000)} events/s, ` +
    `${fixed((user + system) / reckoned)} µs of this process for an event, ${fixed((mainMs * 1_000) / reckoned)} µs of its main thread; ` +
    `it works ${fixed(works.at(-1))} ms at a time at most, p99 ${fixed(works[Math.floor(works.length * 0.99)])} ms; ` +
    `with nothing to do a turn takes ${fixed(idleMs)} ms, ${fixed((idle.user + idle.system) / turns / 1_000)} ms of processor`,
);
await store.leases.release('bench');
await store.close();
