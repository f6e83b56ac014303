import { Fault } from '../fault.ts';
import type { BusSeat } from '../serial-bus/bus.ts';
import { EXCEPTION_BUSY, type ModbusRequest, type Reply } from './frames.ts';

/**
 * A request without an answer is sent again. Where interference spoils every third frame, half of all exchanges fail,
 * but only one in fifteen fails four times in a row. Four tries must fit into the second within which a device has to
 * prove that it is there.
 */
const TRIES = 4;

export interface ExchangeOptions {
  readonly seat: BusSeat;
  readonly limitMs: number;
  readonly gapMs: number;
  readonly signal: AbortSignal;
}

export type Exchange = (request: ModbusRequest) => Promise<Reply>;

/**
 * Sends requests to one display and returns its answers. Rejects with `link.timeout` when the display answers none of
 * the tries. A display that did not answer last time lets the others on the line go first, so that it costs them one
 * answer's time at most.
 */
export function createExchange({ seat, limitMs, gapMs, signal }: ExchangeOptions): Exchange {
  let answers = false;

  async function ask({ frame, reply }: ModbusRequest): Promise<Reply | undefined> {
    try {
      const answered = await seat.ask({ frame, answer: reply, limitMs, gapMs, patient: !answers });
      answers = true;
      return answered;
    } catch (why) {
      answers = false;
      if (why instanceof Fault && why.code === 'link.timeout') return undefined;
      throw why;
    }
  }

  return async (request) => {
    for (let left = TRIES; left > 0 && !signal.aborted; left--) {
      const reply = await ask(request);
      const busy = reply?.type === 'refused' && reply.exception === EXCEPTION_BUSY;
      if (reply !== undefined && !(busy && left > 1)) return reply;
    }
    throw new Fault('link.timeout', `no answer to ${TRIES} requests of ${limitMs} ms`, {
      hint: 'check its power, the two wires and its bus_address, and that baud_rate and parity match its settings',
    });
  };
}
