import type { RatingDevice } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { PadCommand } from '../queue/commands.ts';
import type { ElementId } from '../queue/survey.ts';
import type { KeyRouter } from './key-router.ts';
import { createKeyWatch } from './key-watch.ts';
import { limits } from './loop-limits.ts';

/**
 * Turns the keys of a rating pad into answers and complaints, each at its leading edge. A key that was down at the
 * opening answers nothing. While the pad floods, its presses are dropped: what a child or a worn contact presses is
 * nobody's answer.
 */
export function createPadRouter(of: {
  readonly pad: RatingDevice;
  /** What it asks now. */
  readonly asked: () => ElementId;
  readonly clock: Clock;
  readonly post: (command: PadCommand, at: Millis) => void;
  /** Called with a problem of the pad; see KeyWatch. */
  readonly warn: (code: FaultCode, text: string | undefined) => void;
}): KeyRouter {
  const { id: pad, counter, scores } = of.pad;
  const watch = createKeyWatch({ ...of, flood: limits.padFlood });
  const here = { pad, ...(counter === undefined ? {} : { counter }) };

  return {
    event({ type, key }, at) {
      if (type === 'released') return watch.up(key);
      watch.down(key);
      if (type === 'held' || watch.pressed(at)) return;
      const says = scores.get(key);
      if (says === 'complaint') of.post({ type: 'complain', ...here }, at);
      else if (says !== undefined) of.post({ type: 'rate', ...here, element: of.asked(), score: says }, at);
    },
    forget: watch.forget,
  };
}
