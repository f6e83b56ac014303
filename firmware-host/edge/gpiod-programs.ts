import { execFile, spawn } from 'node:child_process';
import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import { Loss } from '../../devices/loss.ts';
import type { Clock } from '../../devices/ports.ts';
import { settledIn } from '../async/time-limit.ts';
import { endWithThisProcess } from './child-processes.ts';
import { linkFault } from './link-fault.ts';

/** The programs answer within some ten milliseconds; a Pi under load may take much longer. */
const ANSWER_LIMIT_MS = 5_000;
/** How long `gpiomon` may take to end after SIGTERM, before it is killed. */
const END_LIMIT_MS = 500;
/** How much of a program's error output is kept. */
const COMPLAINT_MOST_CHARACTERS = 400;

const install = 'Install the package gpiod: apt install gpiod';
const permit =
  'Add the user Loket runs as to the group that owns /dev/gpiochip* (gpio; on Ubuntu dialout), and start it again.';
const free = 'Another program has the line: gpioinfo names it; see also dtoverlay lines in config.txt.';

const hints: ReadonlyMap<FaultCode, string> = new Map([
  ['link.permission', permit],
  ['link.busy', free],
]);

/** A program's error output as a Fault of `place`, with a hint. */
export function complaintFault(complaint: string, place: string): Fault {
  const { code, message } = linkFault(new Error(complaint), place);
  const hint = hints.get(code);
  return new Fault(code, message, hint === undefined ? {} : { hint });
}

/** The output of `program`. Rejects with a Fault that has the program's error output. */
export function answerOf(program: string, args: readonly string[], place: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...args],
      { timeout: ANSWER_LIMIT_MS, killSignal: 'SIGKILL' },
      (error, printed, complaint) => {
        if (error === null) resolve(printed);
        else if (error.code === 'ENOENT')
          reject(new Fault('link.absent', `${place}: there is no program ${program}`, { hint: install }));
        else if (error.killed) reject(new Fault('link.timeout', `${place}: ${program} does not answer`));
        else reject(complaintFault(complaint.trim() || error.message, place));
      },
    );
  });
}

/** A program that runs until it is ended. */
export interface Running {
  onText(listener: (text: string) => void): void;
  /** The listener is called once if the program ended by itself, with its error output. */
  onLost(listener: (why: Error) => void): void;
  /** Resolves when it is gone. Idempotent. */
  end(): Promise<void>;
}

/**
 * Starts `program`. A GPIO line stays taken while the program that requested it lives, so the program must not outlive
 * this process, however that ends: `setpriv` (util-linux) makes the kernel end it then, and execs the program.
 */
export function running(program: string, args: readonly string[], place: string, clock: Clock): Running {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  const loss = new Loss();
  let complaint = '';
  const gone = new Promise<void>((resolve) => {
    child.once('error', (why) => {
      loss.tell(linkFault(why, place));
      resolve();
    });
    child.once('close', (status, signal) => {
      const how = complaint.trim() || `${program} ended (${signal ?? status})`;
      loss.tell(complaintFault(how, place));
      resolve();
    });
  });
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_MOST_CHARACTERS);
  });
  return {
    onText: (listener) => void child.stdout.on('data', listener),
    onLost: (listener) => loss.listen(listener),
    async end() {
      loss.end();
      child.kill('SIGTERM');
      if (!(await settledIn(clock, END_LIMIT_MS, gone, 'gpiod program: end'))) child.kill('SIGKILL');
      await gone;
    },
  };
}
