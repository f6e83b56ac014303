import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { Fault } from '../../devices/fault.ts';
import { kinds } from '../../devices/index.ts';
import { retain } from '../../firmware-host/journal/retain.ts';
import type { Keep } from '../../firmware-host/journal/sqlite/open.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { calls, dataFolder, dayOpened, opened, sequences } from './records.ts';

const day = 24 * 3_600_000;
const keep = { days: 30, bytes: 256 * 1_048_576 };

/** A journal that only counts. */
function pruned(outcomes: readonly (number | Fault)[]) {
  const asked: Keep[] = [];
  const said: unknown[] = [];
  const clock = new VirtualClock();
  const stop = retain({
    journal: {
      async prune(what) {
        const outcome = outcomes[asked.length] ?? 0;
        asked.push(what);
        if (typeof outcome === 'number') return outcome;
        throw outcome;
      },
    },
    keep,
    clock,
    removed: (records) => said.push(records),
    failed: ({ code }) => said.push(code),
  });
  return { asked, said, clock, stop };
}

describe('keeping the journal small', () => {
  test('happens at the start and then once a day, until the host stops', async () => {
    const { asked, said, clock, stop } = pruned([700, 0, 12]);
    await clock.advance(1);
    expect(asked).toEqual([{ ...keep, from: Number.MAX_SAFE_INTEGER }]);
    await clock.advance(2 * day);
    expect(asked).toHaveLength(3);
    expect(said).toEqual([700, 12]);
    stop();
    await clock.advance(3 * day);
    expect(asked).toHaveLength(3);
  });

  test('is tried again the next day when the disk did not let it', async () => {
    const { said, clock } = pruned([new Fault('disk.low', 'full'), 5]);
    await clock.advance(day + 1);
    expect(said).toEqual(['disk.low', 5]);
  });

  test('leaves today and the days before it that are asked for', async () => {
    const journal = await opened(dataFolder());
    for (let date = 1; date <= 9; date++) {
      await journal.append([dayOpened(date * 10 - 9, `2025-10-0${date}`), ...calls(date * 10 - 8, 9)]);
    }
    const gone = await new Promise((resolve, reject) => {
      const clock = new VirtualClock();
      retain({ journal, keep: { days: 2, bytes: keep.bytes }, clock, removed: resolve, failed: reject });
    });
    expect(gone).toBe(60);
    expect(sequences(await journal.read(1, 1))).toEqual([61]);
  });
});

describe('in the site file', () => {
  const text = readFileSync(new URL('../../config/examples/mpp-batam.yaml', import.meta.url), 'utf8');

  test('30 days and 256 MB are kept unless it says otherwise', () => {
    expect(loadSite(text, 'site.yaml', kinds).site?.keep).toEqual({ days: 30, bytes: 256 * 1_048_576 });
    const written = `${text}\njournal: { keep_days: 7, keep_mb: 64 }\n`;
    expect(loadSite(written, 'site.yaml', kinds).site?.keep).toEqual({ days: 7, bytes: 64 * 1_048_576 });
  });

  test('nothing kept at all is a mistake', () => {
    const { site, problems } = loadSite(`${text}\njournal: { keep_days: 0 }\n`, 'site.yaml', kinds);
    expect(site).toBeUndefined();
    expect(problems[0]?.path).toBe('journal.keep_days');
  });
});
