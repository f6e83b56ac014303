import type { z } from 'zod';
import type { Path } from './locate.ts';
import { near } from './near.ts';
import type { Report } from './report.ts';
import { settingsAt } from './settings-at.ts';
import { isSchemaCode, type Saying, say, sayOfValue } from './texts/texts.ts';
import { meant } from './texts/words.ts';

type Issue = z.core.$ZodIssue;

/**
 * Parses `value`, which stands at `path`, with `schema`. Returns undefined when it is invalid; the report then has one
 * problem for each setting.
 */
export function readBy<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: Path,
  report: Report,
): z.output<Schema> | undefined {
  // Default messages are made empty, so that any other message is known to be the schema's own.
  const result = schema.safeParse(value, { reportInput: true, error: () => '' });
  if (result.success) return result.data;
  const here = { schema, path, inside: [] };
  for (const issue of namesFirst(result.error.issues)) explain(issue, here, report);
  return undefined;
}

/** The place of an issue: `path` leads to the value that `schema` describes, `inside` further into that value. */
interface Around {
  readonly schema: z.ZodType;
  readonly path: Path;
  readonly inside: Path;
}

function explain(issue: Issue, around: Around, report: Report): void {
  const inside = [...around.inside, ...issue.path.map((step) => (typeof step === 'symbol' ? '' : step))];
  const here = { ...around, inside };
  const path = [...around.path, ...inside];
  if (issue.code === 'unrecognized_keys') {
    unknownSettings(issue.keys, here, report);
  } else if (issue.code === 'invalid_union') {
    for (const inner of namesFirst(closest(issue.errors))) explain(inner, here, report);
  } else if (issue.code === 'invalid_key') {
    report.error(path, worded(issue.issues[0]?.message ?? '', path.at(-1)), 'name');
  } else if (issue.input === undefined && issue.code !== 'custom') {
    report.missing(path);
  } else {
    report.error(path, valueSaying(issue));
  }
}

/** Unknown names come first: they show which settings are misspelt rather than missing. */
function namesFirst(issues: readonly Issue[]): readonly Issue[] {
  const aboutNames = ({ code }: Issue) => code === 'unrecognized_keys';
  return [...issues.filter(aboutNames), ...issues.filter((issue) => !aboutNames(issue))];
}

/** Reports names that `known` does not have, each with the name that was probably meant. */
export function tellUnknown(
  names: readonly string[],
  known: readonly string[],
  path: Path,
  report: Report,
): void {
  for (const name of names) {
    if (report.full()) return;
    const guess = near(name, known);
    if (guess !== undefined) report.misspelt([...path, guess]);
    report.error([...path, name], say('unknown-setting', name, meant(guess, known)), 'name');
  }
}

function unknownSettings(names: readonly string[], { schema, path, inside }: Around, report: Report): void {
  tellUnknown(names, settingsAt(schema, inside), [...path, ...inside], report);
}

function valueSaying(issue: Issue): Saying {
  const { input, message } = issue;
  if (input === null) return say('empty-setting');
  if (message !== '') return worded(message, input);
  switch (issue.code) {
    case 'invalid_type':
      return say('wrong-type', issue.expected, input);
    case 'invalid_value': {
      const choices = issue.values.map(String);
      const guess = near(String(input), choices);
      return say('bad-choice', String(input), choices, guess === undefined ? undefined : meant(guess, []));
    }
    case 'too_small':
      return say('too-small', issue.origin, Number(issue.minimum));
    case 'too_big':
      return say('too-big', issue.origin, Number(issue.maximum));
    default:
      return say('bad-value', input);
  }
}

/** A schema's own message is the code of one of our texts, or a sentence to show unchanged. */
function worded(message: string, found: unknown): Saying {
  return isSchemaCode(message)
    ? sayOfValue(message, found === undefined ? '' : String(found))
    : say('kind-says', message);
}

/**
 * The alternative of a union that the writer probably meant: one whose shape fits, so that only something inside it is
 * wrong; else one with a message of its own.
 */
function closest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const wrongShape = (issue: Issue) =>
    issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
  return (
    alternatives.find((issues) => !issues.some(wrongShape)) ??
    alternatives.find((issues) => issues.some(({ message }) => message !== '')) ??
    alternatives[0] ??
    []
  );
}
