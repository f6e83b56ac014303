import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type AddTo, addFormFile } from '../../firmware-host/cli/ikm/add-forms.ts';
import { formLists } from '../../firmware-host/cli/ikm/form-files.ts';
import { surveyElements } from '../../firmware-host/satisfaction/elements.ts';
import { ikmReport } from '../../firmware-host/satisfaction/ikm-report.ts';
import { nothingCounted } from '../../firmware-host/satisfaction/rating-days.ts';
import { dataFolder } from '../journal/records.ts';

const site = 'mpp-batam';
const now = Date.UTC(2026, 10, 30, 3);
const range = { from: '2026-11-30', to: '2026-11-30' };

/** A file of `people` forms; all answer everything, but only `first` of them the first element. */
function written(folder: string, people: number, first = people): string {
  const rows = Array.from({ length: people }, (_, at) =>
    surveyElements.map((_element, column) => (column === 0 && at >= first ? '' : '3')).join(';'),
  );
  const path = join(folder, 'formulir.csv');
  writeFileSync(path, [surveyElements.join(';'), ...rows].join('\n'));
  return path;
}

async function added(folder: string, path: string, again = false): Promise<string> {
  const forms = await formLists(folder, site);
  const data = { site, days: nothingCounted(), forms, today: undefined };
  const to: AddTo = { folder, data, site: undefined, date: undefined, again, now, speak: 'en' };
  return addFormFile(path, to);
}

async function reported(folder: string) {
  const forms = await formLists(folder, site);
  return ikmReport({ range, days: nothingCounted(), forms, services: [] }).site;
}

it('the same forms are counted once, unless somebody says that they are others', async () => {
  const folder = dataFolder();
  const path = written(folder, 12);
  await added(folder, path);
  await expect(added(folder, path)).rejects.toThrow('formulir.csv');
  expect((await reported(folder)).forms).toBe(12);
  await added(folder, path, true);
  expect((await reported(folder)).forms).toBe(24);
});

it('a survey with an element of nine answers has no index: with the other eight it would tell that one', async () => {
  const folder = dataFolder();
  await added(folder, written(folder, 12, 9));
  const { survey, elements } = await reported(folder);
  expect(elements[0]).toMatchObject({ answers: 9, withheld: true });
  expect(survey).toEqual({ withheld: true, missing: [] });
});
