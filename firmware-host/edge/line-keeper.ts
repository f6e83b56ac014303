import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Fault } from '../../devices/fault.ts';
import type { Clock, Level, OutputLine, OutputOptions } from '../../devices/ports.ts';
import { settledIn } from '../async/time-limit.ts';
import { complaintFault } from './gpiod-programs.ts';

/** Setting a line takes some hundredths of a second; a Pi under load may take much longer. */
const ANSWER_LIMIT_MS = 5_000;
/** How long the keeper may take to put its line to rest and end, before it is killed. */
const END_LIMIT_MS = 2_000;
const COMPLAINT_MOST_CHARACTERS = 400;

/**
 * The keeper of one line: a shell beside this process. It sets the line to each level that it reads, says so, and sets
 * it to rest when its input ends. That happens at the end of this process too, also when it is killed: Raspberry Pi's
 * kernel leaves a line that nobody has open any more as it was (persist_gpio_outputs), and a siren would sound on.
 * Signals to the whole service do not end the keeper before its work is done, nor does an answer that nobody reads.
 */
const keeper = (set: string, hold: string): string => `trap '' TERM INT HUP PIPE
set -f
rest=$1 line=$2 once=$3 held=$4 level=$1 last= holds=
while :; do
  ${set}
  [ -z "$last" ] || break
  ${hold}
  echo "$level"
  read -r level || { level=$rest; last=yes; }
done`;

/**
 * How a line is set: through the file of its level, `line`; or by the program `once`, which sets the line with this
 * number and ends. Then another, `held`, has it until the next level comes, since other kernels let go of a line that
 * nobody has open. It is killed because it inherits that signals are ignored, and dies with the keeper.
 */
const keepers = {
  file: keeper('echo "$level" > "$line" || exit 1', ':'),
  program: keeper(
    `[ -z "$holds" ] || { kill -KILL "$holds"; wait "$holds"; } 2> /dev/null
  $once "$line=$level" || exit 1`,
    'setpriv --pdeathsig KILL $held "$line=$level" & holds=$!',
  ),
} as const;

interface Kept {
  readonly by: keyof typeof keepers;
  readonly line: string;
  /** The programs with their arguments but the last, LINE=LEVEL. */
  readonly programs?: { readonly once: readonly string[]; readonly held: readonly string[] };
  readonly rest: Level;
  readonly place: string;
  readonly clock: Clock;
  readonly lost: OutputOptions['lost'];
}

/** Starts the keeper of a line. Resolves when the line is at rest; rejects with the keeper's complaint as a Fault. */
export async function keptLine(of: Kept): Promise<OutputLine> {
  const { place, clock } = of;
  const child = start(of);
  let open = true;
  // A loss before it is open fails the opening, and nothing else.
  let lost: OutputOptions['lost'];
  const end = (why: Error) => {
    if (!open) return;
    open = false;
    child.stdin.end();
    answers.fail(why);
    lost?.(why);
  };
  const answers = answersOf(clock, () => end(new Fault('link.timeout', `${place} is not set`)));
  child.stdout.setEncoding('utf8').on('data', answers.hear);
  const gone = ended(child, place).then(end);
  const close = async () => {
    lost = undefined;
    end(new Fault('link.absent', `${place} was closed`));
    if (!(await settledIn(clock, END_LIMIT_MS, gone, 'gpio: line at rest'))) child.kill('SIGKILL');
    await gone;
  };

  try {
    await answers.next();
  } catch (thrown) {
    await close();
    throw thrown;
  }
  lost = of.lost;
  return {
    write(level) {
      if (!open) return Promise.reject(new Fault('link.absent', `${place} is not open`));
      child.stdin.write(`${level}\n`);
      return answers.next();
    },
    close,
  };
}

function start({ by, rest, line, programs }: Kept): ChildProcessWithoutNullStreams {
  const words = [programs?.once ?? [], programs?.held ?? []].map((program) => program.join(' '));
  const child = spawn('sh', ['-c', keepers[by], 'line-keeper', String(rest), line, ...words]);
  child.stdin.on('error', () => undefined); // Its end is told by `close`.
  return child;
}

/** Resolves when the keeper is gone, with its error output as a Fault. */
function ended(child: ChildProcessWithoutNullStreams, place: string): Promise<Fault> {
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_MOST_CHARACTERS);
  });
  return new Promise((resolve) => {
    child.once('error', (why) => resolve(complaintFault(why.message, place)));
    child.once('close', (status, signal) =>
      resolve(complaintFault(complaint.trim() || `its keeper ended (${signal ?? status})`, place)),
    );
  });
}

/** The levels that the keeper has yet to answer, the first of which is that of its start; `late`: one took too long. */
function answersOf(clock: Clock, late: () => void) {
  const waiting: { readonly done: () => void; readonly failed: (why: Error) => void }[] = [];
  return {
    next: () =>
      new Promise<void>((resolve, reject) => {
        const cancel = clock.after(ANSWER_LIMIT_MS, late, 'gpio: line set');
        const settled = (then: () => void) => {
          cancel();
          then();
        };
        waiting.push({ done: () => settled(resolve), failed: (why) => settled(() => reject(why)) });
      }),
    hear(text: string): void {
      for (const _line of text.match(/\n/g) ?? []) waiting.shift()?.done();
    },
    fail(why: Error): void {
      for (const each of waiting.splice(0)) each.failed(why);
    },
  };
}
