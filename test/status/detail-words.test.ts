import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { kindOf } from '../../firmware-host/status/detail-template.ts';
import { detailSaid, detailTexts, detailWords } from '../../firmware-host/status/detail-words.ts';
import { logTexts } from '../../firmware-host/status/log-texts.ts';
import { parsedSources } from '../parsed-sources.ts';
import { dropsOf, faultsIn, notForPeople, sentencesIn } from './sentences-in-source.ts';

const holes = (text: string): readonly string[] => [...text.matchAll(/\{[^}]*\}/g)].map(([name]) => name);
const shape = (text: string) => text.replaceAll(/\{[a-z]+\d?\}/g, '…');
const shapes = new Set([...Object.keys(detailTexts), ...Object.keys(logTexts)].map(shape));

describe('a detail', () => {
  it('is told in Indonesian, with its values', () => {
    expect(detailSaid('tcp://10.0.0.7:9100: no answer within 3000 ms')).toEqual({
      en: 'tcp://10.0.0.7:9100: no answer within 3000 ms',
      id: 'tcp://10.0.0.7:9100: tidak ada jawaban dalam 3000 ms',
    });
    expect(detailWords('HID 04d9:a02a serial 7F is not plugged in')).toBe(
      'HID 04d9:a02a serial 7F tidak terpasang',
    );
    expect(detailWords('2 devices match HID 04d9:a02a')).toBe('2 perangkat cocok dengan HID 04d9:a02a');
  });

  it('within another one is told too', () => {
    expect(
      detailWords(
        'display 3 refuses its number (exception 2): it has no such register: check `register` and `digits`',
      ),
    ).toBe(
      'papan 3 menolak angkanya (exception 2): papan tidak punya register itu: periksa `register` dan `digits`',
    );
    expect(
      detailWords(
        'It does not answer DLE EOT 3: its cutter and other errors; 4: its paper. That is unknown.',
      ),
    ).toBe('Tidak menjawab DLE EOT 3: pemotong dan kesalahan lain; 4: kertasnya. Itu tidak diketahui.');
    expect(detailWords('/d/counts: it is empty; it is kept as /d/counts.unread')).toBe(
      '/d/counts: kosong; disimpan sebagai /d/counts.unread',
    );
  });

  it('of the system or a library is quoted as it was written', () => {
    expect(detailSaid("/dev/lp0: ENOENT: no such file or directory, open '/dev/lp0'").id).toBe(
      `/dev/lp0: pesan asli "ENOENT: no such file or directory, open '/dev/lp0'"`,
    );
    expect(detailSaid('socket hang up').id).toBe('pesan asli "socket hang up"');
    expect(detailWords('socket hang up')).toBeUndefined();
  });

  it('that is a sentence of the catalogue is the sentence of the catalogue', () => {
    for (const { en, id } of Object.values(faultCatalogue)) expect(detailSaid(en)).toEqual({ en, id });
  });

  it('that a device has made to look like two things is quoted, and takes no time', () => {
    const two = '/dev/ttyUSB0 is open for a, not b, not c';
    expect(detailSaid(two).id).toBe(`pesan asli "${two}"`);
    const slow = `/dev/ttyUSB0 is open for a${', not '.repeat(150)}b`;
    expect(detailSaid(slow).id).toBe(`pesan asli "${slow}"`);
    const long = 'gpiomon does not start watching'.padEnd(200_000, ': ');
    expect(detailSaid(long).id).toBe(`pesan asli "${long}"`);
  });
});

/** What can stand in a hole of a kind: what usually does, and the words of other details in that form. */
const anyWords = fc.constantFrom(...Object.keys(detailTexts).map((text) => text.replaceAll(/[{}]/g, '')));
const hostile = fc
  .array(fc.oneof(anyWords, fc.string({ maxLength: 8 }), fc.constantFrom("'", "', not ", ': ', '; ', ', ')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '' && text.length < 300);
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  n: fc.integer({ min: -9_999, max: 9_999_999 }).map(String),
  word: fc.oneof(
    fc.constantFrom('/dev/ttyUSB0', 'papan-1', 'tcp://10.0.0.7:9100', 'default'),
    hostile.map((text) => text.replaceAll(/\s+/g, '-')),
  ),
  place: fc.oneof(
    fc.constantFrom('GPIO 17', 'HID 04d9:a02a serial 7 at /dev/loket/pad', 'chip 0x70 on /dev/i2c-1'),
    hostile.map((text) => `HID 04d9:a02a serial ${text.replaceAll(': ', ' ')}`),
    hostile.map((text) => text.replaceAll(/\s+/g, '')),
  ),
  names: hostile.map((text) => text.replaceAll('; ', ' ')),
  text: hostile,
};

describe('the words of details (property)', () => {
  it('keep each value as it is, whatever it holds', () => {
    const seed = fc.sample(fc.integer(), 1)[0] ?? 0;
    const plain = Object.keys(detailTexts).filter(
      (text) => holes(text).length > 0 && !text.includes('{detail'),
    );
    fc.assert(
      fc.property(
        fc
          .constantFrom(...plain)
          .chain((template) =>
            fc.tuple(
              fc.constant(template),
              fc.tuple(...holes(template).map((name) => values[kindOf(name) ?? ''] ?? fc.constant('?'))),
            ),
          ),
        ([template, filling]) => {
          const names = holes(template);
          const put = (text: string) =>
            text.replaceAll(/\{[^}]*\}/g, (name) => filling[names.indexOf(name)] ?? '');
          const { en, id } = detailSaid(put(template));
          expect(en).toBe(put(template));
          const asWritten = [`pesan asli "${en}"`, en.replace(/: (.*)$/s, ': pesan asli "$1"')];
          expect([put(detailTexts[template] ?? ''), ...asWritten]).toContain(id);
        },
      ),
      { seed, numRuns: 3_000 },
    );
  });

  it('say something of any text, and end', () => {
    const seed = fc.sample(fc.integer(), 1)[0] ?? 0;
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (text) => {
        expect(detailSaid(text).id.length).toBeGreaterThanOrEqual(text === '' ? 0 : 1);
      }),
      { seed, numRuns: 1_000 },
    );
  });
});

describe('the table of details', () => {
  it.each(Object.entries(detailTexts))('%s', (en, id) => {
    const names = holes(en);
    expect(names.filter((name) => kindOf(name) === undefined)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(holes(id).toSorted()).toEqual(names.toSorted());
    expect(en).not.toMatch(/\}\{/);
    // It is read as itself and as nothing else.
    const usual: Readonly<Record<string, string>> = {
      n: '7',
      word: '/dev/x1',
      detail: 'the chip was closed',
    };
    const put = (text: string, detail: string) =>
      text.replaceAll(/\{[^}]*\}/g, (name) =>
        kindOf(name) === 'detail' ? detail : (usual[kindOf(name) ?? ''] ?? '/dev/x2'),
      );
    expect(detailWords(put(en, 'the chip was closed'))).toBe(put(id, 'chip sudah ditutup'));
  });
});

/** The literals that are details, by file. */
const inSource = [...parsedSources()]
  .filter(([path]) => /^(devices|firmware-host)\//.test(path) && !notForPeople.some((one) => one.test(path)))
  .flatMap(([path, file]) => sentencesIn(file).map((text) => ({ path, text })));

/** What simulated hardware says to its driver. */
const ofSimulated = [...parsedSources()]
  .filter(([path]) => /^simulators\/(?!fleet\/)/.test(path))
  .flatMap(([path, file]) => faultsIn(file).map((text) => ({ path, text })));

/** What is wrong with an image is shown at once in both languages, and is the detail of a fault too. */
const ofImages = [...parsedSources()]
  .filter(([path]) => /^firmware-host\/\w+\/(logo-image|logo-raster|board-logo|ticket-logo)\.ts$/.test(path))
  .flatMap(([path, file]) => sentencesIn(file, true).map((text) => ({ path, text })));

/** Also without what may stand before a detail: a place, or another detail. */
const forms = (text: string): readonly string[] => [
  text,
  text.replace(/^GPIO …/, '…'),
  text.replace(/^(?:…|\d+)(?::…)*: /, ''),
  text.replace(/^…?; /, ''),
];
const hasWords = (text: string): boolean => forms(text).some((one) => shapes.has(one));
/** Written as `… is …`: the state of a device that cannot be used. */
const ofStates = ['starting', 'offline', 'disabled', 'unknown'].map((state) => `… is ${state}`);

describe('every sentence that the host and its drivers write', () => {
  it('has Indonesian words', () => {
    expect(
      [...inSource, ...ofImages, ...ofSimulated]
        .filter(({ path, text }) => !hasWords(text) && !dropsOf(path).includes(text))
        .map(({ path, text }) => `${path}: ${text}`),
    ).toEqual([]);
  });

  it('is still written: no words are left over, and no exception', () => {
    const written = new Set([
      ...ofStates,
      ...[...inSource, ...ofImages, ...ofSimulated].flatMap(({ text }) => forms(text)),
    ]);
    const single = (text: string) => !/ /.test(text);
    expect([...shapes].filter((text) => !written.has(text) && !single(text))).toEqual([]);
    const paths = [...new Set(inSource.map(({ path }) => path))];
    expect(
      paths.flatMap((path) =>
        dropsOf(path).filter((text) => !inSource.some((one) => one.path === path && one.text === text)),
      ),
    ).toEqual([]);
  });

  it('would be found', () => {
    const file = ts.createSourceFile(
      'a.ts',
      [
        'const late = () => new Fault("link.timeout", "the box has no such thing");',
        "clock.after(5, late, 'board: ask again'); const words = { id: 'dua kata', en: 'two words' };",
        "throw new Error('not so fast');",
      ].join('\n'),
      ts.ScriptTarget.Latest,
      true,
    );
    expect(sentencesIn(file)).toEqual(['the box has no such thing', 'not so fast']);
    expect(hasWords('the box has no such thing')).toBe(false);
    expect(hasWords('…: no answer within … ms')).toBe(true);
  });
});
