import { expect, it } from 'vitest';
import { createEvidence } from '../../devices/escpos-printer/evidence.ts';
import { printedLimitMs } from '../../devices/escpos-printer/printer-limits.ts';
import { seededRandom } from '../../simulators/random.ts';
import { VirtualClock } from '../virtual-clock.ts';

const printed = { type: 'printed', conditions: [] } as const;
/** The ids that were asked for, as they stand in the bytes of GS ( H 48. */
const request = Buffer.from([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30]).toString('latin1');
const idsIn = (bytes: readonly number[]) =>
  Buffer.from(bytes)
    .toString('latin1')
    .split(request)
    .slice(1)
    .map((rest) => rest.slice(0, 4));

/** An evidence, and what it asks. */
function scene() {
  const clock = new VirtualClock();
  const asked: number[][] = [];
  const evidence = createEvidence({
    ...{ clock, signal: new AbortController().signal, random: seededRandom(1), isStopped: () => false },
    send: async (bytes) => void asked.push([...bytes]),
  });
  return { clock, asked, evidence };
}

/** One that has answered everything in order, with its ids. */
async function provenWithIds() {
  const here = scene();
  const settled = here.evidence.settle();
  await here.clock.advance(0);
  here.evidence.heard(printed);
  here.evidence.heard(printed);
  for (const id of idsIn(here.asked[0] ?? [])) here.evidence.heard({ type: 'process', id });
  await settled;
  return here;
}

it('a unit that gives each id back after what was asked first is believed by its ids', async () => {
  const { evidence } = await provenWithIds();
  expect([evidence.settled, evidence.proves]).toEqual([true, 'yes']);
  const proof = evidence.proof();
  const [id = ''] = idsIn([...(proof?.question ?? [])]);
  expect(proof?.heard(printed)).toBeUndefined();
  expect(proof?.heard(printed)).toBeUndefined();
  expect(proof?.heard({ type: 'process', id: 'old1' })).toBeUndefined();
  expect(proof?.heard({ type: 'process', id })).toEqual([]);
});

it('an id that comes before the paper is no proof, and that unit is believed by GS r from then on', async () => {
  const { evidence } = await provenWithIds();
  const proof = evidence.proof();
  const [id = ''] = idsIn([...(proof?.question ?? [])]);
  expect(proof?.heard({ type: 'process', id })).toBeUndefined();
  expect(proof?.heard(printed)).toBeUndefined();
  expect(proof?.heard(printed)).toEqual([]);
});

it('one stray NUL is no answer, and neither are two that are far apart', async () => {
  const { clock, evidence } = scene();
  const settled = evidence.settle();
  await clock.advance(0);
  evidence.heard(printed);
  evidence.heard(printed);
  await clock.advance(5_000);
  await settled;
  const proof = evidence.proof();
  expect(proof?.heard(printed)).toBeUndefined();
  await clock.advance(3_000);
  expect(proof?.heard(printed)).toBeUndefined();
  expect(proof?.heard(printed)).toEqual([]);
});

it('an answer that nobody waits for unsettles the line: it may not be the last', async () => {
  const { evidence } = await provenWithIds();
  evidence.heard(printed);
  expect(evidence.settled).toBe(false);
});

it('ids prove nothing where GS r is never answered: nothing shows whether they wait for the paper', async () => {
  const { clock, asked, evidence } = scene();
  const settled = evidence.settle();
  // It is asked twice, and gives the ids back each time.
  for (const wait of [0, printedLimitMs - 1]) {
    await clock.advance(wait);
    for (const id of idsIn(asked.at(-1) ?? [])) evidence.heard({ type: 'process', id });
  }
  expect(asked).toHaveLength(2);
  await clock.advance(20_000);
  await settled;
  expect([evidence.settled, evidence.proves]).toEqual([true, 'no']);
  expect(evidence.proof()).toBeUndefined();
});

it('a question that was swallowed is asked once more, and the answers of both are taken together', async () => {
  const { clock, asked, evidence } = scene();
  const settled = evidence.settle();
  await clock.advance(printedLimitMs - 1);
  expect(asked).toHaveLength(2);
  for (let time = 0; time < 4; time++) evidence.heard(printed);
  for (const id of asked.flatMap(idsIn)) evidence.heard({ type: 'process', id });
  await clock.advance(0);
  await settled;
  expect([evidence.settled, evidence.proves]).toEqual([true, 'yes']);
});
