import type { Planted } from './planted.ts';

const init = 'test/init/init.test.ts';
const session = 'test/init/session.test.ts';
const help = 'test/cli/help.test.ts';
const helpSource = 'firmware-host/cli/help/speak-help.ts';

/** Mistakes in setting up and in what commands say; each is found by the test it names. */
export const plantedSetup: readonly Planted[] = [
  {
    name: 'loket init writes a file that check refuses',
    file: 'firmware-host/cli/init/read-answers.ts',
    from: 'return errors.length === 0 ? { text }',
    to: 'return errors.length < 9 ? { text }',
    test: init,
  },
  {
    name: 'an id is cut in the middle of a word',
    file: 'firmware-host/cli/init/init-answers.ts',
    from: "return words.slice(0, Math.max(0, words.lastIndexOf('-')));",
    to: 'return words.slice(0, idMax);',
    test: init,
  },
  {
    name: 'an answer at the terminal is checked only at the end',
    file: 'firmware-host/cli/init/ask-answers.ts',
    from: 'validate: (typed) => wrong(wanted(typed)),',
    to: 'validate: () => undefined,',
    test: session,
  },
  {
    name: 'a site file that is there is overwritten unasked',
    file: 'firmware-host/cli/init/init.ts',
    from: 'if (existsSync(file) && ',
    to: 'if (file === undefined && ',
    test: session,
  },
  {
    name: 'a session that was left writes a file of usual answers',
    file: 'firmware-host/cli/init/init.ts',
    from: '  if (typed === undefined) {\n    tell(say.cancelled);\n    return false;\n  }\n',
    to: '',
    test: session,
  },
  {
    name: 'help is in English whatever is asked for',
    file: helpSource,
    from: 'command.description(help.summary[speak]);',
    to: 'command.description(help.summary.en);',
    test: help,
  },
  {
    name: 'help in a pipe is as wide as the terminal that is not there',
    file: helpSource,
    from: '(isTTY ? columns : undefined) ?? narrowest',
    to: 'columns ?? narrowest',
    test: help,
  },
  {
    name: 'a brace that is not closed is told as what YAML makes of it',
    file: 'config/read-yaml.ts',
    from: 'mistakes.length === 0 ? undefined : unclosed(text)',
    to: 'undefined',
    test: 'test/config/unclosed.test.ts',
  },
  {
    name: 'a line that two keys share is told twice in one sentence',
    file: 'config/check/check-pulls.ts',
    from: '[...new Set(lines)]',
    to: 'lines',
    test: 'test/config/claims.test.ts',
  },
  {
    name: 'the console shows only the last line of a ticket',
    file: 'simulators/shell.ts',
    from: "text.filter((line) => line.trim() !== '')",
    to: 'text.slice(-1)',
    test: 'test/hall/console.test.ts',
  },
  {
    name: 'a word comes back that people misunderstood',
    file: 'firmware-host/queue/refusals.ts',
    from: "id: 'Tiket ini dari hari lain",
    to: "id: 'Karcis ini dari hari lain",
    test: 'test/config/words.test.ts',
  },
];
