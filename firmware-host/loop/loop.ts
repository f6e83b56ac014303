import { asFault, Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';
import type { HostEvent, Journal, Record } from '../journal/journal-port.ts';
import type { Outcome } from '../outcome.ts';
import { type AffectedViews, affectedViews } from '../queue/affected-views.ts';
import { apply } from '../queue/apply.ts';
import type { Cause, Command } from '../queue/commands.ts';
import { decide } from '../queue/decide.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { State } from '../queue/state.ts';
import type { HallTime } from './hall-time.ts';
import { limits } from './loop-limits.ts';

/** Something that wants a decision. `at` is when it happened at the edge, in monotonic milliseconds. */
export interface Input {
  readonly command: Command;
  readonly cause: Cause;
  readonly device?: string;
  readonly at: Millis;
  /** Told the refusal at once, or the events once they are durable. */
  readonly reply?: (outcome: Outcome) => void;
}

/** An event, what caused it, and whose views it changed. */
export interface CausedEvent {
  readonly event: QueueEvent;
  readonly input: Input;
  readonly touched: AffectedViews;
}

/** What the loop causes. None of these may block or throw. */
export interface Effects {
  /** What people see: at once, before anything is on the disk. */
  readonly see: (seen: readonly CausedEvent[]) => void;
  /** What people keep: when the records are durable. `inputs` are those that caused them. */
  readonly keep: (records: readonly Record[], inputs: readonly Input[]) => void;
  readonly refuse: (input: Input, code: RefusalCode) => void;
  /** Asked before the queue decides: why an input cannot be taken now, for reasons outside the queue. */
  readonly admit: (input: Input) => RefusalCode | undefined;
  /** The journal has failed, and nothing that is decided from now on will be durable. Called once. */
  readonly journalFailed: (fault: Fault) => void;
  /** An input was dropped because too many wait. */
  readonly overflow: (input: Input) => void;
}

export interface LoopParts {
  readonly state: State;
  /** The sequence of the last record in the journal; 0 when it is empty. */
  readonly lastSequence: number;
  readonly boot: string;
  readonly time: HallTime;
  readonly journal: Journal;
  readonly effects: Effects;
  /** Runs a function after what is already due, without waiting (setImmediate). */
  readonly soon: (run: () => void) => void;
}

/**
 * The dispatch loop: takes what came in, at its own pace, lets the queue decide, shows at once, and keeps after the
 * journal has it. It awaits nothing.
 */
export class Loop {
  readonly #of: LoopParts;
  #inbox: Input[] = [];
  #scheduled = false;
  #sequence: number;
  #turns = 0;
  #overflows = 0;
  /** Why the journal takes no more. A batch behind one that failed would leave a gap, so none is handed over. */
  #failed: Fault | undefined;
  #closed: Fault | undefined;

  constructor(parts: LoopParts) {
    this.#of = parts;
    this.#sequence = parts.lastSequence;
  }

  /** Inputs waiting, turns made, inputs dropped: for health. */
  get figures(): { readonly depth: number; readonly turns: number; readonly overflows: number } {
    return { depth: this.#inbox.length, turns: this.#turns, overflows: this.#overflows };
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** Why nothing is kept any more, once the journal has failed. */
  get failed(): Fault | undefined {
    return this.#failed;
  }

  post(input: Input): void {
    if (this.#closed !== undefined) {
      input.reply?.({ ok: false, failed: this.#closed });
      return;
    }
    // What a printer says of a number is not lost: it would stay reserved. There are no more of these than jobs.
    if (this.#inbox.length >= limits.inboxMax && input.cause !== 'printer') {
      this.#overflows++;
      this.#of.effects.overflow(input);
      return;
    }
    this.#inbox.push(input);
    this.#schedule();
  }

  /** Records the last event there is. What is posted from then on is refused, and what is noted is not kept. */
  close(event: HostEvent): Promise<void> {
    const noted = this.note(event);
    this.#closed = new Fault('journal.stopped', 'the hall is being closed');
    return noted;
  }

  /** Records an event of the host itself; it is published like those of the queue, when it is durable. */
  note(event: HostEvent): Promise<void> {
    if (this.#closed !== undefined) return Promise.resolve();
    const record = this.#record(event, this.#of.time.now());
    return new Promise((resolve) => this.#of.soon(() => resolve(this.#append([record], []))));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#of.soon(() => {
      this.#scheduled = false;
      this.#turn();
    });
  }

  #turn(): void {
    this.#turns++;
    const inputs = this.#inbox.splice(0, limits.turnMax);
    const records: Record[] = [];
    const seen: CausedEvent[] = [];
    const answers: { readonly input: Input; readonly events: readonly QueueEvent[] }[] = [];
    for (const input of inputs) {
      const now = this.#of.time.now();
      const barred = this.#of.effects.admit(input);
      const decision =
        barred === undefined ? decide(this.#of.state, input.command, now) : { refused: barred };
      if ('refused' in decision) {
        this.#of.effects.refuse(input, decision.refused);
        input.reply?.({
          ok: false,
          refused: decision.refused,
          ...('ticket' in decision ? { ticket: decision.ticket } : {}),
        });
        continue;
      }
      for (const event of decision.events) {
        seen.push({ event, input, touched: affectedViews(this.#of.state, event) });
        apply(this.#of.state, event, now);
        records.push(this.#record(event, now));
      }
      answers.push({ input, events: decision.events });
    }
    if (seen.length > 0) this.#of.effects.see(seen);
    // What goes to a display leaves when this turn ends: handing records to the journal's thread comes after it.
    if (answers.length > 0) this.#of.soon(() => void this.#append(records, answers));
    if (this.#inbox.length > 0) this.#schedule();
  }

  #record(event: QueueEvent | HostEvent, now: ReturnType<HallTime['now']>): Record {
    return {
      sequence: ++this.#sequence,
      boot: this.#of.boot,
      wall: now.wall,
      clock: now.trusted ? 'synced' : 'unsynced',
      hall: now.hall,
      event,
    };
  }

  async #append(
    records: readonly Record[],
    answers: readonly { readonly input: Input; readonly events: readonly QueueEvent[] }[],
  ): Promise<void> {
    if (records.length > 0) {
      const failed = await this.#keepDurable(records);
      if (failed !== undefined) {
        for (const { input } of answers) input.reply?.({ ok: false, failed });
        return;
      }
      this.#of.effects.keep(
        records,
        answers.map(({ input }) => input),
      );
    }
    for (const { input, events } of answers) input.reply?.({ ok: true, events });
  }

  /** Resolves when the records are durable, or to the reason why they never will be. */
  async #keepDurable(records: readonly Record[]): Promise<Fault | undefined> {
    if (this.#failed !== undefined) return this.#failed;
    try {
      await this.#of.journal.append(records);
      return undefined;
    } catch (thrown) {
      const failed = asFault(thrown, 'disk.io_error');
      if (this.#failed === undefined) {
        this.#failed = failed;
        this.#of.effects.journalFailed(failed);
      }
      return failed;
    }
  }
}
