import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const page = readFileSync('docs/new-device.md', 'utf8');

/** The parts of the page that say where they go: ```ts FILE is a whole file, ```diff FILE a change of one. */
const parts = [...page.matchAll(/^```(ts|diff) (\S+)\n([\s\S]*?)^```$/gm)].map(
  ([, sort = '', file = '', text = '']) => ({ sort, file, text }),
);

/** The TypeScript files that the page makes, and with those that it changes. */
const made = parts.filter(({ sort }) => sort === 'ts').map(({ file }) => file);
const code = [...new Set(parts.map(({ file }) => file).filter((file) => file.endsWith('.ts')))];

const folders = ['config', 'devices', 'docs', 'firmware-host', 'office', 'pages', 'simulators', 'test'];
const files = ['package.json', 'tsconfig.json', 'biome.json'];

/** How long a command may take. */
const commandMaxMs = 180_000;

let copy = '';

/** Runs a program of node_modules in the copy: what it printed, and whether it ended well. */
function run(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', program), ...args], {
    cwd: copy,
    encoding: 'utf8',
    timeout: commandMaxMs,
    env: {
      ...process.env,
      NO_COLOR: '1',
      LOKET_WRITE_DOCS: '1',
      CI: undefined,
      LOKET_TEST_REPORT: undefined,
    },
  });
  return { well: status === 0, said: `${stdout}${stderr}` };
}

const tests = (...args: readonly string[]) => run('vitest/vitest.mjs', 'run', '--maxWorkers=1', ...args);

/** A hunk replaces the text of its ` ` and `-` lines, which is there once, by that of its ` ` and `+` lines. */
function changed(before: string, hunk: string): string {
  const lines = hunk.split('\n').filter((line) => line !== '');
  const side = (mark: string) =>
    lines.flatMap((line) => (line[0] === ' ' || line[0] === mark ? [line.slice(1)] : [])).join('\n');
  const pieces = before.split(side('-'));
  if (pieces.length !== 2) throw new Error(`this stands ${pieces.length - 1} times, not once:\n${side('-')}`);
  return pieces.join(side('+'));
}

describe('docs/new-device.md, done word for word in a copy of the tree', () => {
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'loket-new-device-'));
    for (const path of [...folders, ...files]) cpSync(path, join(copy, path), { recursive: true });
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    // Nothing is built: these tests run the sources.
    writeFileSync(join(copy, 'vitest.config.mjs'), 'export default { test: { testTimeout: 60_000 } };\n');
    for (const { sort, file, text } of parts) {
      const path = join(copy, file);
      mkdirSync(dirname(path), { recursive: true });
      if (sort === 'ts') writeFileSync(path, text, { flag: 'wx' });
      else writeFileSync(path, text.split('@@\n').reduce(changed, readFileSync(path, 'utf8')));
    }
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  it('has a driver, hardware at the wire, a simulator and tests, and changes what is there', () => {
    expect(made.map((file) => file.split('/')[0])).toEqual(['devices', 'simulators', 'simulators', 'test']);
    expect(parts.filter(({ sort }) => sort === 'diff').length).toBeGreaterThan(4);
  });

  it('fits the types of the project', { timeout: commandMaxMs }, () => {
    const ofThePage = { extends: './tsconfig.json', include: code };
    writeFileSync(join(copy, 'tsconfig.page.json'), JSON.stringify(ofThePage));
    expect(run('typescript/bin/tsc', '-p', 'tsconfig.page.json').said).toBe('');
  });

  it('is in the style of the project', { timeout: commandMaxMs }, () => {
    const { well, said } = run(
      '@biomejs/biome/bin/biome',
      ...['check', '--vcs-enabled=false', '--error-on-warnings'],
      ...made,
    );
    expect(well, said).toBe(true);
  });

  it('is a kind that conforms on its simulator', { timeout: commandMaxMs }, () => {
    const { well, said } = tests('test/devices/conformance.test.ts', '-t', 'the kind line-display');
    expect(well, said).toBe(true);
    const conformed = Number(/Tests +(\d+) passed/.exec(said)?.[1]);
    expect(conformed).toBeGreaterThan(8);
  });

  it('leaves every test of devices and the site file content, once generated pages are made anew', {
    timeout: commandMaxMs,
  }, () => {
    const { well, said } = tests(
      ...['test/devices/line-display.test.ts', 'test/devices/serial-display.test.ts'],
      ...['test/config/document.test.ts', 'test/config/examples.test.ts', 'test/config/json-schema.test.ts'],
      ...['test/config/mistakes.test.ts', 'test/install/plan.test.ts', 'test/docs/supported.test.ts'],
      ...['test/tidy.test.ts', 'test/shape.test.ts', 'test/exports.test.ts', '--update'],
    );
    expect(well, said).toBe(true);
    expect(readFileSync(join(copy, 'test/config/golden/mistakes.en.txt'), 'utf8')).toContain('line-display');
    expect(readFileSync(join(copy, 'docs/supported.md'), 'utf8')).toContain('| `line-display` |');
    expect(readFileSync(join(copy, 'config/site.schema.json'), 'utf8')).toContain('line-display');
  });
});
