import { Fault } from '../fault.ts';
import type { OpenDevice, Opening } from '../kind.ts';
import type { InputLine } from '../ports.ts';
import type { KeyEvent } from '../roles.ts';
import { type TooOften, tooOften } from '../too-often.ts';
import { type Debouncer, debounce } from './debounce.ts';
import type { LineSettings } from './options.ts';

/** A sound contact is at rest by the second half of its lockout. One that is not, this often, is worn or loose. */
const lateMovesMost = 20;
const lateWithinMs = 10_000;
const bouncingQuietMs = 60_000;

/** Opens one line for each of `pins` (by key name) and tells what their keys do. */
export async function openKeys(
  opening: Opening<LineSettings, KeyEvent>,
  pins: Readonly<Record<string, number>>,
): Promise<OpenDevice<never>> {
  const { options, ports, lost } = opening;
  const lines = options.board === undefined ? ports.gpio : ports.boards.use(options.board, lost);
  const opened: InputLine[] = [];
  const debouncers: Debouncer[] = [];
  const late = tooOften({
    clock: ports.clock,
    most: lateMovesMost,
    withinMs: lateWithinMs,
    quietMs: bouncingQuietMs,
    tell: (bouncing) =>
      opening.warn('button.bouncing', bouncing ? 'a contact does not come to rest' : undefined),
  });
  const close = async () => {
    late.close();
    for (const debouncer of debouncers) debouncer.close();
    await Promise.all(opened.map((line) => line.close()));
  };

  try {
    for (const [key, pin] of Object.entries(pins)) {
      const line = await lines.input(pin, { pull: options.pull, lost });
      opened.push(line);
      debouncers.push(watchKey(opening, key, line, late));
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

/** A key that is down already when it is opened was not pressed now: it is told as held, and then as released. */
function watchKey(
  { options, ports, tell, count }: Opening<LineSettings, KeyEvent>,
  key: string,
  line: InputLine,
  late: TooOften,
): Debouncer {
  const pressed = options.pressed === 'low' ? 0 : 1;
  const start = line.read();
  const debouncer = debounce(
    ports.clock,
    options.lockout_ms,
    start,
    (level, at) => tell({ type: level === pressed ? 'pressed' : 'released', key }, at),
    (level, at, sinceMs) => {
      if (level === pressed) count?.('presses_debounced');
      if (sinceMs > options.lockout_ms / 2) late.note(at);
    },
  );
  line.onEdge(debouncer.edge);
  if (start === pressed) tell({ type: 'held', key }, ports.clock.now());
  return debouncer;
}
