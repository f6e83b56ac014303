/**
 * What it takes to watch a fleet of simulated sites, and whether each of its events was applied once. Mosquitto, the
 * fleet and the consumer are processes of their own.
 *
 *   npm run bench -- --only office
 *   npm run build && node test/bench/office.js [--rows real,fast,backlog,killed] [--quick] [--events N]
 *     [-- COMMAND ...]
 *
 * `--events N` is the size of the backlog, so that what an event costs can be compared in less time.
 * COMMAND is another consumer than `loket office`, such as `loket follow`: `{port}` in it is the port of the broker at
 * 127.0.0.1, `{dir}` a folder that it may use. It prints each event that it has applied as a line of JSON with `site`,
 * `sequence`, `time` and `historical`.
 */
import { parseArgs } from 'node:util';
import {
  measureOffice,
  officeConsumer,
  officeRows,
  officeTable,
  printingConsumer,
} from './sections/office.js';

const { values, positionals } = parseArgs({
  options: {
    rows: { type: 'string', default: Object.keys(officeRows).join(',') },
    events: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const names = values.rows.split(',');
const unknown = names.find((name) => officeRows[name] === undefined);
if (unknown !== undefined) {
  console.error(`There is no row '${unknown}': ${Object.keys(officeRows).join(', ')}.`);
  process.exit(2);
}
const backlog = values.events === undefined ? undefined : Number(values.events);
if (backlog !== undefined && !(Number.isSafeInteger(backlog) && backlog > 0)) {
  console.error(`--events ${values.events}: give a whole number of events, such as 150000.`);
  process.exit(2);
}
const consumer = positionals.length > 0 ? printingConsumer(positionals) : officeConsumer;
const say = (line) => console.error(`  ${line}`);
console.log(officeTable(await measureOffice({ names, consumer, quick: values.quick, say, backlog })));
