import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { WireHardware } from '../hardware.ts';
import { seededRandom } from '../random.ts';
import { borrowedModel, borrowedName, cleared, constantId, garbage, processAnswer } from './answer-bytes.ts';
import { type Habits, jobBytesMin, polite } from './habits.ts';
import { bufferedCommandsLimit, heldBytesLimit, transcriptLimit } from './limits.ts';
import { createMeasuredPaper } from './measured-paper.ts';
import { misread } from './misread.ts';
import { characterBox, isEmptyRow, isFedOut, type Row } from './paper.ts';
import { type Command, createParser, isCut } from './parser.ts';
import {
  automaticStatus,
  canPrint,
  isAwake,
  type PrinterState,
  paperStatus,
  readyState,
  realtimeStatus,
  retracts,
} from './printer-state.ts';
import { createRealtimeFilter, type RealtimeRequest } from './realtime.ts';
import { type PrintedTicket, ticketOf } from './ticket.ts';
import { createVoice, type Line } from './voice.ts';

/** The fixed properties of a printer; everything that changes is in its state. */
export interface PrinterOptions {
  readonly clock: Clock;
  /** Printable width in characters of font A: 32 on 58 mm paper, 42 or 48 on 80 mm. */
  readonly columns: 32 | 42 | 48;
  /** How long printing a ticket takes, from its first byte to its cut. 0 prints at once. */
  readonly printMs?: number;
  /** Without a cutter, a person tears each ticket off once it was fed out. */
  readonly cutter?: boolean;
  /** Which command makes it forget a job that it cannot print. With `nothing`, the job prints after the refill. */
  readonly forgetsBy?: 'clear' | 'initialize' | 'nothing';
  /** Whether it answers GS r; many cheap printers do not. */
  readonly acknowledges?: boolean;
  /** Whether it reports every change of its status from the start (a memory switch on real ones). */
  readonly tellsChanges?: boolean;
  /** A kiosk printer, which holds a cut ticket out until it is taken, and answers DLE EOT 20. */
  readonly ejects?: boolean;
  readonly habits?: Partial<Habits>;
  /** The seed for the random parts of its habits. */
  readonly seed?: number;
  readonly onTicket?: (ticket: PrintedTicket) => void;
}

/**
 * A thermal ticket printer. It answers status requests, keeps a job it cannot print and prints it when it can again,
 * as real ones do, and hands every piece of paper that comes out to `onTicket`.
 */
export class SimulatedPrinter implements WireHardware {
  readonly #options: PrinterOptions;
  readonly #dots: number;
  readonly #filter = createRealtimeFilter();
  readonly #parser = createParser();
  readonly #paper;
  readonly #automatic = new Set<Line>();
  readonly #voice;
  #habits: Habits;
  #losing = false;
  #state: PrinterState = readyState;
  #held: { readonly bytes: Uint8Array; readonly line: Line }[] = [];
  #heldBytes = 0;
  #buffer: { readonly command: Command; readonly line: Line }[] = [];
  #strip: Row[] = [];
  /** Whether the current piece of paper starts with the start of a ticket. */
  #whole = true;
  #linesLeft = Number.POSITIVE_INFINITY;
  #printing: Cancel | undefined;
  #transcript: Command[] = [];

  constructor(options: PrinterOptions) {
    this.#options = options;
    this.#dots = options.columns * characterBox.A.width;
    this.#paper = createMeasuredPaper(options.columns);
    this.#habits = { ...polite, ...options.habits };
    const random = seededRandom(options.seed ?? 1);
    this.#voice = createVoice({ clock: options.clock, habits: () => this.#habits, random });
  }

  get state(): PrinterState {
    return this.#state;
  }

  /** The commands received so far, in order, without real-time requests. */
  get transcript(): readonly Command[] {
    return this.#transcript;
  }

  /** How much paper has come out of it, in mm. */
  get paperMm(): number {
    return this.#paper.fedMm;
  }

  /** Whether its buffer holds something that is not printed yet. */
  get busy(): boolean {
    return this.#buffer.length > 0;
  }

  /** Changes its habits from now on. Habits of a connection (idle close, NULs) apply from the next connection. */
  behave(change: Partial<Habits>): void {
    this.#habits = { ...this.#habits, ...change };
  }

  /** Closes the connection in order, as after an idle time; false: there is none. */
  closeConnection(): boolean {
    const { line } = this.#voice;
    line?.end();
    return line !== undefined;
  }

  /** Loses the next job, and the questions sent after it. */
  loseNextJob(): void {
    this.#losing = true;
  }

  connect(
    send: (bytes: Uint8Array) => void,
    end: () => void = () => undefined,
  ): { receive(bytes: Uint8Array): void; hangUp(): void } {
    const line: Line = { send, end };
    this.#voice.opened(line);
    if (this.#options.tellsChanges) this.#automatic.add(line);
    return {
      receive: (bytes) => {
        this.#receive(bytes, line);
        this.#run();
      },
      hangUp: () => {
        this.#voice.closed(line);
        this.#automatic.delete(line);
      },
    };
  }

  /** Opens the cover, takes the paper away, pulls the plug, ...; sends automatic status to hosts that asked for it. */
  set(change: Partial<PrinterState>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    if (this.#state.power === 'off') this.#powerOff();
    if (before.paper === 'out' && this.#state.paper !== 'out') this.#linesLeft = Number.POSITIVE_INFINITY;
    // The printed part comes out with the end of the old roll.
    if (before.paper !== 'out' && this.#state.paper === 'out') this.#comesOut(false);
    const status = automaticStatus(this.#state);
    if (String(status) !== String(automaticStatus(before))) {
      for (const line of this.#automatic) this.#answer(line, status);
    }
    if (!this.#state.hung) {
      this.#heldBytes = 0;
      for (const { bytes, line } of this.#held.splice(0)) this.#receive(bytes, line);
    }
    this.#run();
  }

  /** The roll ends with the command that prints the line `lines` from now, even in the middle of a ticket. */
  paperEndsAfter(lines: number): void {
    this.#linesLeft = lines;
  }

  #receive(bytes: Uint8Array, line: Line): void {
    if (this.#state.power === 'off') return;
    if (this.#state.hung) {
      const taken = bytes.slice(0, heldBytesLimit - this.#heldBytes);
      this.#heldBytes += taken.length;
      if (taken.length > 0) this.#held.push({ bytes: taken, line });
      return;
    }
    const lost = this.#losing && bytes.length > jobBytesMin;
    if (lost) this.#losing = false;
    for (const received of this.#filter.push(bytes)) {
      if (received.type === 'data') this.#voice.heard(line);
      if (received.type !== 'data') this.#atOnce(received, line);
      else if (!lost) {
        const commands = misread(this.#parser.push(received.bytes), this.#habits);
        for (const command of commands) this.#take(command, line);
      }
    }
  }

  /** Carries out a real-time request. A request to recover changes nothing: errors end only through `set`. */
  #atOnce(request: RealtimeRequest, line: Line): void {
    const { statuses, clearMs, deafToClear } = this.#habits;
    if (request.type === 'status' && [...statuses, this.#options.ejects && 20].includes(request.n)) {
      const status = realtimeStatus(this.#state, request.n);
      if (status !== undefined) this.#answer(line, status);
    }
    if (request.type !== 'clear' || deafToClear || (this.#options.forgetsBy ?? 'clear') !== 'clear') return;
    if (clearMs === 0) this.#clear(line);
    else this.#options.clock.after(clearMs, () => isAwake(this.#state) && this.#clear(line));
  }

  #clear(line: Line): void {
    this.#forget();
    const lateMs = this.#habits.clearAnswerMs;
    this.#answer(line, cleared, lateMs > 0 ? lateMs : undefined);
  }

  #take(command: Command, line: Line): void {
    this.#transcript.push(command);
    if (this.#transcript.length > transcriptLimit) this.#transcript.shift();
    const stuck = this.#options.forgetsBy === 'initialize' && !canPrint(this.#state);
    if (command.name === 'ESC @' && stuck && !this.#habits.deafToClear) this.#forget();
    if (this.#habits.processIds === 'at-once') this.#nameProcess(command, line);
    if (this.#buffer.length < bufferedCommandsLimit) this.#buffer.push({ command, line });
  }

  /** Prints the buffer as far as paper, cover and time allow. */
  #run(): void {
    while (canPrint(this.#state) && this.#printing === undefined) {
      const next = this.#buffer[0];
      if (next === undefined) return;
      if (isCut(next.command.name) && (this.#options.printMs ?? 0) > 0) {
        this.#cutLater();
        return;
      }
      this.#buffer.shift();
      this.#carryOut(next.command, next.line);
    }
  }

  #cutLater(): void {
    this.#printing = this.#options.clock.after(this.#options.printMs ?? 0, () => {
      this.#printing = undefined;
      if (!canPrint(this.#state)) return;
      const cut = this.#buffer.shift();
      if (cut !== undefined) this.#carryOut(cut.command, cut.line);
      this.#run();
    });
  }

  #carryOut(command: Command, line: Line): void {
    const { name, data } = command;
    const rows = this.#paper.print({ name, data });
    this.#strip.push(...rows);
    if (isCut(name) && this.#options.cutter !== false) this.#comesOut(true);
    if (retracts(command, this.#state)) this.set({ ejector: 'retracted' });
    if (name === 'GS r' && (this.#options.acknowledges ?? true))
      this.#answer(line, [paperStatus(this.#state)]);
    if (name === 'GS a') this.#automaticFor(line, data[0] ?? 0);
    if (name === 'GS I' && this.#habits.fakesName)
      this.#answer(line, (data[0] ?? 0) > 64 ? borrowedName : [borrowedModel]);
    if (this.#habits.processIds !== 'at-once') this.#nameProcess(command, line);
    this.#linesLeft -= rows.length;
    if (this.#linesLeft <= 0) this.set({ paper: 'out' });
    if (this.#options.cutter === false && isFedOut(this.#strip)) this.#comesOut(true);
  }

  /** GS ( H, function 48. */
  #nameProcess({ name, data }: Command, line: Line): void {
    const { processIds } = this.#habits;
    if (name !== 'GS ( H' || data[2] !== 0x30 || data[3] !== 0x30 || processIds === 'none') return;
    this.#answer(line, processAnswer(processIds === 'constant' ? constantId : data.slice(4, 8)));
  }

  #automaticFor(line: Line, mask: number): void {
    if (mask === 0) this.#automatic.delete(line);
    else this.#automatic.add(line);
    if (mask !== 0) this.#answer(line, automaticStatus(this.#state));
  }

  /** The piece of paper leaves the printer. Unless it was cut, the next piece starts with the rest of a ticket. */
  #comesOut(cut: boolean): void {
    const rows = this.#strip;
    const whole = this.#whole;
    this.#strip = [];
    this.#whole = cut || rows.every(isEmptyRow);
    if (rows.every(isEmptyRow)) return;
    this.#options.onTicket?.(ticketOf(rows, this.#dots, cut && whole));
    if (cut && this.#options.ejects) this.#state = { ...this.#state, ejector: 'out' };
  }

  #answer(line: Line, bytes: readonly number[], apart?: Millis): void {
    if (!isAwake(this.#state)) return;
    if (this.#state.answers === 'right') this.#voice.say(line, bytes, apart);
    if (this.#state.answers === 'garbage') this.#voice.say(line, garbage, apart);
  }

  /** Clears the buffer and the print data; the printed part is torn off. */
  #forget(): void {
    this.#printing?.();
    this.#printing = undefined;
    this.#buffer = [];
    this.#parser.reset();
    this.#paper.reset();
    this.#comesOut(false);
    this.#whole = true;
  }

  #powerOff(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#losing = false;
    this.#voice.fallSilent();
    if (!this.#options.tellsChanges) this.#automatic.clear();
    this.#filter.reset();
    this.#forget();
  }
}
