import { expect, it } from 'vitest';
import type { Habits } from '../../simulators/fleet/bad-habits.ts';
import { asEvent } from '../../simulators/fleet/fleet-line.ts';
import { contractDocument } from '../docs/document.ts';
import type { Said } from './fleet-broker.ts';
import { hearFleet, json, minute } from './fleet-hearing.ts';

const channels = contractDocument();

/** Holds what a fleet said against docs/asyncapi.yaml, as a tool of somebody else would. */
function hold(said: readonly Said[]): void {
  for (const { topic, payload, how } of said) {
    if (topic.includes('/command/')) continue;
    const channel = channels.find(({ takes }) => takes(topic));
    expect(channel, topic).toBeDefined();
    if (channel === undefined) continue;
    // What is cleared is said by an empty payload, by whoever clears it.
    if (payload !== '') {
      expect({ retain: how.retain, qos: how.qos }, topic).toEqual({
        retain: channel.retain,
        qos: channel.qos,
      });
      channel.valid(json(payload));
      expect(channel.valid.errors, `${topic} ${payload}`).toBeNull();
    }
    seen.add(channel.name);
  }
}

/** Every trouble at once, and the habits that keep to the contract. */
const habits: Habits = {
  ...{ lateWills: 30, bursts: 10, garbage: 0, twiceShare: 0.05, wanders: true, leftovers: 2 },
};
const rates = {
  ...{ killed: 3, reset: 3, frozen: 3, hung: 2, stopped: 2, board: 3, paper: 6, display: 3, clock: 1 },
  ...{ 'two-controllers': 1, flapping: 1, maintenance: 2, closed: 0.3, region: 1 },
} as const;

const seen = new Set<string>();

it('a troubled day says what docs/asyncapi.yaml says', { timeout: 60_000 }, async () => {
  const { clock, broker, fleet } = hearFleet({
    ...{ sites: 8, oldShare: 0.3, habits, rates, journalMax: 150 },
    hours: { startHour: 11 },
    past: { ms: 190 * minute, isSent: false },
  });
  await clock.advance(30 * minute);
  // The office asks for what there is and for what there is not, and badly.
  const questions = ['{"id":"1","from":290,"to":310}', '{"id":"2","from":1,"to":2}', '{', '{"id":"3"}'];
  for (const [at, asked] of questions.entries())
    broker.carrier.publish(`loket/v1/${fleet.sites[at]?.plan.id}/command/replay`, asked, asEvent);
  await clock.advance(270 * minute);
  const kinds = new Set<string>(fleet.truth().map(({ kind }) => kind));
  expect([...Object.keys(rates), 'old', 'leftover'].filter((kind) => !kinds.has(kind))).toEqual([]);
  hold(broker.said);
});

it('so does the end of a day on which too many came, and the next one', { timeout: 30_000 }, async () => {
  // Some ticket is in a printer whenever its paper ends.
  const script = Array.from(
    { length: 60 },
    (_, at) => ({ kind: 'paper', atMs: at * 2 * minute, forMs: 9_000 }) as const,
  );
  const busyness = { counters: 2, visitorsPerHour: 400, visitSeconds: 200 };
  const { clock, broker } = hearFleet({ sites: 1, hours: { startHour: 13 }, busyness, script });
  await clock.advance(11.2 * 60 * minute);
  hold(broker.said);
});

it('and says nearly everything that is in it', () => {
  const unseen = channels
    .filter(({ name, action }) => action === 'send' && !name.startsWith('reply-') && !seen.has(name))
    .map(({ name }) => name);
  expect(seen.has('reply-replay')).toBe(true);
  expect(unseen).toEqual([
    // What happens in no simulated site of a fleet, and what the office has no use for: it adds up the answers itself.
    'rating-id-state',
    'rating-state',
    'board-state',
    'event-ticket-carried',
    'event-ticket-unconfirmed',
    'event-ticket-reprinted',
    'event-ticket-returned',
    'event-counter-armed',
    'event-service-forced',
    'event-host-notice',
    'event-device-replaced',
    'event-announcement-started',
    'event-announcement-finished',
    'event-announcement-dropped',
  ]);
});
