import type { Clock } from '../../devices/ports.ts';
import type { WebVisitor } from '../../firmware-host/web/web-server.ts';
import { type ShellCommand, shellLine } from '../shell-line.ts';
import { createFinger } from './finger.ts';
import type { PageMessage } from './page-messages.ts';

/** Lines of one page that may be under way; a person does not get there. */
const linesMax = 64;

/**
 * Carries out the lines that a visitor of the page sends, as if they were typed at the hall, and tells what came of
 * them. `machine`: the clock by which the visitor's finger stays on a key; `perform`: the lines to print.
 */
export function serveGuest(
  visitor: WebVisitor,
  machine: Clock,
  perform: (command: ShellCommand) => Promise<readonly string[]>,
): void {
  const holds = new Map<string, ShellCommand>();
  const finger = createFinger(machine);
  let underWay = 0;

  async function carryOut(line: string): Promise<readonly string[]> {
    const command = shellLine(line);
    if (command === undefined) return [];
    if ('wrong' in command) return [command.wrong];
    // Whoever runs the hall ends it, where it was started.
    if (command.type === 'quit') return ["The hall is closed where it was started: type 'quit' there."];
    if (command.type === 'hold' || command.type === 'release') {
      const { device, key } = command;
      const name = `${device} ${key}`;
      holds.delete(name);
      if (command.type === 'hold') holds.set(name, { type: 'release', device, key });
      await (command.type === 'hold' ? finger.down(name) : finger.up(name));
    }
    return perform(command);
  }

  visitor.onGone(() => {
    // Whoever goes away lets go of what they hold.
    for (const release of holds.values()) void perform(release);
  });
  visitor.onLine((line) => {
    if (underWay >= linesMax) return;
    underWay++;
    void carryOut(line).then((lines) => {
      underWay--;
      if (lines.length > 0) visitor.tell({ type: 'said', lines } satisfies PageMessage);
    });
  });
}
