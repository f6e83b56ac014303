import type { Command, Help, Option } from 'commander';
import type { Language } from '../config/site.ts';

/** A command as people see it: what is typed after `loket`, its options, and the names of the commands below it. */
export interface SeenCommand {
  readonly name: string;
  readonly command: Command;
  readonly help: Help;
  readonly options: readonly Option[];
  readonly below: readonly string[];
}
export function commandsIn(speak: Language): readonly SeenCommand[];
