/** A group with fewer answers than this is not shown: whoever knows the visitors might know who said what. */
export const shownFromAnswers = 10;

/**
 * Which of the rows of a table are withheld, by their answers, where the table also shows what they are together. A row
 * with fewer than 10 answers is. What is left of the total when all other rows are taken from it would tell what the
 * withheld rows say: so these have 10 answers together, or the smallest row that would be shown is withheld too.
 */
export function withheldRows(answers: readonly number[]): readonly boolean[] {
  const withheld = answers.map((count) => count < shownFromAnswers);
  const hidden = () => answers.reduce((sum, count, at) => sum + (withheld[at] ? count : 0), 0);
  while (hidden() > 0 && hidden() < shownFromAnswers) {
    const smallest = answers.reduce(
      (least, count, at) => (withheld[at] || (least >= 0 && (answers[least] ?? 0) <= count) ? least : at),
      -1,
    );
    if (smallest < 0) break;
    withheld[smallest] = true;
  }
  return withheld;
}
