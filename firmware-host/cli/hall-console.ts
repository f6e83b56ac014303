import { createInterface } from 'node:readline';
import { liveView } from './live-view.ts';

/**
 * The console of a simulated hall: a live view above the line that is typed, or plain lines where it is no terminal.
 */
export interface HallConsole {
  print(lines: readonly string[]): void;
  /** What the view shows has changed. */
  changed(): void;
  /** Something happened, in words where there are any: the view shows it by itself. */
  happened(line: string | undefined): void;
  /** One listener. */
  onLine(take: (line: string) => void): void;
  close(): void;
}

/** `panel` gives the lines of the view. Ctrl-C there ends the process as it does elsewhere. */
export function openHallConsole(panel: () => readonly string[]): HallConsole {
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
