import { clearScreenDown, cursorTo, type Interface } from 'node:readline';

const redrawMs = 100;
/** Of a terminal whose size is not known. */
const usualRows = 24;
/** What the hall keeps of the rows, however much was answered. */
const hallRows = 8;

/**
 * Draws the hall at the top of the terminal, the last answer below it, and the prompt last: never more than the
 * terminal has rows.
 */
export function liveView(
  input: Interface,
  lines: (rows: number) => readonly string[],
): { changed(): void; say(lines: readonly string[]): void; close(): void } {
  let said: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    timer = undefined;
    cursorTo(process.stdout, 0, 0);
    clearScreenDown(process.stdout);
    const rows = (process.stdout.rows || usualRows) - 1;
    const answers = said.slice(-Math.max(1, rows - hallRows));
    process.stdout.write(`${[...lines(rows - answers.length), ...answers].join('\n')}\n`);
    input.prompt(true);
  };
  const changed = () => {
    timer ??= setTimeout(draw, redrawMs);
  };
  // Displays change without an event of the host (a blink), so the view is also redrawn at intervals.
  const steady = setInterval(changed, 500);
  changed();
  return {
    changed,
    say(more) {
      said = more;
      changed();
    },
    close() {
      clearTimeout(timer);
      clearInterval(steady);
    },
  };
}
