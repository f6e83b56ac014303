import { asFault, Fault } from '../fault.ts';
import type { Clock, Millis, Wire } from '../ports.ts';
import { createTurns } from '../serial-execution.ts';
import type { AnswerReader, AnyAnswer } from './any-answer.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { createWaits } from './waits.ts';

/** Requests and answers over a wire. Each pending question sees every answer, also those to other questions. */
export interface PrinterConversation<Answer extends AnyAnswer = PrinterAnswer> {
  /**
   * Sends bytes after those before them; resolves when the system has taken them. Rejects with `link.timeout` after
   * `limitMs`, but the bytes stay queued; and with `link.io_error` when the wire is lost or the device begins to close.
   * A call after the closing began still sends, because a ticket may have to be cancelled.
   */
  send(bytes: Uint8Array, limitMs: Millis): Promise<void>;
  /**
   * Sends a question and waits for the first answer for which `wanted` returns something. Earlier answers do not count.
   * Rejects with `link.timeout` after `limitMs` of silence, with `link.wrong_device` when only noise came, and with
   * `link.io_error` when the wire is lost or the device closed.
   */
  ask<T>(question: Uint8Array, wanted: (answer: Answer) => T | undefined, limitMs: Millis): Promise<T>;
}

export interface ConversationOptions<Answer extends AnyAnswer> {
  readonly wire: Wire;
  readonly reader: AnswerReader<Answer>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called with every answer, requested or not, before the pending questions see it. */
  readonly heard: (answer: Answer) => void;
  readonly lost: (why: Error) => void;
}

/** Begins a conversation. It ends with the wire; after `signal` is aborted it asks nothing more. */
export function createPrinterConversation<Answer extends AnyAnswer>({
  wire,
  reader,
  clock,
  signal,
  heard,
  lost,
}: ConversationOptions<Answer>): PrinterConversation<Answer> {
  const listening = new Set<(answer: Answer) => void>();
  const waits = createWaits(clock);
  const inTurn = createTurns();
  /** A wire takes one write at a time. `begin` is called when the turn comes; false skips the write. */
  const write = (bytes: Uint8Array, begin: () => boolean): Promise<void> =>
    inTurn(() => (begin() ? wire.write(bytes) : undefined));
  let broken: Fault | undefined;
  let closing: Fault | undefined;

  wire.onBytes((bytes) => {
    for (const answer of reader.push(bytes, clock.now())) {
      heard(answer);
      for (const listen of listening) listen(answer);
    }
  });
  wire.onLost((why) => {
    broken = asFault(why, 'link.io_error');
    waits.giveUp(broken);
    lost(why);
  });
  const close = (): void => {
    closing = new Fault('link.io_error', 'The device is being closed');
    waits.giveUp(closing);
  };
  signal.addEventListener('abort', close, { once: true });

  return {
    send: (bytes, limitMs) =>
      waits.limited(
        write(bytes, () => true),
        limitMs,
        () => silence('The printer does not take bytes'),
        broken,
      ),
    async ask<T>(question: Uint8Array, wanted: (answer: Answer) => T | undefined, limitMs: Millis) {
      let noise = false;
      let over = false;
      let listen = (_answer: Answer): void => {};
      const answered = new Promise<T>((resolve, reject) => {
        const begin = (): boolean => {
          if (over) return false;
          listen = (answer) => {
            noise ||= answer.type === 'noise';
            const found = wanted(answer);
            if (found !== undefined) resolve(found);
          };
          listening.add(listen);
          return true;
        };
        write(question, begin).catch((why) => reject(asFault(why, 'link.io_error')));
      });
      try {
        const late = () => (noise ? babble() : silence('The printer does not answer'));
        return await waits.limited(answered, limitMs, late, broken ?? closing);
      } finally {
        over = true;
        listening.delete(listen);
      }
    },
  };
}

export const silence = (text: string): Fault =>
  new Fault('link.timeout', text, {
    hint: 'Check its power and cable; for a printer that answers nothing by design set `status: none`.',
  });

const babble = (): Fault =>
  new Fault('link.wrong_device', "The device that answers does not speak the printer's language", {
    hint: 'Check the address, and on a serial line the baud rate.',
  });

/** Whether the printer gave no answer to the question: it may be gone, or it never answers this one. */
export const isSilence = (why: unknown): why is Fault =>
  why instanceof Fault && (why.code === 'link.timeout' || why.code === 'link.wrong_device');
