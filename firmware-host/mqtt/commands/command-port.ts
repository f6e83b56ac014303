import type { Fault } from '../../../devices/fault.ts';
import type { Outcome } from '../../outcome.ts';
import type { Command } from '../../queue/commands.ts';
import type { RefusalCode } from '../../queue/refusals.ts';
import type { CommandErrorCode } from './errors.ts';

/** What a command was answered. */
export type Answer = { readonly result: object } | Failure;

/** Why a command was not carried out and, where it helps, which field, ticket or device that is about. */
export interface Failure {
  readonly error: RefusalCode | CommandErrorCode | Fault;
  readonly about?: string;
}

/** Levels of the log. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A problem of a site file, as `check-config` answers it. */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly text: string;
}

/** The hall as the commands see it. */
export interface CommandHall {
  /** Asks the queue, the way a key does: into the inbox of the loop. */
  ask(command: Command): Promise<Outcome>;
  /** Where tickets of a service, or copies of a ticket, are printed; null: the site has no printer. */
  printerFor(service: string): string | null;
  printerOf(ticket: string): string | null;
  isPrinter(device: string): boolean;
  identify(device: string): Promise<Answer>;
  test(device: string): Promise<Answer>;
  /** Takes a device out of the hall's use, or puts it back. */
  maintain(device: string, on: boolean): Answer;
  /** Follows a clock that is in doubt. */
  believeClock(): Answer;
  /** Says every retained message again. */
  restate(): void;
  /** Sends the journal's records `from` to `to`, both included, as historical events. */
  replay(from: number, to: number): Promise<Answer>;
  /** Answers the level before; undefined when it cannot be changed. */
  setLogLevel(level: LogLevel): string | undefined;
  /** Reads the site file again and puts it in force, if it is right and that needs no restart. */
  reloadConfig(): Promise<Answer>;
  /** What is wrong with the text of a site file, at most `most` of them. */
  checkConfig(text: string, most: number): Promise<Answer>;
}
