import { expect, it } from 'vitest';
import { DisplaysOfCounter } from '../../firmware-host/perform/displays-of-counter.ts';
import { VirtualClock } from '../virtual-clock.ts';

function display() {
  const shown: string[] = [];
  const perform = async ({ text }: { readonly text: string }) => {
    shown.push(text);
    return 'sent' as const;
  };
  const displays = [{ perform }];
  return { shown, displays: new DisplaysOfCounter(() => displays, new WeakMap(), new VirtualClock()) };
}

it('a display is told to be dark after a start, since it may still show what the last run left there', () => {
  const { shown, displays } = display();
  displays.show('');
  displays.show('');
  expect(shown).toEqual(['']);
});

it('a display is not told again what it shows', () => {
  const { shown, displays } = display();
  displays.show('A-001');
  displays.show('A-001');
  expect(shown).toEqual(['A-001']);
});

it('a display that comes back from another counter is told what its counter shows', () => {
  const told: string[] = [];
  const moving = {
    perform: async ({ text }: { readonly text: string }) => {
      told.push(text);
      return 'sent' as const;
    },
  };
  const [clock, asked] = [new VirtualClock(), new WeakMap()];
  let counter = '1';
  const at = (id: string) => new DisplaysOfCounter(() => (counter === id ? [moving] : []), asked, clock);
  const [one, two] = [at('1'), at('2')];
  one.show('A-001');
  counter = '2';
  two.show('B-001');
  counter = '1';
  one.show('A-001');
  expect(told).toEqual(['A-001', 'B-001', 'A-001']);
});

it('a display that joins during a blink blinks along, and reads what the others read', async () => {
  const told: (readonly [display: number, text: string])[] = [];
  const made = (display: number) => ({
    perform: async ({ text }: { readonly text: string }) => {
      told.push([display, text]);
      return 'sent' as const;
    },
  });
  const clock = new VirtualClock();
  const displays = [made(1)];
  const counter = new DisplaysOfCounter(() => displays, new WeakMap(), clock);
  counter.show('A-001');
  counter.blink();
  displays.push(made(2));
  await clock.advance(5_000);
  const last = (display: number) => told.findLast(([one]) => one === display)?.[1];
  expect([last(1), last(2)]).toEqual(['A-001', 'A-001']);
});
