import type { Language } from '../../config/site.ts';
import type { Clock } from '../../devices/ports.ts';
import type { WebVisitor } from '../../firmware-host/web/page-sockets.ts';
import { type ShellCommand, shellLine } from '../shell-line.ts';
import { shellTexts } from '../shell-texts.ts';
import { createFinger } from './finger.ts';
import type { PageMessage } from './page-messages.ts';

/** The page shows of itself what came of these; their output is for the console. */
const shownOnPage: ReadonlySet<ShellCommand['type']> = new Set(['unplug', 'plug']);
/** How many commands of one page may be under way; a person does not reach this. */
const linesMax = 64;

/**
 * Carries out the console commands that a page sends, and sends back their output. `machine`: the clock for the length
 * of key presses. `perform` carries out a command and returns the lines to print, in the
 * language of `speak`.
 */
export function serveGuest(
  visitor: WebVisitor,
  machine: Clock,
  perform: (command: ShellCommand) => Promise<readonly string[]>,
  speak: () => Language,
): void {
  const holds = new Map<string, ShellCommand>();
  const finger = createFinger(machine);
  let underWay = 0;

  async function carryOut(line: string): Promise<readonly string[]> {
    const command = shellLine(line, speak());
    if (command === undefined) return [];
    if ('wrong' in command) return [command.wrong];
    // A page cannot end the hall: that is left to its console.
    if (command.type === 'quit') return [shellTexts[speak()].quitThere];
    if (command.type === 'hold' || command.type === 'release') {
      const { device, key } = command;
      const name = `${device} ${key}`;
      holds.delete(name);
      if (command.type === 'hold') holds.set(name, { type: 'release', device, key });
      await (command.type === 'hold' ? finger.down(name) : finger.up(name));
    }
    const lines = await perform(command);
    return shownOnPage.has(command.type) ? [] : lines;
  }

  visitor.onGone(() => {
    // When the page goes away, release the keys it holds.
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
