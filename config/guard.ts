import { Lexer } from 'yaml';
import { type Saying, say } from './texts/texts.ts';

/** No line a person writes is longer. */
const LINE_MOST_CHARACTERS = 1_000;
/** A site file needs five levels, each indented by two to four spaces. */
const NESTED_MAX = 20;
const INDENT_MAX = 100;

const opens = ['[', '{'];
const closes = [']', '}'];
const indicators = ['-', '?', ':'];
/** Tokens without text: the start of a document and of a scalar, the end of a bracket (yaml's CST). */
const marks = ['\u0002', '\u0018', '\u001f'];

/**
 * The reason, with its offset, why a text is refused before it is parsed. Texts that nest thousands of levels cost the
 * YAML parser minutes, or overflow its stack. Its lexer is linear, so this check is cheap.
 */
export function hopeless(text: string): { readonly offset: number; readonly saying: Saying } | undefined {
  const nul = text.indexOf('\0');
  if (nul >= 0) return { offset: nul, saying: say('file-nul') };
  return longLine(text) ?? deepNesting(text);
}

function longLine(text: string) {
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.length > LINE_MOST_CHARACTERS)
      return { offset: start, saying: say('line-too-long', LINE_MOST_CHARACTERS) };
    start += line.length + 1;
  }
  return undefined;
}

function deepNesting(text: string) {
  const indented = new RegExp(`^ {${INDENT_MAX}} *[^ \\n]`, 'm').exec(text);
  if (indented !== null) return { offset: indented.index, saying: say('too-deep', NESTED_MAX) };
  let brackets = 0;
  let stacked = 0;
  for (const { token, offset } of lexed(text)) {
    if (opens.includes(token)) brackets++;
    else if (closes.includes(token)) brackets = Math.max(0, brackets - 1);
    else if (indicators.includes(token)) stacked++;
    else if (token.trim() !== '') stacked = 0;
    if (brackets > NESTED_MAX || stacked > NESTED_MAX) return { offset, saying: say('too-deep', NESTED_MAX) };
  }
  return undefined;
}

/** The tokens of a YAML text, with their places. Linear, and never throws. */
export function* lexed(text: string): Generator<{ readonly token: string; readonly offset: number }> {
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    yield { token, offset };
    if (!marks.includes(token)) offset += token.length;
  }
}
