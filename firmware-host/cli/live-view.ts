import { clearScreenDown, cursorTo, type Interface } from 'node:readline';

const redrawMs = 100;
const saidMax = 12;

/** Draws the hall at the top of the terminal, the replies below it, and the prompt last. */
export function liveView(
  input: Interface,
  lines: () => readonly string[],
): { changed(): void; say(lines: readonly string[]): void; close(): void } {
  let said: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    timer = undefined;
    cursorTo(process.stdout, 0, 0);
    clearScreenDown(process.stdout);
    process.stdout.write(`${[...lines(), ...said].join('\n')}\n`);
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
      said = [...said, ...more].slice(-saidMax);
      changed();
    },
    close() {
      clearTimeout(timer);
      clearInterval(steady);
    },
  };
}
