import { expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { startHistoryWriter } from '../../office/judge/history-writer.ts';
import type { HistoryStore } from '../../office/store/store-port.ts';
import type { Incident, Judgement, VerdictChange } from '../../office/verdict/verdict-types.ts';
import type { Judged } from '../../office/verdict/verdicts.ts';
import { VirtualClock } from '../virtual-clock.ts';

const nothing: Judged = { verdicts: [], corrections: [], incidents: [] };
const change = (site: string, verdict = 'well'): VerdictChange => ({
  site,
  judgement: { verdict } as Judgement,
});
const incident = (id: string): Incident => ({ id, site: id, closedAt: undefined }) as Incident;

/** A history that keeps what is written, and can be slow, hang or fail. */
function openWriter(standing: readonly VerdictChange[] = [], incidents: readonly Incident[] = []) {
  const clock = new VirtualClock();
  const calls: string[] = [];
  const reports: string[] = [];
  const rewinds: number[] = [];
  let setBackMs = 0;
  let fails = false;
  let hangs = false;
  const told = async (call: string): Promise<void> => {
    if (hangs) await new Promise(() => undefined);
    if (fails) throw new Fault('store.away', 'gone');
    calls.push(call);
  };
  const history = {
    rewind: async (now: number) => void rewinds.push(now),
    resume: async () => told('resume').then(() => undefined),
    openIncidents: async () => (fails ? [] : [incident('old')]),
    alive: () => told('alive'),
    write: ({ verdicts, incidents: changes }: Judged) =>
      told(
        [
          ...verdicts.map(({ site, judgement }) => `${site} ${judgement?.verdict}`),
          ...changes.map((one) => `${one.incident.id} ${one.change}`),
        ].join(', '),
      ),
  } as unknown as HistoryStore;
  const writer = startHistoryWriter({
    ...{ history, clock, wall: () => clock.now() - setBackMs },
    standing: () => ({ verdicts: standing, incidents }),
    report: ({ code }) => reports.push(code),
  });
  return {
    ...{ clock, calls, reports, rewinds, writer },
    setClockBack: (ms: number) => {
      setBackMs += ms;
    },
    setFails: (to: boolean) => {
      fails = to;
    },
    setHangs: () => {
      hangs = true;
    },
  };
}

it('begins with all that stands, and closes incidents that stood before and do not now', async () => {
  const { writer, clock, calls } = openWriter([change('batam')], [incident('new')]);
  writer.setWriting(true);
  await clock.advance(1_500);
  expect(calls).toEqual(['resume', 'batam well, new updated, old closed', 'alive']);
});

it('writes what is judged within a second at once, in order', async () => {
  const { writer, clock, calls } = openWriter();
  writer.setWriting(true);
  await clock.advance(1_500);
  calls.length = 0;
  for (const verdict of ['device', 'well'])
    writer.judged({ ...nothing, verdicts: [change('batam', verdict)] });
  writer.judged(nothing);
  await clock.advance(1_000);
  expect(calls).toEqual(['batam device, batam well']);
});

it('writes nothing while another worker does, and begins anew when it takes over', async () => {
  const { writer, clock, calls } = openWriter([change('batam')]);
  writer.judged({ ...nothing, verdicts: [change('batam', 'device')] });
  await clock.advance(3_000);
  expect(calls).toEqual([]);
  writer.setWriting(true);
  await clock.advance(1_500);
  expect(calls.slice(0, 2)).toEqual(['resume', 'batam well, old closed']);
});

it('goes on with all that stands after the store was away, and tells of it once', async () => {
  const { writer, clock, calls, reports, setFails } = openWriter([change('batam')]);
  writer.setWriting(true);
  await clock.advance(1_500);
  setFails(true);
  for (let second = 0; second < 10; second++) {
    writer.judged({ ...nothing, verdicts: [change('batam', 'device')] });
    await clock.advance(1_000);
  }
  expect(reports).toEqual(['store.away']);
  setFails(false);
  calls.length = 0;
  await clock.advance(2_000);
  expect(calls.slice(0, 2)).toEqual(['resume', 'batam well, old closed']);
});

it('begins anew when the clock is set back: what was dated ahead would stand over what is said now', async () => {
  const { writer, clock, calls, rewinds, setClockBack } = openWriter([change('batam')]);
  writer.setWriting(true);
  await clock.advance(60_500);
  expect(rewinds).toEqual([1_000]);
  calls.length = 0;
  setClockBack(2_000);
  await clock.advance(1_000);
  expect(rewinds).toEqual([1_000]);
  calls.length = 0;
  setClockBack(30_000);
  writer.judged({ ...nothing, verdicts: [change('batam', 'device')] });
  await clock.advance(1_000);
  expect(rewinds).toEqual([1_000, 62_000 - 32_000]);
  expect(calls).toEqual(['resume', 'batam well, old closed']);
});

it('keeps no more for a store that hangs than it says', async () => {
  const { writer, clock, setHangs } = openWriter();
  writer.setWriting(true);
  await clock.advance(1_500);
  setHangs();
  const many = { ...nothing, verdicts: Array.from({ length: 10_000 }, () => change('batam')) };
  for (let turn = 0; turn < 20; turn++) writer.judged(many);
  await clock.advance(60_000);
  // One flush hangs, and no second one waits behind it.
  expect(clock.waiting).toBe(0);
});

it('writes what is left when it stops', async () => {
  const { writer, clock, calls } = openWriter();
  writer.setWriting(true);
  await clock.advance(1_500);
  calls.length = 0;
  writer.judged({ ...nothing, verdicts: [change('batam', 'device')] });
  await writer.stop();
  expect(calls).toEqual(['batam device']);
});
