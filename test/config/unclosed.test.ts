import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../config/problem.ts';
import { readYaml } from '../../config/read-yaml.ts';

const told = (...lines: readonly string[]): readonly string[] => {
  const read = readYaml(lines.join('\n'), 'site.yaml');
  return 'problems' in read ? formatProblems('site.yaml', read.problems, 'en').split('\n') : [];
};

describe('a bracket or a quote that is not closed is told where it was opened, and once', () => {
  it('a brace, though YAML notices it a line below', () => {
    expect(told('version: 1', 'site: { id: a, zone: WIB', 'services:', '  p: { title: P }')).toEqual([
      'site.yaml:2:7 the { that opens here is never closed. Write } where it ends.',
    ]);
  });

  it('a bracket that ends with the brace around it', () => {
    expect(told('counters:', '  loket-1: { number: 1, serves: [paspor }', 'devices: {}')).toEqual([
      'site.yaml:2:33 the [ that opens here is never closed. Write ] where it ends.',
    ]);
  });

  it('one at the end of the file', () => {
    expect(told('a: [1, 2', '')).toEqual([
      'site.yaml:1:4 the [ that opens here is never closed. Write ] where it ends.',
    ]);
  });

  it('a quote, also one that meets the quote of another text', () => {
    expect(told('site: { title: "MPP, zone: WIB }', 'services: {}')).toEqual([
      'site.yaml:1:16 the " that opens here is never closed. Write " where it ends.',
    ]);
    expect(told('a: "x', '  y: "z"')).toEqual([
      'site.yaml:1:4 the " that opens here is never closed. Write " where it ends.',
    ]);
  });

  it('beside a mistake above it, which has nothing to do with it', () => {
    expect(told('a: b: c', 'd: { e: 1', 'f: 2')).toEqual([
      'site.yaml:1:4 there is a second colon in this line, or the line above is not finished. ' +
        'Put the text in quotes, such as "Loket 1: paspor".',
      'site.yaml:2:4 the { that opens here is never closed. Write } where it ends.',
    ]);
  });

  it('but not where all are closed: quotes in quotes, braces in quotes and comments, texts over lines', () => {
    expect(told("a: 'it''s {'", 'b: "say \\"[\\" # {" # } {', 'c: "one', '  two"', 'd: { e: [1] }')).toEqual(
      [],
    );
    expect(told('a: { b: 1 }}').join()).not.toContain('never closed');
  });
});
