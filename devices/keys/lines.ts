import { Fault } from '../fault.ts';
import type { OpenDevice, Opening } from '../kind.ts';
import type { InputLine } from '../ports.ts';
import type { KeyEvent } from '../roles.ts';
import { type Debouncer, debounce } from './debounce.ts';
import type { LineSettings } from './options.ts';

/** Opens one line for each of `pins` (by key name) and tells what their keys do. */
export async function openKeys(
  opening: Opening<LineSettings, KeyEvent>,
  pins: Readonly<Record<string, number>>,
): Promise<OpenDevice<never>> {
  const { options, ports, lost } = opening;
  const lines = options.board === undefined ? ports.gpio : ports.boards.use(options.board, lost);
  const opened: InputLine[] = [];
  const debouncers: Debouncer[] = [];
  const close = async () => {
    for (const debouncer of debouncers) debouncer.close();
    await Promise.all(opened.map((line) => line.close()));
  };

  try {
    for (const [key, pin] of Object.entries(pins)) {
      const line = await lines.input(pin, { pull: options.pull, lost });
      opened.push(line);
      debouncers.push(watchKey(opening, key, line));
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

/** A key that is down already when it is opened was not pressed now: it is told neither as pressed nor as released. */
function watchKey(
  { options, ports, tell }: Opening<LineSettings, KeyEvent>,
  key: string,
  line: InputLine,
): Debouncer {
  const pressed = options.pressed === 'low' ? 0 : 1;
  let told = false;
  const debouncer = debounce(ports.clock, options.lockout_ms, line.read(), (level, at) => {
    if (level === pressed) {
      told = true;
      tell({ type: 'pressed', key }, at);
    } else if (told) tell({ type: 'released', key }, at);
  });
  line.onEdge(debouncer.edge);
  return debouncer;
}
