import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { short, table } from '../figures.js';

/** What a decision of the queue costs as the hall grows: the pure core, without hardware, disk or network. */
export const queue = {
  title: 'Decisions of the queue',
  async measure({ quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'loket-bench-'));
    try {
      const outfile = join(folder, 'queue.mjs');
      const entry = new URL('../queue.ts', import.meta.url).pathname;
      await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        logLevel: 'error',
      });
      const { measureQueue } = await import(outfile);
      return measureQueue(quick ? 2_000 : 20_000);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  tables({ day, decisions }) {
    const cells = ([p50, p99]) => [short(p50), short(p99)];
    return [
      `A day of ${day.tickets} tickets over ${day.counters} counters, ${day.events} events: ${short(day.ms)} ms.`,
      table(
        [
          'waiting',
          'counters',
          'decide p50 us',
          'p99',
          'apply p50 us',
          'p99',
          'state of a service p50 us',
          'p99',
        ],
        decisions.map((row) => [
          ...[row.waiting, row.counters],
          ...[row.decideUs, row.applyUs, row.serviceViewUs].flatMap(cells),
        ]),
      ),
    ];
  },
};
