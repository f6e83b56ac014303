import { expect, it } from 'vitest';
import { notReckoned, reckon } from '../../office/reports/reckon.ts';
import { badHabits } from '../../simulators/fleet/bad-habits.ts';
import { hearFleet, json, minute } from './fleet-hearing.ts';

it('visitors of a fleet answer, think again, press on and on, and the office counts each visit once', {
  timeout: 60_000,
}, async () => {
  const { clock, broker, fleet } = hearFleet({
    ...{ sites: 6, oldShare: 0.3, hours: { startHour: 8.5 }, habits: { ...badHabits, twiceShare: 0.2 } },
  });
  await clock.advance(300 * minute);
  const attributed = new Set<string>();
  let [answers, replaced] = [0, 0];
  for (const { plan } of fleet.sites) {
    const said = broker.said
      .filter(({ topic }) => topic.startsWith(`loket/v1/${plan.id}/event/`))
      .flatMap(({ payload }) => (payload.startsWith('{"specversion":"1.0","id":"') ? [payload] : []))
      .flatMap((payload) => (payload.endsWith('}') ? [json(payload)] : []));
    const bySequence = new Map<number, ReturnType<typeof json>>(
      said.map((one) => [Number(one.sequence), one]),
    );
    const events = [...bySequence]
      .sort(([a], [b]) => a - b)
      .map(([sequence, { boot, type, time, data }]) => ({
        ...{ sequence, boot, time: Date.parse(time), data },
        type: type.replace('loket.', '').replace('.v1', '').replace('.', '/'),
      }));
    const { ratings } = reckon(notReckoned(plan.id), events);
    const given = events.filter(({ type }) => type === 'rating/given').map(({ data }) => data);
    const counted = given.filter((one) => ['serving', 'served'].includes(one.attributed));
    const visits = counted.filter((one) => one.replaces === undefined).length;
    const sum = ratings.flatMap(({ scores }) => scores).reduce((all, one) => all + one, 0);
    expect([plan.id, sum]).toEqual([plan.id, visits]);
    expect(ratings.flatMap(({ scores }) => scores).every((count) => count >= 0)).toBe(true);
    if (plan.isOld) expect(given).toEqual([]);
    for (const one of given) attributed.add(one.attributed);
    answers += visits;
    replaced += counted.length - visits;
  }
  expect([...attributed].sort()).toEqual(['hall', 'none', 'repeated', 'served', 'serving']);
  expect(answers).toBeGreaterThan(100);
  expect(replaced).toBeGreaterThan(3);
});
