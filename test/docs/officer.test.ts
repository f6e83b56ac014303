import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layouts } from '../../config/key-layouts.ts';
import { limits } from '../../firmware-host/loop/loop-limits.ts';
import { counterText } from '../../firmware-host/perform/counter-text.ts';
import { refusals } from '../../firmware-host/queue/refusals.ts';

const page = readFileSync(new URL('../../docs/officer.md', import.meta.url), 'utf8');
const [indonesian = '', english = ''] = page.split('\n---\n');

const languages = [
  {
    language: 'Indonesian',
    text: indonesian,
    display: 'Yang tampil di papan angka',
    functions: 'Arti setiap fungsi',
    acts: { atOnce: 'seketika', atRelease: 'saat dilepas', later: `${limits.doubleMs} ms setelah dilepas` },
    forgotten: `setelah ${limits.entryMs / 1000} detik`,
  },
  {
    language: 'English',
    text: english,
    display: 'What the display shows',
    functions: 'What each function does',
    acts: { atOnce: 'at once', atRelease: 'at release', later: `${limits.doubleMs} ms after release` },
    forgotten: `after ${limits.entryMs / 1000} seconds`,
  },
];

/** The rows of the table below a heading, without the two that head it. */
function table(text: string, heading: string): readonly (readonly string[])[] {
  const section = text.split(/^## /m).find((part) => part.split('\n', 1)[0]?.includes(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The word in backticks, such as a function: `Panggil ulang `recall`` has `recall`. */
const coded = (cell: string | undefined) => /`([^`]+)`$/.exec(cell ?? '')?.[1];

const keysOf = (cell = '') => (cell === '`0` ... `9`' ? [...'0123456789'] : [coded(cell) ?? '']);

describe.each(languages)('the $language half of docs/officer.md', (half) => {
  it.each(Object.entries(layouts))('shows the layout %s as it is', (name, layout) => {
    const shown = table(half.text, `\`${name}\``).flatMap(([keys, short, double, long, acts]) =>
      keysOf(keys).map((key) => [
        key,
        { short: coded(short), double: coded(double), long: coded(long), acts },
      ]),
    );
    const real = Object.entries<{ readonly [press: string]: string }>(layout).map(([key, presses]) => {
      const word = (press: string) => presses[press]?.replace(/ \d$/, '');
      const { atOnce, atRelease, later } = half.acts;
      const acts = presses.double !== undefined ? later : presses.long !== undefined ? atRelease : atOnce;
      return [key, { short: word('short'), double: word('double'), long: word('long'), acts }];
    });
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(real));
  });

  it('explains every function of the layouts, and calls it the same everywhere', () => {
    const explained = table(half.text, half.functions).map(([name]) => name);
    const used = Object.keys(layouts).flatMap((name) =>
      table(half.text, `\`${name}\``).flatMap((cells) => cells.slice(1, 4).filter((cell) => cell !== '')),
    );
    expect([...new Set(used)].sort()).toEqual([...explained].sort());
  });

  it('explains whatever the display can show', () => {
    const states = ['idle', 'armed', 'break'] as const;
    const glyphs = [
      'A-012',
      ...states.map((state) => counterText({ state })),
      ...Object.values(refusals).map((refusal) => refusal.glyphs),
    ];
    const explained = table(half.text, half.display).flatMap(([shown]) => coded(shown) ?? []);
    expect(explained.sort()).toEqual([...new Set(glyphs)].sort());
  });

  it('has the times of the keys', () => {
    expect(half.text).toContain(`${limits.longMs} ms`);
    expect(half.text).toContain(`${limits.doubleMs} ms`);
    expect(half.text).toContain(half.forgotten);
  });
});
