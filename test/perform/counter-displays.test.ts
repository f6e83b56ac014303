import { expect, it } from 'vitest';
import type { DisplayCommand } from '../../devices/roles.ts';
import { DisplaysOfCounter } from '../../firmware-host/perform/displays-of-counter.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** A display that keeps the texts it was told to show. */
function display() {
  const told: string[] = [];
  const perform = async ({ text }: DisplayCommand) => {
    told.push(text);
    return 'sent' as const;
  };
  return {
    told,
    perform,
    get wantedText() {
      return told.at(-1);
    },
  };
}

function counterWithDisplay() {
  const [one, clock] = [display(), new VirtualClock()];
  return { one, clock, counter: new DisplaysOfCounter(() => [one], clock) };
}

it('a display is told to be dark after a start, since it may still show what the last run left there', () => {
  const { one, counter } = counterWithDisplay();
  counter.show('');
  counter.show('');
  expect(one.told).toEqual(['']);
});

it('a display is not told again what it shows', () => {
  const { one, counter } = counterWithDisplay();
  counter.show('A-001');
  counter.show('A-001');
  expect(one.told).toEqual(['A-001']);
});

it('a display that comes back from another counter is told what its counter shows', () => {
  const [moving, clock] = [display(), new VirtualClock()];
  let counter = '1';
  const at = (id: string) => new DisplaysOfCounter(() => (counter === id ? [moving] : []), clock);
  const [one, two] = [at('1'), at('2')];
  one.show('A-001');
  counter = '2';
  two.show('B-001');
  counter = '1';
  one.show('A-001');
  expect(moving.told).toEqual(['A-001', 'B-001', 'A-001']);
});

it('a display that a technician told something else reads the text of its counter again', async () => {
  const { one, clock, counter } = counterWithDisplay();
  counter.show('--');
  counter.notice('----', () => undefined);
  // The end of a test of the display, while the notice stands.
  await one.perform({ type: 'show', text: '--' });
  counter.show('----');
  await clock.advance(5_000);
  expect(one.told.at(-1)).toBe('----');
});

it('a display that joins during a blink blinks along, and reads what the others read', async () => {
  const [first, second, clock] = [display(), display(), new VirtualClock()];
  const displays = [first];
  const counter = new DisplaysOfCounter(() => displays, clock);
  counter.show('A-001');
  counter.blink();
  displays.push(second);
  await clock.advance(5_000);
  expect([first.told.at(-1), second.told.at(-1)]).toEqual(['A-001', 'A-001']);
});
