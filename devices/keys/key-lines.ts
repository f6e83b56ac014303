import { Fault } from '../fault.ts';
import type { OpenDevice, Opening } from '../kind.ts';
import type { InputLine } from '../ports.ts';
import type { KeyEvent } from '../roles.ts';
import { createTooOften, type TooOften } from '../too-often.ts';
import { createDebouncer, type Debouncer } from './debounce.ts';
import { createInOrder, type InOrder } from './in-order.ts';
import { type KeyLineSettings, linePlace } from './key-options.ts';
import { type Pulses, watchPulses } from './pulses.ts';

/**
 * A sound contact rests in the second half of its lockout. One that still moves there, this often, is worn or loose.
 */
const lateMovesMax = 20;
const lateWithinMs = 10_000;
const bouncingQuietMs = 60_000;

/** What all keys of one device share. */
interface Watched {
  readonly late: TooOften;
  readonly pulses: Pulses;
  readonly order: InOrder;
}

/** Opens one line for each of `pins` (by key name) and emits the events of the keys. */
export async function openKeys(
  opening: Opening<KeyLineSettings, KeyEvent>,
  pins: Readonly<Record<string, number>>,
): Promise<OpenDevice<never>> {
  const { options, ports, lost, warn } = opening;
  const lines = options.board === undefined ? ports.gpio : ports.boards.use(options.board, lost);
  const opened: InputLine[] = [];
  const debouncers: Debouncer[] = [];
  const late = createTooOften({
    clock: ports.clock,
    most: lateMovesMax,
    withinMs: lateWithinMs,
    quietMs: bouncingQuietMs,
    tell: (bouncing) => warn('button.bouncing', bouncing ? 'a contact does not come to rest' : undefined),
  });
  const order = createInOrder();
  const pulses = watchPulses(opening, (key) => `${key} (${linePlace(options, pins[key] ?? 0)})`);
  const close = async () => {
    late.close();
    pulses.close();
    for (const debouncer of debouncers) debouncer.close();
    await Promise.all(opened.map((line) => line.close()));
  };

  // Clear the warnings of an earlier opening: they may not hold any more.
  for (const code of ['button.bouncing', 'button.pulse'] as const) warn(code, undefined);
  try {
    for (const [key, pin] of Object.entries(pins)) {
      const line = await lines.input(pin, { pull: options.pull, lost });
      opened.push(line);
      debouncers.push(watchKey(opening, key, line, { late, pulses, order }));
    }
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    async perform() {
      throw new Fault('driver.error', 'keys take no commands');
    },
    close,
  };
}

/** A key that is already down at the opening was not pressed now: it emits `held`, and `released` later. */
function watchKey(
  { options, ports, tell, count }: Opening<KeyLineSettings, KeyEvent>,
  key: string,
  line: InputLine,
  { late, pulses, order }: Watched,
): Debouncer {
  const closed = options.pressed === 'low' ? 0 : 1;
  const start = line.read();
  const debouncer: Debouncer = createDebouncer({
    ...{ clock: ports.clock, lockoutMs: options.lockout_ms, pressMs: options.press_ms, closed, start },
    moved: (level, at) =>
      order.counts(key, at, () => tell({ type: level === closed ? 'pressed' : 'released', key }, at)),
    ignored: (level, at, sinceMs) => {
      if (level === closed) count?.('presses_debounced');
      if (sinceMs > options.lockout_ms / 2) late.note(at);
    },
    began: (at) => order.began(key, at, () => debouncer.weighing()),
    pulse: (at) => {
      order.wasNone(key);
      count?.('pulses');
      pulses.note(key, at);
    },
    looked: order.look,
  });
  // After a hold-up the exact times are unknown. Assume the longest press: the earliest closing, the latest opening.
  line.onEdge((level, at, since) => debouncer.edge(level, level === closed ? (since ?? at) : at));
  if (start === closed) tell({ type: 'held', key }, ports.clock.now());
  return debouncer;
}
