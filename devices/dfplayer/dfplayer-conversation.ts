import type { Fault } from '../fault.ts';
import type { Clock, Millis, Wire } from '../ports.ts';
import { frameOf, frameReader, type Message, type ModuleCommand } from './dfplayer-frames.ts';

/** The module loses a command that follows another one sooner (RIOT OS, drivers/dfplayer: SEND_DELAY_MS). */
const COMMAND_GAP_MS = 100;

interface Wait {
  readonly take: (message: Message) => void;
  readonly end: (why: Fault) => void;
}

/** Commands to the module, and its messages, which come whether one waits for them or not. */
export class DfplayerConversation {
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #withSum: boolean;
  readonly #waits = new Set<Wait>();
  #sentAt: Millis;
  #closed: Fault | undefined;

  /** `heard` receives every message, before whoever waits for it. */
  constructor(wire: Wire, clock: Clock, withSum: boolean, heard: (message: Message) => void) {
    this.#wire = wire;
    this.#clock = clock;
    this.#withSum = withSum;
    this.#sentAt = clock.now() - COMMAND_GAP_MS;
    wire.onBytes(
      frameReader((message) => {
        heard(message);
        for (const { take } of [...this.#waits]) take(message);
      }),
    );
  }

  /** Sends a command, at the earliest when the module listens again. */
  async send(sent: ModuleCommand): Promise<void> {
    await this.#gap();
    await this.#write(sent);
  }

  /** The same; resolves as `next` does, for the messages that come once it is sent. */
  async ask<T>(
    sent: ModuleCommand,
    match: (message: Message) => T | undefined,
    limitMs: Millis,
  ): Promise<T | undefined> {
    await this.#gap();
    // It may answer before the system reports that it has taken the bytes.
    const [answer] = await Promise.all([this.next(match, limitMs), this.#write(sent)]);
    return answer;
  }

  async pause(ms: Millis): Promise<void> {
    if (ms > 0) await this.next(() => undefined, ms);
  }

  #gap(): Promise<void> {
    return this.pause(this.#sentAt + COMMAND_GAP_MS - this.#clock.now());
  }

  #write(sent: ModuleCommand): Promise<void> {
    this.#sentAt = this.#clock.now();
    return this.#wire.write(frameOf(sent, this.#withSum));
  }

  /** The first result of `match` for a message that comes from now on; undefined when none does within `limitMs`. */
  next<T>(match: (message: Message) => T | undefined, limitMs: Millis): Promise<T | undefined> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      const over = () => {
        cancel();
        this.#waits.delete(wait);
      };
      const cancel = this.#clock.after(
        limitMs,
        () => {
          over();
          resolve(undefined);
        },
        'dfplayer: answer',
      );
      const wait: Wait = {
        take: (message) => {
          const found = match(message);
          if (found === undefined) return;
          over();
          resolve(found);
        },
        end: (why) => {
          over();
          reject(why);
        },
      };
      this.#waits.add(wait);
    });
  }

  /** Ends all waits with `why`; nothing is waited for from now on. */
  end(why: Fault): void {
    this.#closed ??= why;
    for (const wait of [...this.#waits]) wait.end(this.#closed);
  }
}
