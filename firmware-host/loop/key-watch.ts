import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { createTooOften } from '../../devices/too-often.ts';
import { limits } from './loop-limits.ts';

/** Watches the keys of one device for what no hand does: a key held for too long, too many presses. */
export interface KeyWatch {
  /** A key went down, or was found down. */
  down(key: string): void;
  up(key: string): void;
  /** A press. Returns whether the device floods by now. */
  pressed(at: Millis): boolean;
  /** The device went away. */
  forget(): void;
}

/** The most presses that people make within a time, and after how long without more the flood is over. */
interface FloodLimit {
  readonly most: number;
  readonly withinMs: Millis;
  readonly quietMs: Millis;
}

export function createKeyWatch(of: {
  readonly clock: Clock;
  readonly flood: FloodLimit;
  /** Called with a problem of the device. A `text` of undefined clears it. */
  readonly warn: (code: FaultCode, text: string | undefined) => void;
}): KeyWatch {
  const { most, withinMs } = of.flood;
  const down = new Map<string, Cancel>();
  const jammed = new Set<string>();
  let floods = false;
  const flood = createTooOften({
    clock: of.clock,
    ...of.flood,
    tell(flooding) {
      floods = flooding;
      of.warn('button.flood', flooding ? `over ${most} presses in ${withinMs / 1_000} s` : undefined);
    },
  });

  const stuck = (key: string | undefined) =>
    of.warn('button.stuck', key && `key ${key} has been down for over ${limits.stuckMs / 1_000} s`);
  const up = (key: string) => {
    down.get(key)?.();
    down.delete(key);
    if (jammed.delete(key)) stuck([...jammed][0]);
  };

  return {
    down(key) {
      down.get(key)?.();
      const jam = () => {
        jammed.add(key);
        stuck(key);
      };
      down.set(key, of.clock.after(limits.stuckMs, jam, 'key: stuck'));
    },
    up,
    pressed(at) {
      flood.note(at);
      return floods;
    },
    forget() {
      for (const key of [...down.keys()]) up(key);
      flood.close();
      floods = false;
      of.warn('button.flood', undefined);
    },
  };
}
