import { describe, expect, it } from 'vitest';
import type { HallStatus } from '../../firmware-host/status/status-types.ts';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import { createStatusTeller } from '../../firmware-host/web/status-teller.ts';
import { deviceState, health, reason, retained } from '../status/heard-hall.ts';
import { VirtualClock } from '../virtual-clock.ts';

const message = (address: string, payload: object): FeedMessage => ({
  address,
  payload: JSON.stringify(payload),
});
const opened = (number: number) =>
  message('event/counter/opened', {
    type: 'loket.counter.opened.v1',
    time: '2026-11-30T01:00:00.000Z',
    sequence: String(number).padStart(12, '0'),
    data: { counter: 'loket-1' },
  });

function played(before: readonly FeedMessage[] = []) {
  const clock = new VirtualClock();
  const said = new Map(Object.entries(retained).map(([address, one]) => [address, message(address, one)]));
  const listeners = new Set<(message: FeedMessage) => void>();
  const feed = {
    connected: true,
    retained: () => said.values(),
    listen(listener: (message: FeedMessage) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
  };
  const teller = createStatusTeller({ feed, clock, site: 'mpp-contoh', before });
  return {
    ...{ clock, feed, teller },
    say(one: FeedMessage) {
      if (!one.address.startsWith('event/')) said.set(one.address, one);
      for (const listener of listeners) listener(one);
    },
    watched() {
      const told: HallStatus[] = [];
      return { told, stop: teller.watch((status) => told.push(status)) };
    },
  };
}

describe('the status that pages are told', () => {
  it('is there at once, and paper that is out a quarter of a second later, with its mending', async () => {
    const { clock, say, watched } = played();
    const { told } = watched();
    expect(told.map(({ troubles }) => troubles.length)).toEqual([0]);
    say(message('device/printer-1/state', deviceState({ usable: false, reasons: [reason('paper.out')] })));
    await clock.advance(250);
    expect(told.at(-1)?.troubles[0]?.says.id).toMatch(/^Kertas habis: pasang/);
  });

  it('is told once for many messages, and not while nothing changes', async () => {
    const { clock, say, watched } = played();
    const { told } = watched();
    await clock.advance(250);
    const before = told.length;
    for (let number = 1; number <= 50; number++) say(opened(number));
    await clock.advance(2_000);
    expect(told.length).toBe(before + 1);
    expect(told.at(-1)?.events).toHaveLength(20);
  });

  it('says that the hall is silent when it has said nothing for too long, and the broker when it is away', async () => {
    const { clock, feed, say, watched } = played();
    const { told } = watched();
    await clock.advance(91_000);
    expect(told.at(-1)?.hall).toBe('silent');
    say(message('controller/health', health));
    await clock.advance(250);
    expect(told.at(-1)?.hall).toBe('online');
    feed.connected = false;
    await clock.advance(250);
    expect(told.at(-1)?.hall).toBe('unreachable');
  });

  it('knows the last events of the run before, and those of the time when nobody looked', () => {
    const { say, watched } = played([...Array(30).keys()].map((number) => opened(number + 1)));
    say(opened(31));
    const { told } = watched();
    expect(told[0]?.events.map(({ sequence }) => Number(sequence))).toEqual(
      [...Array(20).keys()].map((number) => 31 - number),
    );
  });

  it('leaves no timer behind when nobody looks any more', async () => {
    const { clock, watched } = played();
    const [one, other] = [watched(), watched()];
    one.stop();
    expect(clock.waiting).toBe(1);
    other.stop();
    other.stop();
    await clock.advance(1_000);
    expect(clock.waiting).toBe(0);
  });
});
