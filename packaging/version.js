import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { called } from './called.js';

/**
 * The version of the package, and the time that everything in it bears, in seconds: those of the commit. A commit that
 * is no release comes behind the last one and before the next: `0.2.0+20261129221000.1f31ef5`.
 */
export function versionOf(project) {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const git = (...args) => called('git', args, { cwd: project }).trim();
  const epochS = Number(git('log', '-1', '--format=%ct'));
  const isRelease = git('tag', '--points-at', 'HEAD').split('\n').includes(`v${version}`);
  const changed = git('status', '--porcelain') === '' ? '' : '.changed';
  if (isRelease && changed === '') return { version, epochS };
  const time = new Date(epochS * 1_000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return { version: `${version}+${time}.${git('rev-parse', '--short=7', 'HEAD')}${changed}`, epochS };
}
