import { expect, it } from 'vitest';
import { CounterDisplays } from '../../firmware-host/perform/counter-displays.ts';
import { VirtualClock } from '../virtual-clock.ts';

function display() {
  const shown: string[] = [];
  const perform = async ({ text }: { readonly text: string }) => {
    shown.push(text);
    return 'sent' as const;
  };
  return { shown, displays: new CounterDisplays([{ perform }], new VirtualClock()) };
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
