import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../config/functions.ts';
import { layouts } from '../../config/key-layouts.ts';
import { loadSite } from '../../config/load.ts';
import { formatProblems } from '../../config/problem.ts';
import { common, counter, general, service } from '../../config/schema.ts';
import { settingsAt } from '../../config/settings-at.ts';
import { kinds } from '../../devices/index.ts';

const text = readFileSync(new URL('../../docs/site-file.md', import.meta.url), 'utf8');
const words = new Set(text.split(/[^a-z0-9_-]+/));
const unnamed = (names: readonly string[]) => names.filter((name) => !words.has(name));

/** The YAML of the page by the part of the file it is about; where there are several, one after the other. */
function parts(): string {
  const found = new Map<string, string>();
  for (const [, block = ''] of text.matchAll(/```yaml\n(.*?)```/gs)) {
    const name = block.split(':', 1)[0] ?? '';
    if (!found.has(name)) found.set(name, block);
    else if (name === 'devices') found.set(name, `${found.get(name)}${block.replace('devices:\n', '')}`);
  }
  return ['version: 1\n', ...found.values()].join('');
}

describe('docs/site-file.md', () => {
  it('names every setting of the file', () => {
    const parts = Object.values(general).flatMap((part) => settingsAt(part, []));
    const settings = [service, counter, common].flatMap((schema) => settingsAt(schema, []));
    expect(unnamed([...Object.keys(general), ...parts, ...settings])).toEqual([]);
  });

  it('names every kind of device and its settings', () => {
    expect(unnamed(kinds.map(({ kind }) => kind))).toEqual([]);
    expect(unnamed(kinds.flatMap(({ options }) => settingsAt(options, [])))).toEqual([]);
  });

  it('names every function and layout of keys', () => {
    expect(unnamed([...functionNames, ...Object.keys(layouts)])).toEqual([]);
  });

  it('shows examples that are a site when they are put together', () => {
    const { site, problems } = loadSite(parts(), 'site-file.md', kinds);
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(formatProblems('site-file.md', errors)).toBe('');
    expect(site?.devices).toHaveLength(34);
  });
});
