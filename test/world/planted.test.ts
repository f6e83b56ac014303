import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { planted } from './planted.ts';

// `npm run world:planted` takes most of an hour; that each of its defects can still be put in is known at once.
it('every planted defect has one place in the sources, and the test that is to find it is there', () => {
  const misplaced = planted.filter(
    ({ file, from }) => !existsSync(file) || readFileSync(file, 'utf8').split(from).length !== 2,
  );
  expect(misplaced.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
  const untested = planted.filter(({ test }) => test !== undefined && !existsSync(test));
  expect(untested.map(({ name, test }) => `${test}: ${name}`)).toEqual([]);
});

it('no two planted defects have one name', () => {
  const names = planted.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
