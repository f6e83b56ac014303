import { createInterface } from 'node:readline';
import { liveView } from './live-view.ts';

/**
 * The console of a simulated hall: a live view above the input line, or plain lines when standard output is not a
 * terminal.
 */
export interface HallConsole {
  print(lines: readonly string[]): void;
  /** The content of the view has changed. */
  changed(): void;
  /** Something happened, with a line of text if there is one: the live view shows it by itself. */
  happened(line: string | undefined): void;
  /** Sets the only listener. */
  onLine(take: (line: string) => void): void;
  close(): void;
}

/** `panel` gives the lines of the view, as many as there are rows for. Ctrl-C ends the process as usual. */
export function openHallConsole(panel: (rows: number) => readonly string[]): HallConsole {
  const input = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdout.isTTY,
  });
  const live = process.stdout.isTTY ? liveView(input, panel) : undefined;
  input.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  return {
    print(lines) {
      if (live === undefined) for (const line of lines) console.log(line);
      else live.say(lines);
    },
    changed: () => live?.changed(),
    happened(line) {
      if (live !== undefined) live.changed();
      else if (line !== undefined) console.log(line);
    },
    onLine: (take) => void input.on('line', take),
    close() {
      live?.close();
      input.close();
    },
  };
}
