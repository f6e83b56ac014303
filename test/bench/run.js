/**
 * `npm run bench`: how fast the hall is against the bare minimum, and what it costs. Prints tables and judges nothing.
 * Everything in one table was measured in one run, its two sides in turn; compare ratios, not runs.
 *
 *   npm run bench                        all of it, a quarter of an hour
 *   npm run bench -- --only presses,queue
 *   npm run bench -- --quick             fewer and shorter rounds
 *   npm run bench -- --json FILE         the figures as well, as JSON
 */
import { writeFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { office } from './sections/office.js';
import { minute, page, presses } from './sections/presses.js';
import { program } from './sections/program.js';
import { queue } from './sections/queue.js';
import { memory, start } from './sections/start.js';

const sections = {
  presses,
  page,
  minute,
  queue,
  trouble: program('A key while MQTT is in trouble', 'mqtt-trouble.js', {
    args: ['--presses', '60'],
    quick: ['--presses', '20'],
  }),
  start,
  memory,
  keys: program('From the start of the process until keys work', 'recovery.js', { quick: ['--runs', '2'] }),
  display: program('Bytes to a display for each number', 'display-bytes.js', {}),
  disk: program('Written to the disk for one visitor', 'disk.js', { quick: ['--visitors', '100'] }),
  uplink: program('An outage of the line to the central office', 'uplink.js', {
    quick: ['--events', '20000'],
  }),
  office,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(sections).join(',') },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`npm run bench -- [--only ${Object.keys(sections).join(',')}] [--quick] [--json FILE]`);
  process.exit();
}

const wanted = values.only.split(',');
const unknown = wanted.filter((name) => !(name in sections));
if (unknown.length > 0) {
  console.error(`There is no '${unknown[0]}' here: ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}

const machine = {
  date: new Date().toISOString().slice(0, 10),
  processors: `${cpus().length} x ${cpus()[0]?.model.trim()}`,
  system: `${platform()} ${release()}`,
  node: process.version,
};
console.log(`${machine.date}, ${machine.processors}, ${machine.system}, Node ${machine.node}\n`);

const figures = { machine };
for (const name of wanted) {
  const { title, measure, tables } = sections[name];
  console.log(`## ${title}`);
  figures[name] = await measure({ quick: values.quick, say: (line) => console.error(`  ${line}`) });
  console.log(`${tables(figures[name]).join('\n\n')}\n`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
