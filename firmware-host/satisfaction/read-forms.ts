import type { ElementId, Score } from '../queue/survey.ts';
import { type Cell, type CsvFault, csvRows, separatorOf } from './csv-cells.ts';
import {
  addedCounts,
  elements,
  noAnswers,
  type ScoreCounts,
  scoreLabels,
  surveyElements,
} from './elements.ts';
import type { FormDay } from './form-lists.ts';
import { noService } from './rating-days.ts';

export const formsMax = 100_000;
/** As long as answers of pads are kept: a form from before has a slip in its year. */
const formsKeptYears = 10;
/** So many mistakes are told of a file: whoever sees twenty knows what is wrong with the others. */
export const mistakesMax = 20;

export type MistakeKind =
  | CsvFault['fault']
  | 'empty'
  | 'no-element'
  | 'unknown-column'
  | 'column-twice'
  | 'too-many-cells'
  | 'no-score'
  | 'no-date'
  | 'late-date'
  | 'early-date'
  | 'unknown-service'
  | 'too-many';

export interface Mistake {
  readonly kind: MistakeKind;
  readonly line: number;
  readonly column: number;
  /** What stands there. */
  readonly text: string;
}

export type FormsRead =
  /** `mistakes` has the first ones; nothing of the file may be used. */
  | { readonly mistakes: readonly Mistake[]; readonly isMore: boolean }
  /** `blank`: rows of forms on which nothing is answered, which are left out. */
  | { readonly days: readonly FormDay[]; readonly forms: number; readonly blank: number };

export interface FormRules {
  /** The date of a form that has none. */
  readonly date: string;
  /** No form is of a later day, or of one ten years before. */
  readonly today: string;
  isService(id: string): boolean;
}

/** `unknown` was told at its name, and not at each of its cells. */
type Column = ElementId | 'date' | 'service' | 'unknown';

/**
 * Reads a file of paper forms: a header of elements, and of `date` and `service` where they are told, and a row for
 * each person who answered. A file with a mistake is no file: nothing of it is read.
 */
export function readForms(text: string, rules: FormRules): FormsRead {
  const found = new Findings();
  const rows = csvRows(text, separatorOf(text));
  const header = rows.next().value;
  if (header === undefined || text.trim() === '')
    return found.only('empty', { line: 1, column: 1, text: '' });
  if ('fault' in header) return found.only(header.fault, { ...header, text: '' });
  const columns = columnsOf(header, found);
  const days = new Map<string, FormDay>();
  let [forms, blank] = [0, 0];
  for (const row of rows) {
    if ('fault' in row) {
      found.add(row.fault, { ...row, text: '' });
      break;
    }
    if (found.isFull) break;
    if (row.every(({ text }) => text.trim() === '')) continue;
    const form = formOf(row, columns, rules, found);
    if (form.answers.size === 0) blank++;
    else forms++;
    if (forms > formsMax) {
      found.add('too-many', row[0] ?? { line: 1, column: 1, text: '' });
      break;
    }
    if (form.answers.size > 0) addForm(days, form);
  }
  return found.mistakes.length > 0
    ? { mistakes: found.mistakes, isMore: found.isFull }
    : { days: [...days.values()], forms, blank };
}

class Findings {
  readonly mistakes: Mistake[] = [];
  isFull = false;

  add(kind: MistakeKind, { line, column, text }: Cell): void {
    if (this.mistakes.length < mistakesMax) this.mistakes.push({ kind, line, column, text });
    else this.isFull = true;
  }

  only(kind: MistakeKind, at: Cell): FormsRead {
    this.add(kind, at);
    return { mistakes: this.mistakes, isMore: false };
  }
}

/** `undefined` is a column without a name, which has to be empty all the way down. */
function columnsOf(header: readonly Cell[], found: Findings): readonly (Column | undefined)[] {
  const columns: (Column | undefined)[] = [];
  for (const cell of header) {
    const name = cell.text.trim().toLowerCase();
    const column = columnNamed(name);
    if (column === undefined && name !== '') found.add('unknown-column', cell);
    if (column !== undefined && columns.includes(column)) found.add('column-twice', cell);
    columns.push(column ?? (name === '' ? undefined : 'unknown'));
  }
  const [first] = header;
  const hasElement = columns.some(
    (column) => column !== undefined && column !== 'date' && column !== 'service' && column !== 'unknown',
  );
  if (!hasElement && first !== undefined && found.mistakes.length === 0) found.add('no-element', first);
  return columns;
}

/** By its word, by the number that the regulation's form has for it (`U1` to `U9`), or in Indonesian. */
function columnNamed(name: string): Column | undefined {
  if (name === 'date' || name === 'tanggal') return 'date';
  if (name === 'service' || name === 'layanan') return 'service';
  const number = /^u([1-9])$/.exec(name)?.[1];
  if (number !== undefined) return surveyElements[Number(number) - 1];
  if (name === 'denyut') return 'pulse';
  return elements.find((id) => id === name);
}

interface Form {
  readonly date: string;
  readonly service: string;
  readonly answers: ReadonlyMap<ElementId, Score>;
}

function formOf(
  row: readonly Cell[],
  columns: readonly (Column | undefined)[],
  rules: FormRules,
  found: Findings,
): Form {
  let { date } = rules;
  let service = noService;
  const answers = new Map<ElementId, Score>();
  for (const [at, cell] of row.entries()) {
    const text = cell.text.trim();
    const column = columns[at];
    if (text === '' || column === 'unknown') continue;
    if (column === undefined) found.add('too-many-cells', cell);
    else if (column === 'date') date = dateOf(cell, text, rules, found);
    else if (column === 'service') {
      service = text;
      if (!rules.isService(text)) found.add('unknown-service', cell);
    } else {
      const score = scoreOf(text);
      if (score === undefined) found.add('no-score', cell);
      else answers.set(column, score);
    }
  }
  return { date, service, answers };
}

const labels = new Map(Object.entries(scoreLabels).map(([score, label]) => [label, Number(score) as Score]));

/** `1` to `4`, or a label of the keys: `sangat-puas`, or `Sangat Puas`. */
function scoreOf(text: string): Score | undefined {
  if (/^[1-4]$/.test(text)) return Number(text) as Score;
  return labels.get(text.toLowerCase().replaceAll(/[\s_-]+/g, '-'));
}

/** `2026-11-30`, or `30/11/2026` as Excel writes it in Indonesian. */
function dateOf(cell: Cell, text: string, { today, date: usual }: FormRules, found: Findings): string {
  const spoken = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = spoken ?? [];
  const date = spoken === null ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const isDate = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === date;
  const fault = isDate ? dateFault(date, today) : 'no-date';
  if (fault === undefined) return date;
  found.add(fault, cell);
  return usual;
}

/** Why no form can be of that day; undefined: one can. */
export function dateFault(date: string, today: string): 'late-date' | 'early-date' | undefined {
  if (date > today) return 'late-date';
  const oldest = `${Number(today.slice(0, 4)) - formsKeptYears}${today.slice(4)}`;
  return date < oldest ? 'early-date' : undefined;
}

function addForm(days: Map<string, FormDay>, { date, service, answers }: Form): void {
  const key = `${date} ${service}`;
  const before = days.get(key) ?? { date, service, forms: 0, answers: new Map() };
  const sums = new Map<ElementId, ScoreCounts>(before.answers);
  for (const [element, score] of answers) {
    const one: [number, number, number, number] = [0, 0, 0, 0];
    one[score - 1] = 1;
    sums.set(element, addedCounts(sums.get(element) ?? noAnswers, one));
  }
  days.set(key, { ...before, forms: before.forms + 1, answers: sums });
}
