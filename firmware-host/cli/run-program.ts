import { execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Millis } from '../../devices/ports.ts';

/** What a program printed. */
export interface Printed {
  readonly out: Buffer;
  readonly err: string;
}

/** A program that is not on this machine; `install` is the command that brings it. */
export class MissingProgram extends Error {
  readonly program: string;
  readonly install: string;

  constructor(program: string) {
    super(`there is no program ${program}`);
    this.name = 'MissingProgram';
    this.program = program;
    // Debian's packages of the programs used here have the names of the programs.
    this.install = `sudo apt install ${program}`;
  }
}

/** The last words of a program that failed; the whole of its output would fill the screen. */
const complaintMaxCharacters = 300;

/**
 * Runs a program to its end, with `input` as its standard input. Rejects with MissingProgram, or with an Error in the
 * program's own words; one that takes longer than `limitMs` or prints more than `outMaxBytes` is killed. It has a lower
 * priority than this process, since the hall may run beside it.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  {
    input,
    cwd,
    limitMs,
    outMaxBytes,
  }: { readonly input: Uint8Array | string; readonly cwd?: string } & Limits,
): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { encoding: 'buffer', cwd, timeout: limitMs, maxBuffer: outMaxBytes, killSignal: 'SIGKILL' },
      (error, out, err) => {
        if (error === null) resolve({ out, err: err.toString() });
        else if (error.code === 'ENOENT') reject(new MissingProgram(program));
        else reject(new Error(whyOf(program, error, err.toString(), limitMs), { cause: error }));
      },
    );
    // A program that ends before it has read everything says why by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    if (child.pid !== undefined) yieldTo(child.pid);
  });
}

export interface Limits {
  readonly limitMs: Millis;
  readonly outMaxBytes: number;
}

function whyOf(program: string, error: Error & { code?: unknown }, err: string, limitMs: Millis): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `${program} prints too much`;
  const words = err.trim().slice(-complaintMaxCharacters);
  if (words !== '') return words;
  return 'killed' in error && error.killed === true
    ? `${program} was not finished after ${limitMs / 1_000} s`
    : error.message;
}

function yieldTo(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not allow it: then it runs as it is.
  }
}
