import { type Played, play } from './play.ts';
import type { Script, Step } from './script.ts';

/** Runs that may be spent on one script. */
const runsMax = 400;

type Broken = NonNullable<Played['broken']>;

/**
 * A shorter script that breaks the same rule: what came after the break is left out, then ever smaller pieces, as
 * long as the rule still breaks.
 */
export async function shrink(
  script: Script,
  broken: Broken,
  breaks: (script: Script) => Promise<Broken | undefined> = async (one) => (await play(one)).broken,
): Promise<{ readonly script: Script; readonly broken: Broken }> {
  let best = { script, broken };
  let runs = 0;

  async function still(steps: readonly Step[]): Promise<boolean> {
    if (runs++ >= runsMax) return false;
    const shorter = { ...script, steps };
    const found = await breaks(shorter);
    if (found?.rule !== broken.rule) return false;
    best = { script: shorter, broken: found };
    return true;
  }

  await still(script.steps.slice(0, broken.step));
  for (let size = Math.ceil(best.script.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < best.script.steps.length; ) {
      const { steps } = best.script;
      if (!(await still([...steps.slice(0, from), ...steps.slice(from + size)]))) from += size;
    }
  }
  return best;
}
