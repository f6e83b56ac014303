import { asFault, Fault, wordsOf } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { within } from '../async/time-limit.ts';
import { noAnswer } from './no-answer.ts';

/** From here on a reason code is a refusal (MQTT 5, section 2.4). */
const refusalCodes = 128;

/** What is asked of a broker and waits for its answer, over one connection. */
export interface Exchanges {
  /**
   * Runs one exchange with the broker. Rejects with `uplink.refused` when the broker says so, and with `broker.down`
   * when the connection is over, or is given up for want of an answer.
   */
  run(start: (done: (error?: Error | null) => void) => void): Promise<void>;
  /** Nothing that waits will be answered. */
  abandon(why: Fault): void;
}

export function createExchanges(of: {
  readonly clock: Clock;
  /** How long an answer may take. */
  readonly limitMs: Millis;
  /** The broker, in words. */
  readonly broker: string;
  readonly isOver: () => boolean;
  /** An exchange was not answered in time: the connection is to be given up. */
  readonly giveUp: (why: Fault) => void;
}): Exchanges {
  const waiting = new Set<(why: Fault) => void>();

  return {
    async run(start) {
      if (of.isOver()) throw new Fault('broker.down', `no connection to ${of.broker}`);
      let reject = (_why: Fault): void => {};
      const answered = new Promise<void>((resolve, refuse) => {
        reject = refuse;
        waiting.add(reject);
        start((error) => (error ? refuse(refusalOf(error) ?? asFault(error, 'broker.down')) : resolve()));
      });
      try {
        await within(of.clock, of.limitMs, answered, noAnswer(of.limitMs), 'broker: answer');
      } catch (thrown) {
        const why = asFault(thrown, 'broker.down');
        if (why.code === 'broker.down') of.giveUp(why);
        throw why;
      } finally {
        waiting.delete(reject);
      }
    },
    abandon(why) {
      for (const reject of waiting) reject(why);
    },
  };
}

/** What a broker that speaks MQTT 5 answered to a publish instead of taking it. */
function refusalOf(error: Error): Fault | undefined {
  const reason = 'code' in error ? error.code : undefined;
  if (typeof reason !== 'number' || reason < refusalCodes) return undefined;
  return new Fault('uplink.refused', wordsOf(error), { context: { reason }, cause: error });
}
