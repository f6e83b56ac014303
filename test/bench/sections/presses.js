import { short, table } from '../figures.js';
import { measurePresses } from '../press/measure.js';

/** Counters and presses a second over all of them. One key can be pressed ten times a second at most. */
const loads = [
  [1, 10],
  [10, 10],
  [10, 100],
  [100, 100],
  [100, 1_000],
];
const slowDisk = { counters: 100, rate: 100, fsyncMs: 20 };
/** What a site file says unless it says otherwise. */
const shortestPressMs = 5;

/** From a key's bytes on the wire to the display's, and to an MQTT subscriber, against a script that does no more. */
export const presses = {
  title: 'Key presses, from the wire to the wire',
  async measure({ quick, say }) {
    const seconds = quick ? 3 : 10;
    const rows = [];
    for (const broker of ['embedded', 'mosquitto']) {
      for (const [counters, rate] of quick ? loads.slice(3, 4) : loads) {
        for (const side of ['bare', 'loket']) {
          say(`${side}, ${broker}, ${counters} counters, ${rate} presses/s`);
          rows.push(await measurePresses({ side, broker, counters, rate, seconds }));
        }
      }
    }
    for (const [counters, rate] of quick ? loads.slice(3, 4) : loads.slice(0, 4)) {
      const pressMs = shortestPressMs;
      say(`loket, embedded, ${counters} counters, ${rate} presses/s, press_ms ${pressMs}`);
      rows.push(
        await measurePresses({ side: 'loket', broker: 'embedded', counters, rate, seconds, pressMs }),
      );
    }
    say(`loket, embedded, every sync of the disk takes ${slowDisk.fsyncMs} ms longer`);
    rows.push(await measurePresses({ side: 'loket', broker: 'embedded', seconds, ...slowDisk }));
    return rows;
  },
  tables(rows) {
    const floorOf = (row) =>
      rows.find(
        ({ side, broker, counters, rate }) =>
          side === 'bare' && broker === row.broker && counters === row.counters && rate === row.rate,
      );
    return [
      pressTable(rows),
      table(
        ['loket over bare, p50', 'counters', 'presses/s', 'display', 'state', 'event'],
        rows
          .filter(({ side, fsyncMs, pressMs }) => side === 'loket' && fsyncMs === 0 && pressMs === 0)
          .map((row) => {
            const floor = floorOf(row);
            const ratio = (what) => `${short(row[what].p50 / floor[what].p50)}x`;
            return [row.broker, row.counters, row.rate, ratio('display'), ratio('state'), ratio('event')];
          }),
      ),
    ];
  },
};

/** The most that a hall of a hundred counters could ask for, and some sixty times what it does ask for. */
export const minute = {
  title: 'A minute at 1,000 presses a second',
  async measure({ quick }) {
    const load = { counters: 100, rate: 1_000, seconds: quick ? 6 : 60 };
    return [await measurePresses({ side: 'loket', broker: 'embedded', watched: true, ...load })];
  },
  tables: (rows) => [
    pressTable(rows),
    table(
      ['lag of the loop p99 ms, every 30 s', 'presses within a lockout', 'MB every 5 s'],
      rows.map(({ metrics: { lagP99Ms, debounced, memory } }) => [
        lagP99Ms.map(short).join(' '),
        debounced,
        memory.map(Math.round).join(' '),
      ]),
    ),
  ],
};

/** The officer's stand-in beside the keys, in turn. Ten presses a second are what one account may press at pages. */
export const page = {
  title: 'The same press at a key and on the page of its counter',
  async measure({ quick, say }) {
    const load = { counters: 10, rate: 10, seconds: quick ? 5 : 20 };
    const rows = [];
    for (const from of ['key', 'page', 'page', 'key']) {
      say(`${from}, ${load.counters} counters, ${load.rate} presses/s`);
      rows.push(await measurePresses({ side: 'loket', from, broker: 'embedded', ...load }));
    }
    return rows;
  },
  tables(rows) {
    const best = (from, what) =>
      Math.min(...rows.filter((row) => row.from === from).map((row) => row[what].p50));
    const ratio = (what) => `${short(best('page', what) / best('key', what))}x`;
    return [
      pressTable(rows),
      table(
        ['page over key, best p50', 'display', 'state', 'event'],
        [['', ratio('display'), ratio('state'), ratio('event')]],
      ),
    ];
  },
};

function sideOf({ side, from, fsyncMs, pressMs }) {
  if (side === 'bare') return side;
  if (from === 'page') return `${side}, from the page`;
  return `${side}, press_ms ${pressMs}${fsyncMs > 0 ? `, sync +${fsyncMs} ms` : ''}`;
}

function pressTable(rows) {
  return table(
    [
      'side',
      'broker',
      'counters',
      'presses/s',
      'presses',
      'lost',
      'twice',
      'display p50 ms',
      'p99',
      'state p50',
      'p99',
      'event p50',
      'p99',
      'CPU ms/press',
      'MB',
    ],
    rows.map((row) => [
      sideOf(row),
      ...[row.broker, row.counters, row.rate, row.presses, row.lost, row.twice],
      ...[row.display, row.state, row.event].flatMap(({ p50, p99 }) => [short(p50), short(p99)]),
      ...[short(row.processorMsPerPress), Math.round(row.residentMb)],
    ]),
  );
}
