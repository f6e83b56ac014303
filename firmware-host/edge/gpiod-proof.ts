import { Fault } from '../../devices/fault.ts';
import { answerOf } from './gpiod-programs.ts';
import { type GpiodSyntax, gpiodSyntaxes, gpiodVersion, optionsOf } from './gpiod-syntax.ts';

/** A way to call this machine's programs of gpiod, and how it was chosen, for the log. */
export interface GpiodWay {
  readonly version: string;
  readonly syntax: GpiodSyntax;
}

/** The newest first: a later version resembles its predecessor more than older ones. */
const newestFirst = [2, 1] as const;

/**
 * Finds out how to call the programs of gpiod: by the version that they print if it is known; else by the options in
 * their help; else both ways, the newest first, for the caller to try. Rejects with `link.absent` when there are no
 * programs and with `link.timeout` when they hang.
 */
export async function gpiodWays(place: string): Promise<readonly GpiodWay[]> {
  const printed = await said('gpiomon', '--version', place);
  const known = gpiodVersion(printed);
  if (known !== undefined) return [known];
  const called = `of unknown version ('${firstLine(printed)}')`;
  const help = {
    get: await said('gpioget', '--help', place),
    monitor: await said('gpiomon', '--help', place),
  };
  const ways = newestFirst.map((major) => ({ major, syntax: gpiodSyntaxes[major] }));
  const proven = ways.find(({ syntax }) =>
    (['get', 'monitor'] as const).every((which) =>
      optionsOf(syntax, which).every((option) => names(help[which], option)),
    ),
  );
  if (proven !== undefined) {
    const { major, syntax } = proven;
    return [{ version: `${called}, whose help has the options of version ${major}`, syntax }];
  }
  return ways.map(({ major, syntax }) => ({ version: `${called}, tried as version ${major}`, syntax }));
}

/** A program's output for an informational option; empty if it only reports an error. */
async function said(program: string, question: string, place: string): Promise<string> {
  try {
    return await answerOf(program, [question], place);
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code !== 'link.absent' && thrown.code !== 'link.timeout') return '';
    throw thrown;
  }
}

const firstLine = (printed: string) =>
  (printed.trim().split('\n')[0] ?? '').replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 80);

/** Whether a help text contains exactly this option, and not only a longer one. */
const names = (help: string, option: string) => new RegExp(`${option}(?![\\w-])`).test(help);
