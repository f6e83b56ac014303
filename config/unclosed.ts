import { lexed } from './guard.ts';

/** A bracket or a quote that was opened and never closed. */
export interface Unclosed {
  readonly offset: number;
  /** `{`, `[`, `"` or `'`. */
  readonly opened: string;
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
/** What the lexer says where a line begins that can no longer belong to the brackets (yaml's CST). */
const flowEnd = '\u0018';

/**
 * The first bracket or quote of a text with mistakes that was not closed. YAML's own parser notices it lines further
 * down, and speaks of their indentation. A quoted text over several lines counts: its quote met that of another one.
 */
export function unclosed(text: string): Unclosed | undefined {
  const open: Unclosed[] = [];
  for (const { token, offset } of lexed(text)) {
    const top = open.at(-1);
    if (/^["']/.test(token) && !closedQuote(token)) return { offset, opened: token.slice(0, 1) };
    if (token in closing) open.push({ offset, opened: token });
    else if (token === flowEnd && top !== undefined) return top;
    else if ((token === '}' || token === ']') && top !== undefined) {
      if (closing[top.opened] !== token) return top;
      open.pop();
    }
  }
  return open.at(-1);
}

const closedQuote = (token: string): boolean =>
  token.length > 1 && token.endsWith(token.slice(0, 1)) && !token.includes('\n');

/** What closes it. */
export const closes = (opened: string): string => closing[opened] ?? opened;
