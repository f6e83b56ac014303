import type { Fault } from '../../../devices/fault.ts';
import type { Outcome } from '../../outcome.ts';
import type { Command } from '../../queue/commands.ts';
import type { RefusalCode } from '../../queue/refusals.ts';
import type { CommandErrorCode } from './errors.ts';

/** The answer to a command. */
export type Answer = { readonly result: object } | Failure;

/** Why a command was not carried out and, where it helps, which field, ticket or device was the cause. */
export interface Failure {
  readonly error: RefusalCode | CommandErrorCode | Fault;
  readonly about?: string;
}

/** Levels of the log. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A problem of a site file, as `check-config` reports it. */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly text: string;
}

/** The hall as seen by the commands. */
export interface CommandHall {
  /** Gives the queue a command through the inbox of the loop, as a key press does. */
  ask(command: Command): Promise<Outcome>;
  /** The printer for tickets of a service, or for copies of a ticket; null: the site has no printer. */
  printerFor(service: string): string | null;
  printerOf(ticket: string): string | null;
  isPrinter(device: string): boolean;
  identify(device: string): Promise<Answer>;
  test(device: string): Promise<Answer>;
  /** Announces a text of the site file in a zone, or in all. The answer does not wait for its end. */
  announce(text: string, zone: string | undefined): Answer;
  /** Takes a device out of the hall's use, or puts it back. */
  maintain(device: string, on: boolean): Answer;
  /** Accepts a system clock that is in doubt. */
  believeClock(): Answer;
  /** Puts a notice for visitors in force; without a text it ends the one there is. `until` is `HH:MM`. */
  setNotice(notice: {
    readonly text?: { readonly id: string; readonly en: string };
    readonly until?: string;
    readonly displays?: true;
  }): Promise<Answer>;
  /** Publishes every retained message again. */
  restate(): void;
  /** Sends the journal's records `from` to `to`, both included, as historical events. */
  replay(from: number, to: number): Promise<Answer>;
  /** Returns the previous level; undefined when the level cannot be changed. */
  setLogLevel(level: LogLevel): string | undefined;
  /** Reads the site file again and puts it in force, if it has no errors and the changes need no restart. */
  reloadConfig(): Promise<Answer>;
  /** Checks the text of a site file and returns at most `most` problems. */
  checkConfig(text: string, most: number): Promise<Answer>;
}
