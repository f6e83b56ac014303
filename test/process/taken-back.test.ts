import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { conditions } from '../../firmware-host/health/conditions.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { TAKEN_BACK, takenBackOn } from '../../firmware-host/process/taken-back.ts';
import { detailWords } from '../../firmware-host/status/detail-words.ts';

const root = mkdtempSync(join(tmpdir(), 'loket-taken-back-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function toldOf(written: string | undefined) {
  const lines: unknown[] = [];
  if (written !== undefined) {
    mkdirSync(dirname(join(root, TAKEN_BACK)), { recursive: true });
    writeFileSync(join(root, TAKEN_BACK), written);
  }
  const text = takenBackOn(treeAt(root), { warn: (...line: unknown[]) => void lines.push(line) });
  return { text, lines };
}

const well = {
  now: 3_600_000,
  metrics: {},
  clockSynced: true,
  stepped: undefined,
  doubtedByMs: undefined,
  day: undefined,
  clean: true,
  lastEnd: undefined,
  journal: { fault: undefined, oldestMs: 0 },
  brokerConnected: true,
  listeners: [],
  uplink: [],
  inboxOverflows: 0,
  siteFile: undefined,
} as const;

describe('a version that was taken back', () => {
  it('is told with both versions and why, in both languages, in the log and as a fault that stays', () => {
    const { text, lines } = toldOf('0.3.0+20261201.abc 0.2.0 not-ready\n');
    expect(text).toBe('version 0.3.0+20261201.abc was not ready in time, so 0.2.0 runs again');
    expect(detailWords(text ?? '')).toBe(
      'versi 0.3.0+20261201.abc tidak siap pada waktunya, jadi 0.2.0 berjalan kembali',
    );
    expect(lines).toEqual([[expect.objectContaining({ code: 'update.taken_back' }), text]]);
    expect([...conditions({ ...well, takenBack: text })]).toEqual([['update.taken_back', text]]);
    expect(detailWords(toldOf('2 1 not-started').text ?? '')).toMatch(/^versi 2 tidak dijalankan/);
    expect(detailWords(toldOf('2 1 asked').text ?? '')).toMatch(/^versi 2 dilepas oleh teknisi/);
  });

  it('is not told where there is none, or where nobody could have written it so', () => {
    for (const written of [
      undefined,
      '',
      '2 1',
      '2 1 because',
      `${'2'.repeat(101)} 1 asked`,
      '2 1 asked\n3 2 asked',
    ])
      expect([written, toldOf(written)]).toEqual([written, { text: undefined, lines: [] }]);
    expect([...conditions(well)]).toEqual([]);
  });

  it('is told by the file that the package writes', () => {
    const script = readFileSync('packaging/debian/take-back', 'utf8');
    expect(script).toContain(`state=${dirname(TAKEN_BACK)}\n`);
    expect(script).toContain('told=$state/taken-back\n');
    for (const cause of ['not-ready', 'not-started', 'asked']) expect(script).toContain(` ${cause}`);
  });
});
