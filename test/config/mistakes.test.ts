import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { formatProblems } from '../../config/problem.ts';
import type { Language } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';

const text = readFileSync(new URL('./golden/mistakes.yaml', import.meta.url), 'utf8');
const { site, problems } = loadSite(text, 'mistakes.yaml', kinds);
const told = (language: Language) => `${formatProblems('mistakes.yaml', problems, language)}\n`;

describe('a file with many mistakes', () => {
  it('tells all of them at once, each with its place, in the order of the file', async () => {
    expect(site).toBeUndefined();
    await expect(told('en')).toMatchFileSnapshot('./golden/mistakes.en.txt');
  });

  it('tells them in Indonesian too', async () => {
    await expect(told('id')).toMatchFileSnapshot('./golden/mistakes.id.txt');
  });

  it('has a comment at each mistake, and no problem where there is none', () => {
    const marked = text.split('\n').flatMap((line, at) => (line.includes('# wrong') ? [at + 1] : []));
    expect([...new Set(problems.map(({ line }) => line))]).toEqual(marked);
  });
});
