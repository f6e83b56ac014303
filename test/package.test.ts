import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
}

const read = (path: string) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));
const project = read('package.json');
const locked: readonly (readonly [string, Locked])[] = Object.entries<Locked>(
  read('package-lock.json').packages,
).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '');

/** A range of versions, and not a word such as `latest`. */
const isRange = (spec: string): boolean => /^[\d^~<>=*]/.test(spec);

describe('what `npm ci` is given', () => {
  it('overrides no package that another one asks for by a word: npm 9.2 cannot compare it, and does not install', () => {
    const words = locked.flatMap(([path, { dependencies = {} }]) =>
      Object.entries(dependencies)
        .filter(([name, spec]) => name in project.overrides && !isRange(spec))
        .map(([name, spec]) => `${path} asks for ${name} "${spec}"`),
    );
    expect(words).toEqual([]);
  });

  it('compiles nothing that it cannot do without: what has an install script is optional, or brings its builds', () => {
    const needed = locked.filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional);
    const without = needed.flatMap(([path]) => {
      const has = builds(path);
      return ['linux-x64', 'linux-arm64']
        .filter((system) => !has.some((name) => name.includes(system)))
        .map((system) => `${path} for ${system}`);
    });
    expect(without).toEqual([]);
    expect(needed.length).toBeGreaterThan(0);
  });

  it('lets exactly those packages run a script that have one', () => {
    const scripted = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));
    expect(Object.keys(project.allowScripts).toSorted()).toEqual(scripted.toSorted());
  });

  it('names no address that a package was fetched from, so that any registry will do', () => {
    expect(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')).not.toContain(
      '"resolved"',
    );
  });
});

/** The systems that a package has builds for: in itself, or as optional packages of its own. */
function builds(path: string): readonly string[] {
  const own = locked
    .filter(([other]) => other.startsWith(`node_modules/@${nameOf(path)}/`))
    .map(([other]) => other);
  try {
    return [...own, ...readdirSync(new URL(`../${path}/prebuilds`, import.meta.url))];
  } catch {
    return own;
  }
}
