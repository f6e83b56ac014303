import type { Action, KeyActions } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { KeyEvent } from '../../devices/roles.ts';
import type { Command } from '../queue/commands.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import { actionCommand, type KeyPlace } from './action-command.ts';
import { createGesture, type Gesture } from './gestures.ts';
import { createKeyWatch } from './key-watch.ts';
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
  /** Called with a problem of the device; see KeyWatch. */
  readonly warn: (code: FaultCode, text: string | undefined) => void;
}): KeyRouter {
  const act = (action: Action, at: Millis) => {
    const command = actionCommand(action, of.place);
    if (typeof command === 'string') of.refuse(command);
    else if (command !== undefined) of.post(command, at);
  };
  const gestures = new Map<string, Gesture>();
  for (const [key, actions] of of.actions) gestures.set(key, createGesture(actions, of.clock, act));
  const watch = createKeyWatch({ ...of, flood: limits.flood });

  return {
    event({ type, key }, at) {
      if (type === 'released') {
        watch.up(key);
        gestures.get(key)?.released(at);
        return;
      }
      watch.down(key);
      if (type === 'held') return;
      // An officer's presses are handled all the same: each of them may be meant.
      watch.pressed(at);
      // Otherwise the action of another key that waits for a second press, such as the end of a visit, would end the
      // visit that this key begins.
      for (const [other, one] of gestures) if (other !== key) one.settle();
      gestures.get(key)?.pressed(at);
    },
    forget() {
      watch.forget();
      for (const one of gestures.values()) one.forget();
    },
  };
}
