import { describe, expect, it } from 'vitest';
import { createFinger } from '../../simulators/page/finger.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** What a finger has done, one after another. */
function played() {
  const clock = new VirtualClock();
  const finger = createFinger(clock);
  const done: string[] = [];
  const move = (what: 'down' | 'up', key: string) =>
    void finger[what](key).then(() => done.push(`${what} ${key} at ${clock.now()}`));
  return { clock, done, move };
}

describe('a finger at the page of a simulated hall', () => {
  it('stays for 50 ms on a key that was clicked, and no longer than that on one that was held', async () => {
    const { clock, done, move } = played();
    move('down', 'next');
    move('up', 'next');
    await clock.advance(200);
    expect(done).toEqual(['down next at 0', 'up next at 50']);
    move('down', 'end');
    await clock.advance(300);
    move('up', 'end');
    await clock.advance(0);
    expect(done.slice(2)).toEqual(['down end at 200', 'up end at 500']);
  });

  it('gives the hall time to see a press while the process stands still, before the release or after it', async () => {
    const { clock, done, move } = played();
    move('down', 'next');
    await clock.advance(0);
    clock.stand(300);
    move('up', 'next');
    await clock.advance(30);
    expect(done).toEqual(['down next at 0']);
    await clock.advance(30);
    expect(done).toHaveLength(2);
    move('down', 'next');
    move('up', 'next');
    await clock.advance(20);
    clock.stand(300);
    await clock.advance(20);
    expect(done).toHaveLength(3);
    await clock.advance(20);
    expect(done).toHaveLength(4);
  });

  it('moves each key in the order that was asked for, and keys beside each other', async () => {
    const { clock, done, move } = played();
    for (const key of ['next', 'next', 'end']) for (const what of ['down', 'up'] as const) move(what, key);
    await clock.advance(50);
    // Which of two keys is first at one moment does not matter.
    expect([...done].sort()).toEqual(
      ['down next at 0', 'down end at 0', 'up next at 50', 'up end at 50', 'down next at 50'].sort(),
    );
    await clock.advance(50);
    expect(done.at(-1)).toBe('up next at 100');
  });
});
