import { Fault } from '../fault.ts';
import type { BusSeat } from '../serial-bus/bus.ts';
import { EXCEPTION_BUSY, gatewayExceptions, type ModbusRequest, overTcp, type Reply } from './frames.ts';

const TRANSACTIONS = 0x1_0000;

export interface ExchangeOptions {
  readonly seat: BusSeat;
  /** How often a request without an answer is sent. */
  readonly tries: number;
  readonly limitMs: number;
  readonly gapMs: number;
  readonly signal: AbortSignal;
  readonly framing: 'rtu' | 'tcp';
}

export type Exchange = (request: ModbusRequest) => Promise<Reply>;

/**
 * Sends requests to one device and returns its answers. Rejects with `link.timeout` when the device answers none of the
 * tries. A device that did not answer last time lets the others on the line go first, so that it costs them one
 * answer's time at most.
 */
export function createExchange({ seat, tries, limitMs, gapMs, signal, framing }: ExchangeOptions): Exchange {
  let answers = false;
  let sent = 0;

  async function ask(request: ModbusRequest): Promise<Reply | undefined> {
    sent = (sent + 1) % TRANSACTIONS;
    const { frame, reply } = framing === 'tcp' ? overTcp(request, sent) : request;
    try {
      const answered = await seat.ask({ frame, answer: reply, limitMs, gapMs, patient: !answers });
      answers = !fromGateway(answered);
      return answers ? answered : undefined;
    } catch (why) {
      answers = false;
      if (why instanceof Fault && why.code === 'link.timeout') return undefined;
      throw why;
    }
  }

  return async (request) => {
    for (let left = tries; left > 0 && !signal.aborted; left--) {
      const reply = await ask(request);
      const busy = reply?.type === 'refused' && reply.exception === EXCEPTION_BUSY;
      if (reply !== undefined && !(busy && left > 1)) return reply;
    }
    throw new Fault('link.timeout', `no answer to ${tries} requests of ${limitMs} ms`, {
      hint: 'check its power, the two wires and its bus_address, and that baud_rate and parity match its settings',
    });
  };
}

/** A gateway says that the device did not answer it. */
const fromGateway = (reply: Reply): boolean =>
  reply.type === 'refused' && gatewayExceptions.includes(reply.exception);
