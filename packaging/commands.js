// The commands as people see them: what manual and completion are made from.
import { allCommands } from '../dist/firmware-host/cli/help/speak-help.js';
import { createProgram } from '../dist/firmware-host/cli/program.js';

/** Each with what is typed after `loket`, and a list of its options and commands; hidden ones are left out. */
export function commandsIn(speak) {
  return [...allCommands(createProgram(speak))]
    .filter(([, command]) => !command._hidden)
    .map(([name, command]) => {
      const help = command.createHelp();
      return {
        ...{ name, command, help },
        options: help.visibleOptions(command),
        below: help.visibleCommands(command).map((one) => one.name()),
      };
    });
}
