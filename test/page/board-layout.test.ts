import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLayout, type Screen } from '../../pages/board/board-layout.ts';
import type { BoardView, DeskView, ServiceView, TurningText } from '../../pages/board/board-view.ts';
import type { Scene } from '../../pages/board/scene.ts';
import { widthOf } from '../../pages/board/text-fit.ts';
import { desk, emptyView, type Shown, shown, wideFont, words } from './board-scenes.ts';

const sizes = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
] as const;
/** A screen of 43 inches is 53.5 cm high, and letters of 2 cm are read at 6 m. */
const capShareMin = 2 / 53.5;
/** Half a pixel is nobody's business. */
const tolerance = 0.5;
const seed = Number(process.env.LOKET_SEED ?? Date.now() % 1_000_000);

const layoutOf = createLayout();
const screen = (width: number, height: number, of: Partial<Screen> = {}): Screen => ({
  ...{ width, height, font: wideFont, logoRatio: undefined, still: false },
  ...of,
});

const ticket = fc
  .tuple(fc.constantFrom('A', 'CS', 'B12'), fc.integer({ min: 1, max: 9_999 }))
  .map(([prefix, number]) => `${prefix}-${String(number).padStart(3, '0')}`);

const insteadOf: Readonly<Record<string, string>> = { idle: '–', closed: 'Tutup', break: 'Istirahat' };

/** About as often as they are in titles of services and counters. */
const usualLetters = 'aaaaaaaaeeeeiiiinnnnnrrrttttuuukkkssddggmmppllhhbbyyjcowAKPSLD5';
/** Names of such letters are half as wide again. */
const wideLetters = 'abdegmmnosuwwAKMMPWW59';

function viewsOf(letters: string): fc.Arbitrary<BoardView> {
  const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 16 });
  /** Titles have 60 characters at most, and words of any length. */
  const title = fc
    .array(word, { minLength: 1, maxLength: 20 })
    .map((all) => all.join(' ').slice(0, 60).trim())
    .filter((text) => text !== '');
  const longTitle = fc
    .array(word, { minLength: 20, maxLength: 30 })
    .map((all) => all.join(' ').slice(0, 60).trim());
  const desks: fc.Arbitrary<readonly DeskView[]> = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom('none', 'some', 'long'))
    .chain(([count, titles]) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, at) =>
          fc
            .record({
              state: fc.constantFrom('called', 'serving', 'idle', 'closed', 'break'),
              ticket,
              title: titles === 'long' ? longTitle : fc.option(title, { nil: undefined }),
              isFresh: fc.boolean(),
            })
            .map(({ state, ticket: number, title: named, isFresh }) =>
              desk(at + 1, {
                ...{ state, number: insteadOf[state] ?? number },
                ...(named === undefined || titles === 'none' ? {} : { title: named }),
                ...(isFresh && state === 'called' ? { fresh: `${number} 1` } : {}),
              }),
            ),
        ),
      ),
    );
  const services: fc.Arbitrary<readonly ServiceView[]> = fc.array(
    fc.record({
      ...{ id: fc.uuid(), title, waiting: fc.constantFrom('0', '7', '128', '–') },
      estimate: fc.constantFrom('', '± 5 mnt', '± 25 mnt', '± 2,5 jam', 'Tutup'),
    }),
    { maxLength: 20 },
  );
  const said: fc.Arbitrary<TurningText> = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 40 }), fc.array(word, { minLength: 1, maxLength: 40 }))
    .map(([one, other]) => ({ now: one.join(' '), all: [one.join(' '), other.join(' ')] }));

  return fc
    .record({
      ...{ title, zone: fc.option(title, { nil: undefined }), all: desks, services },
      isCalling: fc.boolean(),
      notices: fc.array(said, { maxLength: 3 }),
      running: fc.option(
        fc.array(word, { minLength: 1, maxLength: 80 }).map((all) => all.join(' ')),
        { nil: undefined },
      ),
      turn: fc.nat(200),
    })
    .map(({ all, isCalling, ...rest }) => ({
      ...emptyView,
      ...rest,
      newest: isCalling ? all[0] : undefined,
      desks: isCalling ? all.slice(1) : all,
    }));
}

const logoRatio = fc.option(fc.double({ min: 0.3, max: 6, noNaN: true }), { nil: undefined });

/** What is wrong with a picture, in words. */
function complaints(scene: Scene, { width, height, font }: Screen): readonly string[] {
  const all = shown(scene);
  const isRunning = ({ piece }: Shown) => piece.runsMs !== undefined;
  const texts = all.filter((one) => one.piece.text !== undefined && !isRunning(one));
  const outside = all
    .filter((one) => !isRunning(one))
    .filter(
      ({ left, top, right, bottom }) =>
        left < -tolerance || top < -tolerance || right > width + tolerance || bottom > height + tolerance,
    );
  const cut = texts.filter(({ piece: { box, text } }) =>
    text?.lines.some((line) => widthOf(font, line, text.size, text.bold) > box.width + tolerance),
  );
  const small = texts.filter(
    ({ piece: { text } }) => (text?.size ?? 0) * font.capEm < capShareMin * Math.min(width, height),
  );
  const beyond = all.filter((one) => {
    const parent = all.find(({ piece }) => piece === one.within.at(-1));
    if (parent === undefined || isRunning(one)) return false;
    return one.bottom > parent.bottom + tolerance || one.right > parent.right + tolerance;
  });
  const over = texts.flatMap((one, at) =>
    texts.slice(at + 1).flatMap((other) => (overlap(one, other) ? [`${name(one)} over ${name(other)}`] : [])),
  );
  return [
    ...outside.map((one) => `outside: ${name(one)}`),
    ...cut.map((one) => `cut: ${name(one)}`),
    ...small.map((one) => `small: ${name(one)}`),
    ...beyond.map((one) => `beyond its box: ${name(one)}`),
    ...over,
  ];
}

const name = ({ piece, within }: Shown) => [...within, piece].map(({ key }) => key).join(' > ');

function overlap(one: Shown, other: Shown): boolean {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > tolerance && down > tolerance;
}

describe.each(sizes)('on a screen of %d x %d', (width, height) => {
  it(`everything fits, can be read at 6 m, and lies on nothing else (LOKET_SEED=${seed})`, () => {
    fc.assert(
      fc.property(viewsOf(usualLetters), logoRatio, (one, ratio) => {
        const on = screen(width, height, { logoRatio: ratio });
        expect(complaints(layoutOf(one, on), on)).toEqual([]);
      }),
      { seed, numRuns: 100 },
    );
  });

  it(`everything fits, smaller if there is no other way, whatever the letters (LOKET_SEED=${seed})`, () => {
    fc.assert(
      fc.property(viewsOf(wideLetters), logoRatio, (one, ratio) => {
        const on = screen(width, height, { logoRatio: ratio });
        const found = complaints(layoutOf(one, on), on);
        expect(found.filter((complaint) => !complaint.startsWith('small'))).toEqual([]);
      }),
      { seed, numRuns: 50 },
    );
  });

  it('shows every counter and every service in the course of its turns, and the newest call in each', () => {
    fc.assert(
      fc.property(viewsOf(usualLetters), (one) => {
        const seen = new Set<string>();
        // A page has one of them at least.
        for (let turn = 0; turn < one.desks.length + one.services.length + 1; turn++) {
          const scene = layoutOf({ ...one, turn }, screen(width, height));
          for (const { piece } of shown(scene))
            seen.add(piece.attributes?.['data-counter'] ?? piece.attributes?.['data-service'] ?? '');
          if (one.newest !== undefined)
            expect(
              shown(scene).some(({ piece }) => piece.attributes?.['data-newest'] === one.newest?.id),
            ).toBe(true);
        }
        const all = [...one.desks, ...one.services].map(({ id }) => id);
        expect(all.filter((id) => !seen.has(id))).toEqual([]);
      }),
      { seed, numRuns: 2 },
    );
  });

  it('gives a row the height of a title of several lines, wherever that is', () => {
    const several = 'Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Lt2';
    for (let count = 1; count <= 30; count++) {
      const all = Array.from({ length: count }, (_, at) =>
        desk(at + 1, { title: several.slice(0, 10 + 2 * at) }),
      );
      const on = screen(width, height);
      expect(complaints(layoutOf({ ...emptyView, desks: all }, on), on)).toEqual([]);
    }
  });

  it('cuts no letter of what a page shows', () => {
    const title60 = 'Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Lt2';
    const newest = desk(1, { state: 'called', title: title60, number: 'A-012' });
    const all = { ...emptyView, title: title60, zone: title60, newest, desks: [desk(2, { title: title60 })] };
    const letters = title60.replaceAll(' ', '');
    expect(words(layoutOf(all, screen(width, height))).split(letters)).toHaveLength(5);
  });
});

it('has the date and the time below a title of one line that has no room beside them', () => {
  const on = screen(1080, 1920);
  const title = 'Wmaaaa9aaaaa aaaPwaa';
  expect(complaints(layoutOf({ ...emptyView, title }, on), on)).toEqual([]);
});

it('needs no smaller letters on a television of another shape either', () => {
  const all = Array.from({ length: 30 }, (_, at) => desk(at + 1, { title: `Pelayanan Nomor ${at + 1}` }));
  for (const [width, height] of [
    [1024, 768],
    [1366, 768],
    [2560, 1080],
    [1920, 540],
    [800, 600],
  ] as const) {
    const on = screen(width, height);
    expect(complaints(layoutOf({ ...emptyView, newest: all[0], desks: all.slice(1) }, on), on)).toEqual([]);
  }
});
