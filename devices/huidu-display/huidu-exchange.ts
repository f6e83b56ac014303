import { Fault } from '../fault.ts';
import { Loss } from '../loss.ts';
import type { Clock, Millis, Wire } from '../ports.ts';
import { heartbeatAnswer, type Packet, packetReader } from './huidu-packets.ts';

/** Packets to a card, one at a time, each with what the card says to it. */
export interface CardExchange {
  /**
   * Sends a packet. Resolves with the first result of `match` for what comes from now on; rejects with a Fault when
   * there is none in time, or when the card is lost.
   */
  send<T>(packet: Uint8Array, match: (packet: Packet) => T | undefined, limitMs: Millis): Promise<T>;
  onLost(listener: (why: Error) => void): void;
  close(): Promise<void>;
}

export function createCardExchange(wire: Wire, clock: Clock): CardExchange {
  const loss = new Loss();
  let waiting: { take(packet: Packet): void; end(why: Error): void } | undefined;

  const ended = (why: Error) => {
    waiting?.end(why);
    loss.tell(why);
  };
  let answering = false;
  /** A card that does not take its answer is not told twice; its loss is told by the wire. */
  const say = () => {
    if (answering) return;
    answering = true;
    const said = () => {
      answering = false;
    };
    wire.write(heartbeatAnswer()).then(said, said);
  };
  const read = packetReader((packet) => {
    if (packet.type === 'asked') say();
    else waiting?.take(packet);
  }, ended);
  wire.onBytes(read);
  wire.onLost(ended);

  return {
    send<T>(sent: Uint8Array, match: (packet: Packet) => T | undefined, limitMs: Millis) {
      if (loss.why !== undefined) return Promise.reject(loss.why);
      return new Promise<T>((resolve, reject) => {
        const over = () => {
          cancel();
          if (waiting === mine) waiting = undefined;
        };
        const mine = {
          take(packet: Packet) {
            const found = match(packet);
            if (found === undefined) return;
            over();
            resolve(found);
          },
          end(why: Error) {
            over();
            reject(why);
          },
        };
        const late = () => mine.end(new Fault('link.timeout', 'the card does not answer'));
        const cancel = clock.after(limitMs, late, 'huidu: answer');
        waiting = mine;
        wire.write(sent).catch(mine.end);
      });
    },
    onLost: (listener) => loss.listen(listener),
    async close() {
      loss.end();
      waiting?.end(new Fault('link.absent', 'the display was closed'));
      await wire.close();
    },
  };
}
