import { fileURLToPath } from 'node:url';
import { short, table } from '../figures.js';
import { measureRow } from '../office/measure-row.js';

const loket = fileURLToPath(new URL('../../../dist/firmware-host/cli/loket.js', import.meta.url));
/** The consumer that there is; `test/bench/office.js` takes any other. */
export const followCommand = [
  ...[process.execPath, loket, 'follow', '--broker', 'mqtt://127.0.0.1:{port}', '--data', '{dir}'],
];

/** Sites of twelve devices; how long, or how many events, in all and in a quick run. */
export const officeRows = {
  real: { name: 'real time', sites: 2_000, seconds: 60, quick: { seconds: 15 } },
  fast: { name: 'x 5', sites: 2_000, speed: 5, seconds: 60, quick: { seconds: 15 } },
  backlog: { name: 'backlog', sites: 500, backlog: 1_000_000, quick: { backlog: 100_000 } },
  killed: { name: 'killed', sites: 2_000, seconds: 10, killedSeconds: 60, quick: { killedSeconds: 15 } },
};
/** Nothing more is applied for so long, in which each site says its health: what is missing then does not come. */
const calmMs = 45_000;
/** And this is the end of it, for a consumer that only falls further behind. */
const drainMaxMs = { all: 300_000, quick: 60_000 };

export async function measureOffice({ names, consumer, quick, say }) {
  const rows = [];
  for (const name of names) {
    const { quick: less, ...row } = officeRows[name];
    say(`${row.name}: ${row.sites} sites`);
    const wanted = quick ? { ...row, ...less } : row;
    const most = quick ? drainMaxMs.quick : drainMaxMs.all;
    rows.push(await measureRow(wanted, { consumer, say, calmMs, drainMaxMs: most }));
  }
  return rows;
}

export const officeTable = (rows) =>
  table(
    [
      ...['row', 'sites', 'speed', 'messages/s', 'sent', 'applied', 'missing', 'twice', 'replays asked'],
      ...['lag p50 ms', 'p99', 's', 'drained s', 'CPU', 'most MB', 'CPU of fleet', 'of broker'],
    ],
    rows.map((row) => [
      ...[row.name, row.sites, row.speed, row.fleetCpu === undefined ? '-' : Math.round(row.perSecond)],
      ...[row.sent, row.applied, row.missing, row.twice, row.asked],
      ...[short(row.lag?.p50), short(row.lag?.p99), short(row.seconds), short(row.drainSeconds)],
      ...[percent(row.cpu), Math.round(row.mostMb), percent(row.fleetCpu), percent(row.brokerCpu)],
    ]),
  );

const percent = (share) => (share === undefined ? '-' : `${Math.round(share * 100)} %`);

/** A consumer of the events of all sites at the central office, behind mosquitto, with a simulated fleet. */
export const office = {
  title: 'The events of 2,000 sites at the office',
  measure: ({ quick, say }) =>
    measureOffice({ names: Object.keys(officeRows), consumer: followCommand, quick, say }),
  tables: (rows) => [officeTable(rows)],
};
