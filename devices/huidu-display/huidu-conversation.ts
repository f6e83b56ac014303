import { Fault } from '../fault.ts';
import type { Clock, Millis, Wire } from '../ports.ts';
import { createCardExchange } from './huidu-exchange.ts';
import { heartbeatAsk, type Packet, versionAsk, xmlAsk } from './huidu-packets.ts';
import { hintOf, OCCUPIED, resultOf, SUCCESS } from './huidu-results.ts';
import { type CardAnswer, interfaceVersion, type Method, readAnswer, request } from './huidu-xml.ts';

/** A card answers within some 100 ms; while it writes its flash it may take longer. */
const GREETING_MS: Millis = 2_000;

/** Questions to a card, one at a time, each with its answer. */
export interface CardConversation {
  /** Agrees on the version, and gets the guid that all further requests bear. */
  greet(): Promise<void>;
  /** The answer of the card, whatever its result. Rejects with a Fault when none comes in time. */
  ask(method: Method, content: string, limitMs: Millis): Promise<CardAnswer>;
  /** Resolves when the card has said that it is there. */
  heartbeat(limitMs: Millis): Promise<void>;
  onLost(listener: (why: Error) => void): void;
  close(): Promise<void>;
}

export function createCardConversation(wire: Wire, clock: Clock): CardConversation {
  const exchange = createCardExchange(wire, clock);
  let guid: string | undefined;

  const ask = (method: Method, content: string, limitMs: Millis) =>
    exchange.send(xmlAsk(request(guid, method, content)), answerTo(method), limitMs);

  return {
    async greet() {
      const agreed = await exchange.send(versionAsk(), agreement, GREETING_MS);
      if (agreed !== SUCCESS) throw notGreeted(agreed);
      const answer = await ask('GetIFVersion', interfaceVersion, GREETING_MS);
      if (answer.guid === undefined) throw notGreeted(answer.result ?? 'no-guid');
      guid = answer.guid;
    },
    ask,
    async heartbeat(limitMs) {
      await exchange.send(heartbeatAsk(), ({ type }) => (type === 'heartbeat' ? true : undefined), limitMs);
    },
    onLost: exchange.onLost,
    close: exchange.close,
  };
}

function agreement(packet: Packet): string | undefined {
  if (packet.type === 'error') return resultOf(packet.code);
  return packet.type === 'version' ? SUCCESS : undefined;
}

/** An error packet does not say what it is about: it answers the question that is open. */
const answerTo =
  (method: Method) =>
  (packet: Packet): CardAnswer | undefined => {
    if (packet.type === 'error') return { guid: undefined, method, result: resultOf(packet.code), xml: '' };
    if (packet.type !== 'xml') return undefined;
    const answer = readAnswer(packet.xml);
    // Another method: an answer that came too late for its question.
    return answer.method === method ? answer : undefined;
  };

/** What it means that a card does not say what it is asked at first. */
export function notGreeted(result: string): Fault {
  const hint = hintOf(result);
  return new Fault(
    result === OCCUPIED ? 'link.busy' : 'link.wrong_device',
    `the card does not let us in: ${result}`,
    hint === undefined ? {} : { hint },
  );
}
