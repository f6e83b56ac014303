import type { Argument, Command, Help, Option } from 'commander';
import type { Language } from '../../../config/site.ts';
import type { CommandHelp } from './command-help.ts';
import { commanderMistake } from './commander-mistakes.ts';
import { frameWords, helpCatalogue } from './program-help.ts';
import { inLines, spacedColumns } from './text-lines.ts';

/** In a pipe, and for a terminal that is narrower: help is laid out for no less. */
const narrowest = 80;
/** Longer lines are hard to read. */
const widest = 100;

/** How many characters a line of help may have on this output. */
export const lineWidth = (
  { isTTY, columns }: { isTTY?: boolean; columns?: number } = process.stdout,
): number => Math.min(widest, Math.max(narrowest, (isTTY ? columns : undefined) ?? narrowest));

/** Gives the program and all its commands their help, from the catalogue and in this language. */
export function speakHelp(program: Command, speak: Language): void {
  for (const [name, command] of allCommands(program)) give(command, helpCatalogue[name], speak);
}

/** Every command, by what is typed after the name of the program. */
export function* allCommands(command: Command, name = ''): Generator<readonly [string, Command]> {
  yield [name, command];
  for (const one of command.commands) yield* allCommands(one, `${name} ${one.name()}`.trim());
}

function give(command: Command, help: CommandHelp | undefined, speak: Language): void {
  const say = frameWords[speak];
  command.configureHelp({ ...layout(speak), minWidthToWrap: 30 });
  command.configureOutput({
    getOutHelpWidth: () => lineWidth(),
    getErrHelpWidth: () => lineWidth(),
    outputError: (message, write) => write(commanderMistake(message, speak)),
  });
  command.helpOption('-h, --help', say.help);
  if (command.commands.length > 0) command.helpCommand('help [command]', say.helpCommand);
  // A command of another part of the program, which is not in the catalogue, keeps the words it brought along.
  if (help === undefined) return;
  command.description(help.summary[speak]);
  for (const argument of command.registeredArguments)
    argument.description = help.arguments?.[argument.name()]?.[speak] ?? argument.description;
  for (const option of command.options)
    option.description = help.options?.[option.long ?? '']?.[speak] ?? option.description;
  command.addHelpText('after', () => below(help, speak, lineWidth()));
}

/** The frame of the help of commander in this language; without [options] after each name of a list. */
function layout(speak: Language): Partial<Help> {
  const say = frameWords[speak];
  const also = (description: string, { defaultValue, argChoices }: Option | Argument) => {
    const more = [
      ...(argChoices === undefined ? [] : [say.choices(argChoices.join(', '))]),
      ...(typeof defaultValue === 'string' || typeof defaultValue === 'number'
        ? [say.usual(String(defaultValue))]
        : []),
    ];
    return more.length === 0 ? description : `${description} (${more.join('; ')})`;
  };
  return {
    styleTitle: (title) => say.titles[title] ?? title,
    styleUsage: (usage) => usage.replace('[options]', say.options).replace('[command]', say.command),
    subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(written)].join(' '),
    optionDescription: (option) => also(option.description, option),
    argumentDescription: (argument) => also(argument.description, argument),
  };
}

const written = (argument: Argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`);

/** The notes, and the examples with what they do. */
function below({ notes = [], examples = [] }: CommandHelp, speak: Language, width: number): string {
  const paragraphs = notes.flatMap((note) => ['', ...inLines(note[speak], width)]);
  const rows = examples.map(([typed, what]) => [typed, what[speak]] as const);
  const shown = rows.length === 0 ? [] : ['', frameWords[speak].examples, ...spacedColumns(rows, width)];
  return [...paragraphs, ...shown].join('\n');
}
