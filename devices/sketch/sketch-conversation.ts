import { Fault } from '../fault.ts';
import { Loss } from '../loss.ts';
import type { Cancel, Clock, Millis, Wire } from '../ports.ts';
import { encodeFrame, frameReader } from './sketch-frames.ts';

/** The longest frame and its answer take 13 ms at 57,600 baud, and a sketch 6 ms to show a text. */
const ANSWER_MS: Millis = 300;
/** A frame without an answer, such as one garbled by noise, is sent once more. */
const ATTEMPTS = 2;
/** An Uno restarts when its port is opened, and its boot loader takes up to two seconds. */
const GREETING_ATTEMPTS = 20;

const NUMBERS = 16;

/** One of our sketches. */
export interface Sketch {
  /** The name that it reports, with the version of its frames. */
  readonly name: string;
  /** Where it is, for whoever uploads it. */
  readonly folder: string;
}

/** Questions to the sketch, one at a time, each with its answer. */
export interface SketchConversation {
  /** Resolves when the sketch has identified itself as ours. */
  greet(): Promise<void>;
  /** Resolves to whether the sketch can do what `body` asks about. */
  can(body: string): Promise<boolean>;
  /** Resolves when the sketch has shown what `body` asks for. */
  show(body: string): Promise<void>;
  onLost(listener: (why: Error) => void): void;
  close(): Promise<void>;
}

export function createSketchConversation(wire: Wire, clock: Clock, sketch: Sketch): SketchConversation {
  const hint = `Upload ${sketch.folder} to the board, and see that baud_rate is that of the sketch (57600).`;
  const loss = new Loss();
  let number = 0;
  let heard = false;
  let waiting: { readonly number: number; settle(answer: string | Error | undefined): void } | undefined;

  const read = frameReader((answered, body) => {
    if (answered === waiting?.number) waiting.settle(body);
  });
  wire.onBytes((bytes) => {
    heard = true;
    read(bytes);
  });
  wire.onLost((why) => {
    waiting?.settle(why);
    loss.tell(why);
  });

  /** Sends one frame. Resolves with its answer; undefined when none came in time. */
  async function once(body: string): Promise<string | undefined> {
    number = (number + 1) % NUMBERS;
    const asked = number;
    const answer = new Promise<string | undefined>((resolve, reject) => {
      const cancel: Cancel = clock.after(ANSWER_MS, () => waiting?.settle(undefined), 'sketch: answer');
      waiting = {
        number: asked,
        settle(answer) {
          waiting = undefined;
          cancel();
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        },
      };
    });
    // A failed write means the wire is lost: reject the pending answer with its reason.
    wire.write(encodeFrame(asked, body)).catch((why: Error) => waiting?.settle(why));
    return await answer;
  }

  async function ask(body: string, attempts: number): Promise<string> {
    if (loss.why !== undefined) throw loss.why;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const answer = await once(body);
      if (answer !== undefined) return answer;
    }
    throw unanswered(heard, hint);
  }

  let greeted = false;
  return {
    async greet() {
      const answer = await ask('?', greeted ? ATTEMPTS : GREETING_ATTEMPTS);
      if (answer !== sketch.name)
        throw new Fault('link.wrong_device', `the display is '${answer}', not ${sketch.name}`, { hint });
      greeted = true;
    },
    can: async (body) => (await ask(body, ATTEMPTS)) === 'A',
    async show(body) {
      const answer = await ask(body, ATTEMPTS);
      if (answer !== 'A') throw new Fault('display.refused', `the display refuses '${body}'`);
    },
    onLost: (listener) => loss.listen(listener),
    async close() {
      loss.end();
      waiting?.settle(new Fault('link.absent', 'the display was closed'));
      await wire.close();
    },
  };
}

const unanswered = (heard: boolean, hint: string) =>
  heard
    ? new Fault('link.wrong_device', 'the answer is not from the sketch of this display', { hint })
    : new Fault('link.timeout', 'the display does not answer', { hint });
