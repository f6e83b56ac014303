import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { short, table } from '../figures.js';
import { AppliedEvents } from '../office/applied-events.js';
import { freePort } from '../office/central-broker.js';
import { measureRow } from '../office/measure-row.js';
import { StoredEvents } from '../office/stored-events.js';

const loket = fileURLToPath(new URL('../../../dist/firmware-host/cli/loket.js', import.meta.url));

/** The options and the environment that its unit gives it. */
const unit = readFileSync(new URL('../../../config/system/loket-office.service', import.meta.url), 'utf8');
const nodeOptions = /^ExecStart=\S+ (.*?) \/opt/m.exec(unit)[1].split(' ');
const environment = Object.fromEntries(
  [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
);

/** `loket office` as its unit starts it, with its store in SQLite. */
export const officeConsumer = {
  async open({ dir, port }) {
    const [file, data] = [join(dir, 'office.yaml'), join(dir, 'office')];
    writeFileSync(file, officeFile(port, await freePort()));
    const command = [
      process.execPath,
      ...nodeOptions,
      loket,
      'office',
      file,
      '--data',
      data,
      '--log-level',
      'error',
    ];
    return { command, environment, applied: new StoredEvents(data) };
  },
};

const officeFile = (port, webPort) => `
version: 1
office: { id: bench, title: Bench }
broker: { url: "mqtt://127.0.0.1:${port}" }
web: { port: ${webPort} }
`;

/** Another consumer, which prints what it has applied; see test/bench/office.js. */
export const printingConsumer = (words) => ({
  async open({ dir, port }) {
    const command = words.map((word) =>
      word.replaceAll('{port}', port).replaceAll('{dir}', join(dir, 'consumer')),
    );
    return { command, applied: new AppliedEvents() };
  },
});

/** Sites of twelve devices; how long, or how many events, in all and in a quick run. */
export const officeRows = {
  real: { name: 'real time', sites: 2_000, seconds: 60, quick: { seconds: 15 } },
  fast: { name: 'x 5', sites: 2_000, speed: 5, seconds: 60, quick: { seconds: 15 } },
  backlog: { name: 'backlog', sites: 500, backlog: 1_000_000, quick: { backlog: 100_000 } },
  killed: { name: 'killed', sites: 2_000, seconds: 30, killedSeconds: 60, quick: { killedSeconds: 15 } },
};
/** Nothing more is applied for so long, in which each site says its health: what is missing then does not come. */
const calmMs = 45_000;
/** And this is the end of it, for a consumer that only falls further behind. */
const drainMaxMs = { all: 300_000, quick: 60_000 };

/** `backlog`: how many events the row of that name has, in place of its own number. */
export async function measureOffice({ names, consumer, quick, say, backlog }) {
  const rows = [];
  for (const name of names) {
    const { quick: less, ...row } = officeRows[name];
    say(`${row.name}: ${row.sites} sites`);
    const own = row.backlog === undefined || backlog === undefined ? {} : { backlog };
    const wanted = { ...row, ...(quick ? less : {}), ...own };
    const most = quick ? drainMaxMs.quick : drainMaxMs.all;
    rows.push(await measureRow(wanted, { consumer, say, calmMs, drainMaxMs: most }));
  }
  return rows;
}

export const officeTable = (rows) =>
  table(
    [
      ...[
        'row',
        'sites',
        'speed',
        'messages/s',
        'sent',
        'applied',
        'missing',
        'twice',
        'replays asked',
        'replayed',
      ],
      ...['lag p50 ms', 'p99', 's', 'drained s', 'CPU', 'most MB', 'CPU of fleet', 'of broker'],
      ...['dropped by broker', 'wrongly said', 'µs of CPU an event: office + fleet + broker'],
    ],
    rows.map((row) => [
      ...[row.name, row.sites, row.speed, row.fleetCpu === undefined ? '-' : Math.round(row.perSecond)],
      ...[row.sent, row.applied, row.missing, row.twice ?? '-', row.asked, row.replayed],
      ...[short(row.lag?.p50), short(row.lag?.p99), short(row.seconds), short(row.drainSeconds)],
      ...[percent(row.cpu), Math.round(row.mostMb), percent(row.fleetCpu), percent(row.brokerCpu)],
      ...[row.dropped ?? '-', saidOf(row), costOf(row)],
    ]),
  );

/** Verdicts and incidents of a fleet in which nothing is wrong. */
const saidOf = ({ said }) =>
  said === undefined ? '-' : said.verdicts.reduce((sum, { count }) => sum + count, 0) + said.incidents;

/** Processor time for each event of a backlog, from when the sites begin to connect. */
const costOf = ({ backlog, sent, spentSeconds }) =>
  backlog === undefined
    ? '-'
    : Object.values(spentSeconds)
        .map((s) => short((s * 1e6) / sent))
        .join(' + ');

const percent = (share) => (share === undefined ? '-' : `${Math.round(share * 100)} %`);

/** The central office behind mosquitto, with a simulated fleet. */
export const office = {
  title: 'The events of 2,000 sites at the office',
  measure: ({ quick, say }) =>
    measureOffice({ names: Object.keys(officeRows), consumer: officeConsumer, quick, say }),
  tables: (rows) => [officeTable(rows)],
};
