import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Language } from '../../../config/site.ts';
import { language } from '../../process/console-language.ts';
import { commandTexts } from '../command-texts.ts';
import type { Step } from './install-plan.ts';
import type { NotDone } from './lacks.ts';
import { whyNotDone } from './system-commands.ts';

/** The parts of the package that are needed to run it: no sources, no tests, nothing they import. */
const parts = [
  'dist/firmware-host/cli/loket.js',
  'dist/program',
  'dist/pages',
  'node_modules',
  'config',
  'docs',
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];

/**
 * Carries out the steps; `tell` is called with each before it is done. If `root` is a folder other than `/`, no command
 * is run; the machine does the same work when it starts from there. Continues after a lesser command that fails, and
 * returns those. Throws at any other failing step; completed steps stay, and repeating all of them is safe.
 */
export function carryOut(
  steps: readonly Step[],
  root: string,
  tell: (line: string) => void,
): readonly NotDone[] {
  const lacks: NotDone[] = [];
  // The service must be able to read the files that root writes, whatever root's own umask is.
  const before = process.umask(0o022);
  try {
    for (const step of steps) {
      if (step.do === 'run' && root !== '/') continue;
      tell(said(step));
      if (step.do !== 'run') place(step, join(root, step.path));
      else {
        const why = whyNotDone(step);
        if (why === undefined) continue;
        if (step.lack === undefined) throw new Error(why);
        tell(commandTexts().notDone(why));
        lacks.push({ lack: step.lack, why });
      }
    }
    return lacks;
  } finally {
    process.umask(before);
  }
}

const verbs: Readonly<Record<Language, Readonly<Record<Step['do'], string>>>> = {
  id: { write: 'tulis', copy: 'salin', version: 'versi', link: 'tautkan', remove: 'hapus', run: 'jalankan' },
  en: { write: 'write', copy: 'copy', version: 'version', link: 'link', remove: 'remove', run: 'run' },
};

/** One line for a step. */
export function said(step: Step): string {
  return `${verbs[language(undefined)][step.do].padEnd(8)} ${whatOf(step)}`;
}

function whatOf(step: Step): string {
  switch (step.do) {
    case 'write':
      return `${step.path} (${octal(step.mode)})`;
    case 'copy':
      return `${step.from} -> ${step.path} (${octal(step.mode)})`;
    case 'version':
      return `${step.from} -> ${step.path}`;
    case 'link':
      return `${step.path} -> ${step.to}`;
    case 'remove':
      return step.path;
    case 'run':
      return step.command.join(' ');
  }
}

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

function place(step: Exclude<Step, { readonly do: 'run' }>, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  switch (step.do) {
    case 'write':
      if (step.keepOld && existsSync(path) && readFileSync(path, 'utf8') !== step.text)
        renameSync(path, `${path}.old`);
      replace(path, (fresh) => writeFileSync(fresh, step.text, { mode: step.mode }));
      break;
    case 'copy':
      // Whole or not at all: what is there is never copied again.
      if (!existsSync(path))
        replace(path, (fresh) => writeFileSync(fresh, readFileSync(step.from), { mode: step.mode }));
      break;
    case 'version':
      placeVersion(step.from, path);
      break;
    case 'link':
      replace(path, (fresh) => symlinkSync(step.to, fresh));
      break;
    case 'remove':
      rmSync(path, { recursive: true, force: true });
      break;
  }
}

/**
 * The copy is completed before it replaces the old one, which also allows the installed program to install another site
 * over itself.
 */
function placeVersion(from: string, path: string): void {
  rmSync(`${path}.new`, { recursive: true, force: true });
  for (const part of parts.filter((name) => existsSync(join(from, name))))
    cpSync(join(from, part), join(`${path}.new`, part), { recursive: true, dereference: true });
  rmSync(path, { recursive: true, force: true });
  renameSync(`${path}.new`, path);
}

/**
 * Creates a new file beside the old one and renames it over that, so that after a power cut either of them is there.
 */
function replace(path: string, make: (fresh: string) => void): void {
  const fresh = `${path}.new`;
  if (lstatSync(fresh, { throwIfNoEntry: false })) rmSync(fresh);
  make(fresh);
  renameSync(fresh, path);
}
