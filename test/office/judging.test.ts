import { expect, it } from 'vitest';
import { startJudging } from '../../office/judge/judging.ts';
import type { Heard } from '../../office/verdict/heard-message.ts';
import type { Verdicts } from '../../office/verdict/verdicts.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** Verdicts that are due at once after each word, or when they say. */
function judgingOf() {
  const clock = new VirtualClock();
  const turns: number[] = [];
  let due = Number.POSITIVE_INFINITY;
  let heldUp = 0;
  const verdicts = {
    hear() {
      due = clock.now();
    },
    judge() {
      due = Number.POSITIVE_INFINITY;
      return { verdicts: [], corrections: [], incidents: [] };
    },
    nextDeadline: () => due,
  } as unknown as Verdicts;
  const judging = startJudging({
    ...{ verdicts, clock, wall: () => clock.now() },
    judged: (_judged, now) => turns.push(now.at),
    heldUp: () => void heldUp++,
  });
  return {
    ...{ clock, turns, judging },
    heldUp: () => heldUp,
    dueAt: (at: number) => {
      due = at;
    },
  };
}

const word = {} as Heard;

it('the judge has a turn once a second where nothing is heard, since pages show figures in it', async () => {
  const { clock, turns } = judgingOf();
  await clock.advance(3_500);
  expect(turns).toEqual([1_000, 2_000, 3_000]);
});

it('the judge takes a storm of words together, ten times a second at most', async () => {
  const { clock, turns, judging } = judgingOf();
  for (let at = 0; at < 1_000; at += 5) {
    judging.hear(word);
    await clock.advance(5);
  }
  expect(turns).toHaveLength(10);
});

it('the judge has its turn when the verdicts ask for it', async () => {
  const { clock, turns, judging, dueAt } = judgingOf();
  await clock.advance(1_000);
  judging.hear(word);
  await clock.advance(100);
  dueAt(1_450);
  judging.hear(word);
  await clock.advance(100);
  expect(turns.slice(0, 3)).toEqual([1_000, 1_100, 1_200]);
});

it('a process that stood still for longer than 15 s has not listened, which is told before it judges', async () => {
  const { clock, heldUp, turns } = judgingOf();
  await clock.advance(2_000);
  expect(heldUp()).toBe(0);
  clock.stand(20_000);
  await clock.advance(0);
  expect([heldUp(), turns.at(-1)]).toEqual([1, 22_000]);
});

it('the judge has no turn after it was stopped', async () => {
  const { clock, turns, judging } = judgingOf();
  judging.stop();
  await clock.advance(10_000);
  expect([turns, clock.waiting]).toEqual([[], 0]);
});
