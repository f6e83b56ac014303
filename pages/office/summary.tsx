import { type Grade, grades, Sign } from './grades.tsx';
import { worstFirst } from './office-store.ts';
import { inLanguage, language, say } from './office-texts.ts';
import { onlyGrade } from './view.ts';

const names: Readonly<Record<Grade, readonly [id: string, en: string]>> = {
  bad: ['tidak terjangkau', 'unreachable'],
  trouble: ['bermasalah', 'with trouble'],
  unknown: ['belum diketahui', 'not known'],
  maintenance: ['dirawat', 'in maintenance'],
  well: ['baik', 'well'],
};

export function gradeName(grade: Grade): string {
  return inLanguage(names[grade]);
}

/** How many sites are how, which is also the filter of the list, and how many people wait. */
export function Summary() {
  const counts = new Map<Grade, number>(grades.map((grade) => [grade, 0]));
  let waiting = 0;
  let surging = 0;
  let isKnown = false;
  for (const { grade, queue } of worstFirst.value) {
    counts.set(grade, (counts.get(grade) ?? 0) + 1);
    // How many wait where nothing is known now is not known.
    if (queue === undefined || grade === 'bad' || grade === 'unknown') continue;
    isKnown ||= queue[0] !== null;
    waiting += queue[0] ?? 0;
    surging += queue[2];
  }
  return (
    <section class="summary" aria-label={say('overview')}>
      {grades.map((grade) => (
        <button
          key={grade}
          type="button"
          class={`tile ${grade}`}
          data-grade={grade}
          aria-pressed={onlyGrade.value === grade}
          disabled={counts.get(grade) === 0 && onlyGrade.value !== grade}
          onClick={() => pick(grade)}
        >
          <Sign of={grade} />
          <strong class="figure">{counts.get(grade)}</strong>
          <span>{gradeName(grade)}</span>
        </button>
      ))}
      <p class="tile figures">
        <strong class="figure">{isKnown ? waiting.toLocaleString(language.value) : '–'}</strong>
        <span>{say('waiting')}</span>
      </p>
      <p class={`tile figures surging${surging > 0 ? ' hot' : ''}`}>
        <strong class="figure">{isKnown ? surging : '–'}</strong>
        <span>{say('surging')}</span>
      </p>
    </section>
  );
}

function pick(grade: Grade): void {
  onlyGrade.value = onlyGrade.value === grade ? undefined : grade;
}
