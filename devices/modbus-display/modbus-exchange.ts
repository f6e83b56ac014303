import { Fault } from '../fault.ts';
import type { BusSeat } from '../serial-bus/bus.ts';
import { EXCEPTION_BUSY, type ModbusRequest, type Reply } from './frames.ts';

/**
 * A request is sent again when no answer comes: where interference spoils every third frame, half of all exchanges
 * fail, and only one in fifteen fails four times. The four must fit into the second a device has to prove that it is
 * there.
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
 * Requests to one display and its answers. Rejects with `link.timeout` when it answers none of the tries. Only a
 * display that answered last time goes before others; one that is dead, or dying, costs them one answer's time at most.
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
      hint: 'check its power, the two wires, its bus_address, and that baud_rate and parity are those set in it',
    });
  };
}
