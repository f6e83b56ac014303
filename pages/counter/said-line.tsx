import { desk, hasBroker, isOpen, type Language, language, state } from './counter-store.ts';
import { counterTexts, done, doneWords } from './counter-texts.ts';
import { type Said, said } from './press-function.ts';

/** What came of the last press, or why there can be none. Its place is always there: no key moves under a finger. */
export function SaidLine() {
  const speak = language.value;
  const [kind, text] = line(speak);
  return (
    <div class="said" data-said={kind} role="status" aria-label={counterTexts.answer[speak]}>
      <p>{text}</p>
    </div>
  );
}

function line(speak: Language): readonly [kind: string, text: string] {
  const refused = state.value?.refused;
  if (!isOpen.value) {
    const isLost = said.value?.kind === 'unknown' || said.value?.kind === 'unsent';
    return isLost ? words(said.value, speak) : ['away', counterTexts.away[speak]];
  }
  if (refused != null)
    return ['refused', `${counterTexts.atKeypad[speak]}: ${refusalWords(refused, refused, speak)}`];
  if (said.value === undefined && !hasBroker.value) return ['away', counterTexts.noBroker[speak]];
  return words(said.value, speak);
}

function words(what: Said | undefined, speak: Language): readonly [kind: string, text: string] {
  switch (what?.kind) {
    case undefined:
      return ['none', ''];
    case 'asked':
      return ['asked', counterTexts.waitingForAnswer[speak]];
    case 'choose':
      return ['refused', counterTexts.chooseFirst[speak]];
    case 'unsent':
    case 'unknown':
      return [what.kind, counterTexts[what.kind][speak]];
    case 'refused':
      return ['refused', refusalWords(what.code, what.text, speak)];
    case 'done':
      return ['done', doneLine(what, speak)];
  }
}

const refusalWords = (code: string, otherwise: string, speak: Language): string =>
  desk.value?.refusals[code]?.[speak] ?? otherwise;

function doneLine({ ticket, events }: Extract<Said, { kind: 'done' }>, speak: Language): string {
  const last = events.findLast((type) => doneWords[type] !== undefined);
  if (last === undefined) return events.length === 0 ? '' : `${done[speak]}.`;
  const what = doneWords[last]?.[speak] ?? '';
  return last.startsWith('ticket.') ? `${ticket ?? ''} ${what}.` : `${what}.`;
}
