import type { Habits } from './habits.ts';
import { type Command, createParser } from './parser.ts';

const LF = 0x0a;

/** What a printer with these habits makes of the commands that were sent. */
export function misread(
  commands: readonly Command[],
  { pictures, bufferBytes }: Pick<Habits, 'pictures' | 'bufferBytes'>,
): readonly Command[] {
  const fitting = commands.filter(({ data }) => bufferBytes === 0 || data.length <= bufferBytes);
  if (pictures === 'right') return fitting;
  return fitting.flatMap((command) =>
    command.name === 'GS v' ? createParser().push([...command.data, LF]) : [command],
  );
}
