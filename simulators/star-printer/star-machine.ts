import type { Cancel, Clock } from '../../devices/ports.ts';
import { garbage } from '../escpos-printer/answer-bytes.ts';
import { rowHeight } from '../escpos-printer/drawing.ts';
import { jobBytesMin, polite } from '../escpos-printer/habits.ts';
import { isEmptyRow, type Row } from '../escpos-printer/paper.ts';
import { isAwake, readyState } from '../escpos-printer/printer-state.ts';
import { type PrintedTicket, ticketOf } from '../escpos-printer/ticket.ts';
import { createVoice, type Line } from '../escpos-printer/voice.ts';
import type { WireHardware } from '../hardware.ts';
import { seededRandom } from '../random.ts';
import { StarPaper } from './star-paper.ts';
import { type StarCommand, StarParser, type StarRequest } from './star-parser.ts';
import { type StarHabits, type StarState, starCanPrint, statusOf } from './star-state.ts';

export interface StarPrinterOptions {
  readonly clock: Clock;
  readonly columns: 32 | 48;
  /** A printer without letters: pictures are all that it prints, and what it does not know it ignores. */
  readonly graphic?: boolean;
  /** Holds a cut ticket out until somebody takes it. */
  readonly presenter?: boolean;
  /** How long a ticket takes, from its first byte to its cut. */
  readonly printMs?: number;
  readonly cutter?: boolean;
  readonly habits?: Partial<StarHabits>;
  readonly seed?: number;
  readonly onTicket?: (ticket: PrintedTicket) => void;
}

const dotsPerMm = 8;
const counterValues = 32;
const retracts = 'ESC SYN 0';

/** A Star thermal printer. It keeps a job that it cannot print, and prints it when it can again, as real ones do. */
export class SimulatedStarPrinter implements WireHardware {
  readonly #options: StarPrinterOptions;
  readonly #dots: number;
  readonly #parser;
  readonly #paper;
  readonly #voice;
  #habits: StarHabits;
  #state: StarState = { ...readyState, presenter: 'ok', ticket: 'nowhere' };
  #buffer: StarCommand[] = [];
  #held: { readonly bytes: Uint8Array; readonly line: Line }[] = [];
  #strip: Row[] = [];
  #fedDots = 0;
  #counter = 0;
  #rowsLeft = Number.POSITIVE_INFINITY;
  #losing = false;
  /** A document is open; `thrown-away`: an error stopped it, and the rest of it is not printed. */
  #document: 'none' | 'open' | 'thrown-away' = 'none';
  #whole = true;
  #printing: Cancel | undefined;

  constructor(options: StarPrinterOptions) {
    this.#options = options;
    this.#dots = options.columns * 12;
    this.#parser = new StarParser(options.graphic === true);
    this.#paper = new StarPaper(this.#dots, options.graphic === true);
    const ours = { counter: 'right', deafToCancel: false, tellsChanges: false } as const;
    this.#habits = { ...polite, ...ours, ...options.habits };
    const random = seededRandom(options.seed ?? 1);
    this.#voice = createVoice({ clock: options.clock, habits: () => this.#habits, random });
  }

  get state(): StarState {
    return this.#state;
  }

  /** How much paper has come out of it, in mm. */
  get paperMm(): number {
    return this.#fedDots / dotsPerMm;
  }

  get busy(): boolean {
    return this.#buffer.length > 0;
  }

  behave(change: Partial<StarHabits>): void {
    this.#habits = { ...this.#habits, ...change };
  }

  closeConnection(): boolean {
    const { line } = this.#voice;
    line?.end();
    return line !== undefined;
  }

  /** Loses the next job, and the questions sent after it. */
  loseNextJob(): void {
    this.#losing = true;
  }

  /** The roll ends with the row that is `rows` from now. */
  paperEndsAfter(rows: number): void {
    this.#rowsLeft = rows;
  }

  connect(
    send: (bytes: Uint8Array) => void,
    end: () => void = () => undefined,
  ): { receive(bytes: Uint8Array): void; hangUp(): void } {
    const line: Line = { send, end };
    this.#voice.opened(line);
    return {
      receive: (bytes) => {
        this.#receive(bytes, line);
        this.#run();
      },
      hangUp: () => this.#voice.closed(line),
    };
  }

  /** Opens the cover, takes the paper away, takes the ticket, pulls the plug, ... */
  set(change: Partial<StarState>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    if (this.#state.power === 'off') this.#powerOff();
    if (before.paper === 'out' && this.#state.paper !== 'out') this.#rowsLeft = Number.POSITIVE_INFINITY;
    const stops = starCanPrint(before) && !starCanPrint(this.#state);
    if (stops && this.#document === 'open') this.#throwAway();
    if (before.paper !== 'out' && this.#state.paper === 'out') this.#comesOut(false);
    const { line } = this.#voice;
    const told = this.#habits.tellsChanges && String(this.#status()) !== String(this.#status(before));
    if (told && line !== undefined) this.#answer(line);
    if (!this.#state.hung)
      for (const { bytes, line: from } of this.#held.splice(0)) this.#receive(bytes, from);
    this.#run();
  }

  #receive(bytes: Uint8Array, line: Line): void {
    if (this.#state.power === 'off') return;
    if (this.#state.hung) {
      this.#held.push({ bytes, line });
      return;
    }
    const lost = this.#losing && bytes.length > jobBytesMin;
    if (lost) this.#losing = false;
    this.#parser.push(bytes, {
      request: (request) => this.#atOnce(request, line),
      command: (command) => {
        this.#voice.heard(line);
        if (!lost) this.#take(command);
      },
    });
  }

  #atOnce(request: StarRequest, line: Line): void {
    if (request === 'status') this.#answer(line);
    else if (!this.#habits.deafToCancel) {
      this.#forget();
      this.#counter = 0;
    }
  }

  #take(command: StarCommand): void {
    if (this.#document === 'thrown-away') {
      if (isDocument(command, 4)) this.#document = 'none';
      return;
    }
    if (command.name === 'ETB' && this.#habits.counter === 'at-once') this.#step();
    this.#buffer.push(command);
  }

  /** Prints the buffer as far as paper, cover and time allow. */
  #run(): void {
    while (starCanPrint(this.#state) && this.#printing === undefined) {
      const next = this.#buffer[0];
      if (next === undefined) return;
      const { printMs = 0 } = this.#options;
      const cuts = next.name === 'ESC d' || next.name === 'ESC FF';
      if (cuts && printMs > 0) {
        this.#printing = this.#options.clock.after(printMs, () => {
          this.#printing = undefined;
          if (!starCanPrint(this.#state)) return;
          const cut = this.#buffer.shift();
          if (cut !== undefined) this.#carryOut(cut);
          this.#run();
        });
        return;
      }
      this.#buffer.shift();
      this.#carryOut(next);
    }
  }

  #carryOut(command: StarCommand): void {
    if (isDocument(command, 3)) this.#document = 'open';
    if (isDocument(command, 4)) this.#document = 'none';
    if (command.name === 'ETB' && this.#habits.counter !== 'at-once') this.#step();
    if (command.name === 'ESC RS E') this.#counter = 0;
    if (command.name === retracts && this.#state.ticket === 'out') this.set({ ticket: 'taken-back' });
    const { rows, cut } = this.#paper.print(command);
    this.#strip.push(...rows);
    for (const row of rows) this.#fedDots += rowHeight(row, this.#dots);
    this.#rowsLeft -= rows.length;
    // Without a cutter a person tears the ticket off once it was fed out.
    const fedOut = command.name === 'ESC a' || command.name === 'ESC FF';
    if (cut || (fedOut && this.#options.cutter === false)) this.#comesOut(true);
    if (this.#rowsLeft <= 0) this.set({ paper: 'out' });
  }

  #step(): void {
    this.#counter = (this.#counter + 1) % counterValues;
  }

  /** The piece of paper leaves the printer. Unless it was cut, the next one begins with the rest of a ticket. */
  #comesOut(cut: boolean): void {
    const rows = this.#strip;
    const whole = this.#whole;
    this.#strip = [];
    this.#whole = cut || rows.every(isEmptyRow);
    if (rows.every(isEmptyRow)) return;
    this.#options.onTicket?.(ticketOf(rows, this.#dots, cut && whole));
    if (cut && this.#options.presenter === true) this.#state = { ...this.#state, ticket: 'out' };
  }

  #status(state: StarState = this.#state): readonly number[] {
    return statusOf(state, this.#counter, this.#habits.counter !== 'none');
  }

  #answer(line: Line): void {
    if (!isAwake(this.#state)) return;
    if (this.#state.answers === 'right') this.#voice.say(line, this.#status());
    if (this.#state.answers === 'garbage') this.#voice.say(line, garbage);
  }

  /** An error in a document: what is left of it is thrown away, with the questions in it. */
  #throwAway(): void {
    const end = this.#buffer.findIndex((command) => isDocument(command, 4));
    this.#buffer = end < 0 ? [] : this.#buffer.slice(end + 1);
    this.#document = end < 0 ? 'thrown-away' : 'none';
    this.#printing?.();
    this.#printing = undefined;
    this.#paper.reset();
    this.#comesOut(false);
    this.#whole = true;
  }

  #forget(): void {
    this.#printing?.();
    this.#printing = undefined;
    this.#buffer = [];
    this.#document = 'none';
    this.#paper.reset();
    this.#comesOut(false);
    this.#whole = true;
  }

  #powerOff(): void {
    this.#held = [];
    this.#losing = false;
    this.#voice.fallSilent();
    this.#parser.reset();
    this.#forget();
    this.#counter = 0;
  }
}

/** `ESC GS ETX 3` begins a document, `ESC GS ETX 4` ends it. */
const isDocument = ({ name, data }: StarCommand, which: 3 | 4): boolean =>
  name === 'ESC GS ETX' && data[0] === which;
