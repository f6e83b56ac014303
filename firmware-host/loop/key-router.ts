import type { Action, KeyActions } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { KeyEvent } from '../../devices/roles.ts';
import { createTooOften } from '../../devices/too-often.ts';
import type { Command } from '../queue/commands.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import { actionCommand, type KeyPlace } from './action-command.ts';
import { createGesture, type Gesture } from './gestures.ts';
import { limits } from './loop-limits.ts';

/** Turns the key events of one device into commands. */
export interface KeyRouter {
  event(event: KeyEvent, at: Millis): void;
  /** The device went away: presses under way are forgotten. */
  forget(): void;
}

export function createKeyRouter(of: {
  readonly actions: ReadonlyMap<string, KeyActions>;
  readonly place: KeyPlace;
  readonly clock: Clock;
  readonly post: (command: Command, at: Millis) => void;
  /** Called when a press cannot become a command. */
  readonly refuse: (code: RefusalCode) => void;
  /**
   * Called with a problem of the device: a key held for too long, too many presses. A `text` of undefined clears it.
   */
  readonly warn: (code: FaultCode, text: string | undefined) => void;
}): KeyRouter {
  const act = (action: Action, at: Millis) => {
    const command = actionCommand(action, of.place);
    if (typeof command === 'string') of.refuse(command);
    else if (command !== undefined) of.post(command, at);
  };
  const gestures = new Map<string, Gesture>();
  for (const [key, actions] of of.actions) gestures.set(key, createGesture(actions, of.clock, act));
  const down = new Map<string, Cancel>();
  const jammed = new Set<string>();
  const flood = createTooOften({
    clock: of.clock,
    ...limits.flood,
    tell: (flooding) =>
      of.warn(
        'button.flood',
        flooding ? `over ${limits.flood.most} presses in ${limits.flood.withinMs / 1_000} s` : undefined,
      ),
  });

  const stuck = (key: string | undefined) =>
    of.warn('button.stuck', key && `key ${key} has been down for over ${limits.stuckMs / 1_000} s`);
  const up = (key: string) => {
    down.get(key)?.();
    down.delete(key);
    if (jammed.delete(key)) stuck([...jammed][0]);
  };
  const watchForJam = (key: string) => {
    down.get(key)?.();
    const jam = () => {
      jammed.add(key);
      stuck(key);
    };
    down.set(key, of.clock.after(limits.stuckMs, jam, 'key: stuck'));
  };

  return {
    event({ type, key }, at) {
      if (type === 'released') {
        up(key);
        gestures.get(key)?.released(at);
        return;
      }
      watchForJam(key);
      if (type === 'held') return;
      flood.note(at);
      // Otherwise the action of another key that waits for a second press, such as the end of a visit, would end the
      // visit that this key begins.
      for (const [other, one] of gestures) if (other !== key) one.settle();
      gestures.get(key)?.pressed(at);
    },
    forget() {
      for (const key of [...down.keys()]) up(key);
      for (const one of gestures.values()) one.forget();
      flood.close();
      of.warn('button.flood', undefined);
    },
  };
}
