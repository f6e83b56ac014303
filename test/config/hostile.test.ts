import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loaded, loadSite, readSiteFile } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { hallText } from './site-text.ts';

const examples = ['simulated-hall', 'mpp-batam', 'mpp-banyuwangi'].map((name) => ({
  name,
  text: readFileSync(new URL(`../../config/examples/${name}.yaml`, import.meta.url), 'utf8'),
}));

/** Mutations of each example, in groups with a seed of their own: 10,000 with LOKET_FULL=1. */
const groupOf = 500;
const groups = process.env.LOKET_FULL === '1' ? 20 : 1;
/** Processor time one file may take, whatever is wrong with it. The slowest example takes a hundredth of it. */
const fileMaxMs = 2_000;

function load(text: string): Loaded {
  const before = process.cpuUsage();
  const loaded = loadSite(text, 'site.yaml', kinds);
  const { user, system } = process.cpuUsage(before);
  if ((user + system) / 1_000 > fileMaxMs) throw new Error(`takes too long: ${JSON.stringify(text)}`);
  return loaded;
}

/** Each file is either understood or has an error with a code and words, that stands inside it. */
function expectAnswered({ site, problems }: Loaded, text: string): void {
  for (const { code, text: said } of problems)
    if (code === 'kind-says' || said.en === '' || said.id === '') throw new Error(`no words for ${code}`);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if ((site === undefined) !== errors.length > 0) throw new Error(`no answer to ${JSON.stringify(text)}`);
  const lines = text.split('\n');
  for (const { line, column, text: said } of problems)
    if (line < 1 || line > lines.length || column < 1 || column > (lines[line - 1] ?? '').length + 1)
      throw new Error(`${line}:${column} is outside of the file: ${said.en}`);
}

const codes = (text: string) => loadSite(text, 'site.yaml', kinds).problems.map(({ code }) => code);
const places = (text: string) =>
  loadSite(text, 'site.yaml', kinds).problems.map(({ code, line, column }) => `${line}:${column} ${code}`);

/** Each truncation is read anew, so their cost grows with the square of the length: of a long file every third. */
const stepOf = (text: string): number => (text.length > 5_000 ? 3 : 1);

describe('a damaged file', () => {
  for (const { name, text } of examples)
    it(`truncated anywhere, ${name} is a site or has a place that is wrong`, { timeout: 120_000 }, () => {
      for (let length = 0; length < text.length; length += stepOf(text)) {
        const start = text.slice(0, length);
        // Within a comment nothing changes from one letter to the next.
        if (/(^| )#[^\n]+$/.test(start)) continue;
        expectAnswered(load(start), start);
      }
    });

  const mutation = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(3),
    put: fc.string({ unit: fc.constantFrom(...' \n\t-:,[]{}&*!|>#%?"\'@`0aZ/.~<\0\u001b€'), maxLength: 3 }),
  });
  for (const { name, text: whole } of examples)
    for (let group = 0; group < groups; group++) {
      const seed = 20_260_817 + group;
      it(`so is ${name} with some of its bytes changed (seed ${seed})`, { timeout: 120_000 }, () => {
        fc.assert(
          fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
            let text = whole;
            for (const { at, cut, put } of mutations) {
              const offset = Math.floor(at * text.length);
              text = text.slice(0, offset) + put + text.slice(offset + cut);
            }
            expectAnswered(load(text), text);
          }),
          { numRuns: groupOf, seed },
        );
      });
    }

  it('has a text for any values whatever', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        expectAnswered(load(text), text);
      }),
    );
  });
});

describe('mistakes in the YAML itself', () => {
  it('a name written twice is told with both places', () => {
    const { problems } = loadSite('version: 1\nsite: { id: a,\n  id: b }', 'site.yaml', kinds);
    expect(problems).toMatchObject([
      {
        code: 'duplicate-name',
        line: 3,
        column: 3,
        text: { en: "'id' is already written at site.yaml:2:9" },
      },
    ]);
  });

  it('tabs, second documents, tags, merges and names that are no words are explained where they stand', () => {
    expect(places('site:\n\tid: a')).toEqual(['2:1 yaml']);
    expect(places('version: 1\n---\nversion: 1')).toEqual(['2:1 yaml']);
    expect(places('version: !!js/function 1')).toEqual(['1:10 yaml']);
    expect(places('a: &a { b: 1 }\nc: { <<: *a }')).toEqual(['2:6 merge-name']);
    expect(places('version: 1\n? [a]\n: 1')).toEqual(['2:3 yaml']);
  });

  it('an anchor may stand for a value used several times', () => {
    const counters =
      'counters: { loket-1: { number: 1, serves: &all [paspor] }, loket-2: { number: 2, serves: *all } }';
    expect(
      loadSite(hallText({ counters }), 'site.yaml', kinds).site?.hall.counters.get('loket-2')?.serves,
    ).toEqual(['paspor']);
  });

  it('aliases without anchor, around in a circle or without end are refused', () => {
    expect(places('version: 1\nsite: *nowhere')).toEqual(['2:7 bad-alias']);
    expect(codes('site: &a { title: *a }')).toContain('wrong-type');
    const levels = 'abcdefghi'.split('').map((name, at) => {
      const below = at === 0 ? 'x' : `*${'abcdefghi'[at - 1]}`;
      return `${name}: &${name} [${Array(9).fill(below).join(', ')}]`;
    });
    expect(places(levels.join('\n'))).toEqual(['2:8 bad-alias']);
    expect(codes(`- &a x\n${'- *a\n'.repeat(5_000)}`)).toEqual(['too-many-aliases']);
  });

  it('nesting without end is refused before it is parsed', () => {
    expect(places('['.repeat(500))).toEqual(['1:21 too-deep']);
    expect(places('- '.repeat(100))).toEqual(['1:41 too-deep']);
    expect(codes('? '.repeat(400))).toEqual(['too-deep']);
    expect(codes(`a:\n${' '.repeat(200)}b: 1`)).toEqual(['too-deep']);
    expect(places(`a: 1\nb: ${'x'.repeat(2_000)}`)).toEqual(['2:1 line-too-long']);
  });

  it('no more than a hundred problems are told, and that there are more', () => {
    const many = `devices:\n${Array.from({ length: 5_000 }, (_, at) => `  d-${at}: 1`).join('\n')}`;
    const found = codes(many);
    expect(found).toHaveLength(100);
    expect(found.at(-1)).toBe('more-problems');
  });

  it('control characters of the file do not reach the terminal', () => {
    const { problems } = loadSite('"\\e[2Jversion": "\\e[31m"', 'site.yaml', kinds);
    const said = JSON.stringify(problems);
    expect(said).toContain('version');
    expect(said).not.toContain('\\u001b');
  });
});

describe('a site file on disk', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loket-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function read(bytes: string | Uint8Array) {
    const path = join(folder, 'site.yaml');
    writeFileSync(path, bytes);
    const { site, problems } = await readSiteFile(path, kinds);
    return site?.id ?? problems.map(({ code, line, column }) => `${line}:${column} ${code}`);
  }

  it('may begin with the mark of Windows editors', async () => {
    expect(await read(`\uFEFF${hallText()}`)).toBe('mpp');
  });

  it('of 10 MB is refused without being parsed', async () => {
    expect(await read('a'.repeat(10_000_000))).toEqual(['1:1 file-too-large']);
  });

  it('that is not UTF-8 is refused where that shows', async () => {
    expect(await read(Buffer.from(`\uFEFF${hallText()}`, 'utf16le'))).toEqual(['1:1 file-encoding']);
    expect(await read(Buffer.from('version: 1\ntitle: \xe9', 'latin1'))).toEqual(['2:8 file-encoding']);
    expect(await read('version: 1\n\0')).toEqual(['2:1 file-nul']);
  });

  it('that is not there, or is a folder, is a problem like any other', async () => {
    const { problems } = await readSiteFile(join(folder, 'missing.yaml'), kinds);
    expect(problems).toMatchObject([{ code: 'file-unreadable', line: 1, column: 1 }]);
    expect((await readSiteFile(folder, kinds)).problems).toMatchObject([{ code: 'file-unreadable' }]);
  });
});
