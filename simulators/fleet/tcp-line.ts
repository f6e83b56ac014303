import { connect, type Socket } from 'node:net';
import type { Cancel, Clock } from '../../devices/ports.ts';
import type { FleetLine, How, LineOrder, LineTold } from './fleet-line.ts';
import {
  connectPacket,
  createPacketReader,
  disconnectPacket,
  type Packet,
  packetType,
  pingPacket,
  pubackPacket,
  publishMaxBytes,
  readPublish,
  subscribePacket,
  writePublish,
} from './mqtt-packets.ts';

export interface BrokerPlace {
  readonly host: string;
  readonly port: number;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly clock: Clock;
}

/** Messages are collected in pieces of so many bytes, and leave at the end of the turn. */
const chunkBytes = 8_192;
/** While so much waits for the network, messages of QoS 0 are left out, as that allows. */
const waitingMaxBytes = 8_000_000;
/** A broker that has not answered by then is not there. */
const answerMs = 10_000;
/** Of messages; the subscription has the one above. */
const idMax = 65_534;
/** So many pieces are kept while the line is frozen. */
const heldMax = 128;

/** A connection of its own to a real broker, by MQTT 3.1.1 over TCP. */
export function openTcpLine(place: BrokerPlace, order: LineOrder, told: LineTold): FleetLine {
  return new TcpLine(place, order, told);
}

class TcpLine implements FleetLine {
  readonly #clock: Clock;
  readonly #order: LineOrder;
  readonly #told: LineTold;
  readonly #socket: Socket;
  readonly #acks = new Map<number, () => void>();
  #chunk: Buffer | undefined;
  #filled = 0;
  /** What was said while the line was frozen. */
  #held: Buffer[] = [];
  #id = 0;
  #isFrozen = false;
  #isOver = false;
  /** Whether anything was sent since the last ping. */
  #hasSpoken = false;
  #timer: Cancel;

  constructor(place: BrokerPlace, order: LineOrder, told: LineTold) {
    const { clock, host, port, username, password } = place;
    this.#clock = clock;
    this.#order = order;
    this.#told = told;
    this.#socket = connect({ host, port, noDelay: true });
    const keepAliveSeconds = Math.max(1, Math.round(order.keepAliveMs / 1_000));
    this.#socket.write(connectPacket({ ...order, keepAliveSeconds, username, password }));
    const reader = createPacketReader((packet) => this.#heard(packet));
    this.#socket.on('data', (bytes) => {
      if (this.#isOver) return;
      try {
        reader(bytes);
      } catch {
        this.#end(); // No broker talks like this.
      }
    });
    this.#socket.on('error', () => this.#end());
    this.#socket.on('close', () => this.#end());
    this.#timer = clock.after(answerMs, () => this.#end(), 'fleet: answer of the broker');
  }

  publish(topic: string, payload: string, how: How, acked?: () => void): void {
    if (this.#isOver || (how.qos === 0 && this.#socket.writableLength > waitingMaxBytes)) return;
    if (how.qos > 0) {
      this.#id = (this.#id % idMax) + 1;
      if (acked !== undefined) this.#acks.set(this.#id, acked);
    }
    const most = publishMaxBytes(topic, payload);
    if (this.#chunk !== undefined && this.#chunk.length - this.#filled < most) this.#flush();
    if (this.#chunk === undefined) {
      this.#chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, most));
      this.#filled = 0;
      queueMicrotask(() => this.#flush());
    }
    this.#filled = writePublish(this.#chunk, this.#filled, { topic, payload, how, id: this.#id });
  }

  close(): void {
    if (this.#isOver) return;
    this.#flush();
    this.#over();
    this.#socket.end(disconnectPacket);
  }

  reset(): void {
    if (this.#isFrozen) return void this.abandon();
    this.#over();
    this.#socket.resetAndDestroy();
  }

  freeze(): void {
    this.#flush();
    this.#isFrozen = true;
    this.#socket.pause();
  }

  thaw(): void {
    this.#isFrozen = false;
    this.#socket.resume();
    for (const chunk of this.#held.splice(0)) this.#write(chunk);
  }

  abandon(): void {
    if (!this.#isFrozen) return void this.reset();
    this.#over();
    // The broker gets no sign of it: it has to find out by itself.
    this.#clock.after(this.#order.keepAliveMs * 2, () => this.#socket.destroy(), 'fleet: forgotten line');
  }

  #write(bytes: Buffer): void {
    this.#hasSpoken = true;
    this.#socket.write(bytes);
  }

  #flush(): void {
    const chunk = this.#chunk;
    if (chunk === undefined || this.#isOver) return;
    this.#chunk = undefined;
    const said = chunk.subarray(0, this.#filled);
    if (!this.#isFrozen) this.#write(said);
    else if (this.#held.length < heldMax) this.#held.push(said);
  }

  #heard(packet: Packet): void {
    const { type, body } = packet;
    if (type === packetType.connack) {
      if (body[1] !== 0) return void this.#end();
      this.#timer();
      this.#keepAlive();
      if (this.#order.filters.length > 0) this.#write(subscribePacket(idMax + 1, this.#order.filters));
      this.#told.up();
    } else if (type === packetType.puback) {
      const id = body.readUInt16BE(0);
      const acked = this.#acks.get(id);
      if (acked === undefined) return;
      this.#acks.delete(id);
      acked();
    } else if (type === packetType.publish) {
      const { topic, payload, isRetained, id } = readPublish(packet);
      if (id !== undefined) this.#write(pubackPacket(id));
      this.#told.message(topic, payload, isRetained);
    }
  }

  #keepAlive(): void {
    this.#timer = this.#clock.after(
      this.#order.keepAliveMs / 2,
      () => {
        if (!this.#hasSpoken && !this.#isFrozen) this.#write(pingPacket);
        this.#hasSpoken = false;
        this.#keepAlive();
      },
      'fleet: keep alive',
    );
  }

  #over(): void {
    this.#isOver = true;
    this.#timer();
    this.#acks.clear();
    this.#chunk = undefined;
    this.#held = [];
  }

  #end(): void {
    if (this.#isOver) return;
    this.#over();
    this.#socket.destroy();
    this.#told.lost();
  }
}
