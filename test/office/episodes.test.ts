import { expect, test } from 'vitest';
import { Episode } from './episodes/episode.ts';
import { correlated, type Fault, single } from './episodes/fault-plan.ts';
import { addMarks, look, lookAtIncidents, lookAtPast, newMarks } from './episodes/marks.ts';
import { seeded } from './episodes/virtual-time.ts';

const first = Number(process.env.LOKET_EPISODES_FROM ?? 1);
const count = Number(process.env.LOKET_EPISODES ?? 1_000);
const lengthMs = 480_000;
/** Episodes that may be told wrong; with more the rest is not played. */
const wrongMax = count / 100;

function pick(of: { readonly [name: string]: Fault }, random: () => number): readonly [string, Fault] {
  const all = Object.entries(of);
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error('there are no faults');
  return one;
}

/** One in three has something that befalls many at once; the rest one or two things of one site each. */
function faultsOf(seed: number): readonly (readonly [string, Fault])[] {
  const random = seeded(seed * 7_919);
  if (seed % 3 === 0) return [pick(correlated, random)];
  return random() < 0.5 ? [pick(single, random)] : [pick(single, random), pick(single, random)];
}

test(`${count} seeded episodes are told by what is true in them`, () => {
  const marks = newMarks();
  const bad: string[] = [];
  const kinds = new Map<string, number>();
  for (let seed = first; seed < first + count && bad.length <= wrongMax; seed++) {
    const faults = faultsOf(seed);
    for (const [name] of faults) kinds.set(name, (kinds.get(name) ?? 0) + 1);
    const episode = new Episode(seed);
    const own = newMarks();
    episode.play(
      faults.map(([, fault]) => fault),
      lengthMs,
      () => look(episode, own),
    );
    const wrong = [...own.wrong.slice(0, 3), ...lookAtIncidents(episode), ...lookAtPast(episode, own)];
    addMarks(marks, own);
    if (wrong.length > 0)
      bad.push(`seed ${seed} (${faults.map(([name]) => name).join(' + ')}): ${wrong.join('; ')}`);
  }
  const share = ((count - bad.length) / count) * 100;
  console.log(
    [
      `episodes ${first} to ${first + count - 1}: ${share.toFixed(2)} % right`,
      `${marks.right} of ${marks.looks} looks, ${marks.troublesRight} of ${marks.troubles} at sites in trouble`,
      `${marks.absences} absences told, ${marks.absencesUnknown} of them as unknown`,
      `${marks.onlineForDead} online for dead, ${marks.devicesOfUnreachable} devices of unreachable sites`,
      [...kinds].map(([name, times]) => `${name} ${times}`).join(', '),
    ].join('\n'),
  );
  for (const line of bad.slice(0, 40)) console.log(line);
  expect(marks.onlineForDead).toBe(0);
  expect(marks.devicesOfUnreachable).toBe(0);
  expect(bad.length).toBeLessThanOrEqual(wrongMax);
  expect(marks.troublesRight / marks.troubles).toBeGreaterThanOrEqual(0.99);
}, 300_000);
