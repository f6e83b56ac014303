import { basename } from 'node:path';
import { group } from '../../config/entries.ts';
import { readBy, tellUnknown } from '../../config/explain.ts';
import { isLoopback } from '../../config/mqtt.ts';
import type { Problem } from '../../config/problem.ts';
import { readYaml } from '../../config/read-yaml.ts';
import { createReport, type Report } from '../../config/report.ts';
import type { Language } from '../../config/site.ts';
import { readText, tooLarge } from '../../config/text-file.ts';
import { say } from '../../config/texts/texts.ts';
import { type DraftOffice, type OfficeSettings, officeParts } from './office-settings.ts';

const currentVersion = 1;
const names = Object.keys(officeParts) as (keyof OfficeSettings)[];

export interface LoadedOffice {
  /** Present unless one of the problems is an error. */
  readonly office?: OfficeSettings;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  /** What `office.language` says, also in a file with mistakes. */
  readonly language?: Language | undefined;
}

/** Whether this text is meant as an office file: it has a group `office` and none of a hall. */
export const isOfficeFile = (text: string): boolean =>
  /^office\s*:/m.test(text) && !/^(site|services|counters|devices)\s*:/m.test(text);

/** Loads an office from the text of its file, or returns every problem in it. Never throws. */
export function loadOffice(text: string, file: string): LoadedOffice {
  const large = tooLarge(text);
  if (large !== undefined) return large;
  const yaml = readYaml(text.replace(/^\uFEFF/, ''), file);
  if ('problems' in yaml) return yaml;
  const report = createReport(file, yaml.tree.locate);
  const draft = readDraft(yaml.tree.value, report);
  if (draft !== undefined) checkTogether(draft, report);
  const problems = report.problems();
  const language = draft?.office?.language;
  if (draft === undefined || report.hasErrors()) return { problems, language };
  return { office: draft as OfficeSettings, problems, language };
}

/** Reads and loads an office file. A file that cannot be read gives a problem like any other. */
export async function readOfficeFile(path: string): Promise<LoadedOffice> {
  const read = await readText(path);
  return 'problems' in read ? read : loadOffice(read.text, basename(path));
}

function readDraft(value: unknown, report: Report): DraftOffice | undefined {
  if (value === null || value === undefined) {
    report.error([], say('file-empty'));
    return undefined;
  }
  const file = group(value, [], report);
  if (file === undefined) return undefined;
  const known = ['version', ...names];
  tellUnknown(
    Object.keys(file).filter((name) => !known.includes(name)),
    known,
    [],
    report,
  );
  if (file.version === undefined) report.missing(['version']);
  else if (file.version !== currentVersion)
    report.error(['version'], say('bad-version', String(file.version)));
  const read = names.map((name) => [name, readBy(officeParts[name], file[name], [name], report)] as const);
  return Object.fromEntries(read) as unknown as DraftOffice;
}

/** Settings that contradict each other. */
function checkTogether({ store, web, users }: DraftOffice, report: Report): void {
  if (store?.kind === 'postgresql' && store.url === undefined)
    report.error(['store'], say('database-needs-url'), 'name');
  if (store?.kind === 'sqlite')
    for (const name of ['url', 'password', 'ca'] as const)
      if (store[name] !== undefined) report.error(['store', name], say('not-with-sqlite'), 'name');
  const seen = new Set<string>();
  for (const [index, { name }] of (users ?? []).entries()) {
    if (seen.has(name)) report.error(['users', index, 'name'], say('same-user', name));
    seen.add(name);
  }
  if (users?.length === 0) report.warn(['users'], say('office-without-users'), 'name');
  if (web !== undefined && !isLoopback(web.host) && web.tls === undefined)
    report.warn(['web', 'host'], say('lan-without-tls'));
}
