import { asFault, Fault, wordsOf } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { noAnswer } from './no-answer.ts';

/** From here on a reason code is a refusal (MQTT 5, section 2.4). */
const refusalCodes = 128;

/** The requests to a broker that wait for their answers, over one connection. */
export interface Exchanges {
  /**
   * Runs one exchange with the broker. Rejects with `uplink.refused` when the broker refuses, and with `broker.down`
   * when the connection is over or the answer does not come in time; in the latter case the connection is given up.
   */
  run(start: (done: (error?: Error | null) => void) => void): Promise<void>;
  /** Rejects every waiting exchange with `why`. */
  abandon(why: Fault): void;
}

export function createExchanges(of: {
  readonly clock: Clock;
  /** How long an answer may take. */
  readonly limitMs: Millis;
  /** The broker's name for error messages. */
  readonly broker: string;
  readonly isOver: () => boolean;
  /** Called when an exchange was not answered in time: the connection is to be given up. */
  readonly giveUp: (why: Fault) => void;
}): Exchanges {
  const waiting = new Set<(why: Fault) => void>();

  return {
    // One promise and one timer: this is done for every message.
    run: (start) =>
      new Promise((resolve, reject) => {
        if (of.isOver()) return reject(new Fault('broker.down', `no connection to ${of.broker}`));
        const settle = (why?: Fault): void => {
          if (!waiting.delete(settle)) return;
          cancel();
          if (why?.code === 'broker.down') of.giveUp(why);
          if (why === undefined) resolve();
          else reject(why);
        };
        const late = noAnswer(of.limitMs);
        const cancel = of.clock.after(of.limitMs, () => settle(late()), 'broker: answer');
        waiting.add(settle);
        try {
          start((error) => settle(error ? (refusalOf(error) ?? asFault(error, 'broker.down')) : undefined));
        } catch (thrown) {
          settle(asFault(thrown, 'broker.down'));
        }
      }),
    abandon(why) {
      for (const settle of waiting) settle(why);
    },
  };
}

/** The broker's refusal of a publish, if `error` is one (MQTT 5 only). */
function refusalOf(error: Error): Fault | undefined {
  const reason = 'code' in error ? error.code : undefined;
  if (typeof reason !== 'number' || reason < refusalCodes) return undefined;
  return new Fault('uplink.refused', wordsOf(error), { context: { reason }, cause: error });
}
