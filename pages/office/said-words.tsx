import type { Fix, Verdict } from '../../office/verdict/verdict-types.ts';
import type { ReasonAnswer } from '../../office/web/office-messages.ts';
import { words } from './office-store.ts';
import { inLanguage, say } from './office-texts.ts';

/** What the office's codes say, in words. */
export function verdictWords(verdict: Verdict): string {
  const said = words.value?.verdicts[verdict];
  return said === undefined ? say('notKnown') : inLanguage(said);
}

export function meaningOf(verdict: Verdict): string {
  const said = words.value?.meanings[verdict];
  return said === undefined ? '' : inLanguage(said);
}

export function reasonWords(code: string): string {
  const said = words.value?.reasons[code];
  return said === undefined ? code : inLanguage(said);
}

export function fixWords(fix: Fix): string {
  const said = words.value?.fixes[fix];
  return said === undefined ? fix : inLanguage(said);
}

export function confidenceWords(confidence: 'certain' | 'likely' | 'open'): string {
  const said = words.value?.confidences[confidence];
  return said === undefined ? confidence : inLanguage(said);
}

const reasonsShownMax = 8;

/** Reasons one below the other; those with one text are one line that names all they are of. */
export function Reasons({ of }: { readonly of: readonly ReasonAnswer[] }) {
  const lines = new Map<string, { readonly words: string; readonly codes: string; readonly of: string[] }>();
  for (const { code, of: what, words: text } of of) {
    const line = lines.get(code) ?? { words: inLanguage(text), codes: code, of: [] };
    if (what !== undefined) line.of.push(what);
    lines.set(code, line);
  }
  const shown = [...lines.values()].slice(0, reasonsShownMax);
  return (
    <ul class="reasons">
      {shown.map((line) => (
        <li key={line.codes}>
          {line.words} {line.of.length > 0 && <span class="ids">{line.of.join(', ')}</span>}{' '}
          <code title={line.codes}>{line.codes}</code>
        </li>
      ))}
    </ul>
  );
}
