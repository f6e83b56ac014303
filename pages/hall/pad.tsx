import type { DeviceLayout, Layout } from '../../simulators/page/page-messages.ts';
import { Key } from './key.tsx';
import { deadBecause } from './known-state.ts';
import { Lamp } from './lamp.tsx';
import { say, word } from './page-texts.ts';

/**
 * A rating pad: a face for each score, and the lamp that thanks. `note`: the id of the text that says why it is dead.
 */
export function Pad({ of, hall, note }: { of: DeviceLayout; hall: Layout; note: string }) {
  const dead = deadBecause(of) === undefined ? undefined : note;
  return (
    <fieldset class="rating" data-device={of.id} aria-label={`${say('ratingPad')} ${of.id}`}>
      <div class="faces">
        {of.keys.map((key) => (
          <Key
            key={key.key}
            device={of.id}
            of={key}
            dead={dead}
            label={word(key.key)}
            face={Number(key.short)}
          />
        ))}
      </div>
      {hall.devices
        .filter(({ thanksFor }) => thanksFor === of.id)
        .map(({ id }) => (
          <Lamp key={id} id={id} />
        ))}
    </fieldset>
  );
}
