import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A worker in a process of its own, applying.js. */
export class WorkerProcess {
  /** The last number of each site that was acknowledged. */
  readonly acknowledged = new Map<string, number>();
  /** How many shares it holds, and whether it writes the history; undefined before it knows. */
  held: { readonly shares: number; readonly writesHistory: boolean } | undefined;
  /** What was refused, by its code. */
  readonly refused: string[] = [];
  errors = '';
  readonly #child: ChildProcess;

  constructor(place: string, worker: string, sites: number) {
    const program = ['test/office/store/applying.js', place, worker, String(sites)];
    this.#child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => this.kill());
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    stderr.on('data', (chunk) => {
      this.errors += chunk;
    });
    createInterface({ input: stdout }).on('line', (line) => this.#read(line));
  }

  #read(line: string): void {
    const [what, first = '', second = ''] = line.split(' ');
    if (what === 'ok') this.acknowledged.set(first, Number(second));
    if (what === 'held') this.held = { shares: Number(first), writesHistory: second === 'true' };
    if (what === 'refused') this.refused.push(first);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it without warning. Resolves when it is gone, and all that it said was read. */
  async kill(): Promise<void> {
    const { stdout } = this.#child;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const read = stdout === null || stdout.readableEnded ? undefined : once(stdout, 'close');
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    await read;
  }
}
