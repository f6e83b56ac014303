import { writeFile } from 'node:fs/promises';
import type { Site } from '../../../config/site.ts';
import { shown } from '../../../config/texts/words.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { siteFrom } from '../../process/site-file.ts';
import { type DateRange, ikmReport } from '../../satisfaction/ikm-report.ts';
import { noService } from '../../satisfaction/rating-days.ts';
import { addFormFile, forgetFormFile, listForms } from './add-forms.ts';
import { ikmCsv } from './ikm-csv.ts';
import { type IkmData, ikmData } from './ikm-data.ts';
import { ikmJson } from './ikm-json.ts';
import { ikmPage } from './ikm-page.ts';
import { ikmTable } from './ikm-table.ts';
import { type IkmWords, ikmWords } from './ikm-words.ts';
import type { NamedReport } from './named-report.ts';

export interface IkmOptions {
  readonly data: string;
  readonly from?: string;
  readonly to?: string;
  readonly by?: 'service';
  readonly csv?: boolean;
  readonly json?: boolean;
  /** A file for the print page. */
  readonly html?: string;
  /** A file of paper forms. */
  readonly add?: string;
  /** The date of forms that have none. */
  readonly date?: string;
  readonly again?: boolean;
  /** The number of a list of forms. */
  readonly forget?: string;
  readonly forms?: boolean;
}

/** `loket ikm [SITE]`: what visitors say, as a table, CSV, JSON or a page to print; and the paper forms. */
export async function ikm(path: string | undefined, options: IkmOptions): Promise<void> {
  const site = path === undefined ? undefined : await siteFrom(path);
  if (path !== undefined && site === undefined) {
    process.exitCode = 1;
    return;
  }
  const speak = language(site?.language);
  const say = ikmWords[speak];
  try {
    const data = await ikmData(options.data, site, say, (line) => console.error(line));
    const to = { folder: options.data, data, site, date: options.date, again: options.again === true, speak };
    if (options.add !== undefined) console.log(await addFormFile(options.add, { ...to, now: Date.now() }));
    else if (options.forget !== undefined) console.log(await forgetFormFile(options.forget, to));
    else if (options.forms) console.log(listForms(data.forms, speak).join('\n'));
    else await report(data, site, options, speak);
  } catch (thrown) {
    explain(thrown, speak);
  }
}

async function report(
  data: IkmData,
  site: Site | undefined,
  options: IkmOptions,
  speak: 'id' | 'en',
): Promise<void> {
  const say = ikmWords[speak];
  const range = rangeOf(data, options, say);
  const made = ikmReport({ range, ...data, services: [...(site?.services.keys() ?? [])] });
  const by = options.by === 'service' ? made.services : [];
  const named: NamedReport = {
    report: { ...made, services: by },
    site: { id: data.site, title: shown(site?.title ?? data.site) },
    nameOf: (service) => nameIn(service, site, say),
  };
  if (options.html !== undefined) {
    await writeFile(options.html, ikmPage(named));
    console.log(say.written(options.html));
  } else if (options.json) console.log(JSON.stringify(ikmJson(named), undefined, 2));
  else if (options.csv) process.stdout.write(ikmCsv(named, speak));
  else console.log(ikmTable(named, speak).join('\n'));
}

function nameIn(service: string | undefined, site: Site | undefined, say: IkmWords): string {
  if (service === undefined) return say.allServices;
  if (service === noService) return say.noService;
  return shown(site?.services.get(service)?.title ?? service);
}

/**
 * From the first of January to the newest business day or form, unless other days are given. Throws where there is
 * nothing.
 */
function rangeOf(data: IkmData, options: IkmOptions, say: IkmWords): DateRange {
  const ofForms = data.forms.flatMap(({ days }) => days.map(({ date }) => date));
  const dates = [...data.days.days.keys(), ...ofForms].sort();
  const [first, last] = [dates.at(0), dates.at(-1)];
  if (first === undefined || last === undefined) throw new Error(say.nothingYet);
  const to = options.to ?? [...ofForms, data.today ?? last].sort().at(-1) ?? last;
  const from = options.from ?? `${to.slice(0, 4)}-01-01`;
  if (from > to) throw new Error(say.backwards(from, to));
  if (!dates.some((date) => from <= date && date <= to))
    throw new Error(say.nothingThen(from, to, first, last));
  return { from, to };
}
