import type { Clock, Millis } from '../devices/ports.ts';
import type { WireHardware } from './hardware.ts';
import { type Element, find, marked, parseElement } from './huidu-card-xml.ts';
import { drawn } from './huidu-panel.ts';

/** The bad habits of cards. */
export interface HuiduHabits {
  readonly answerMs: Millis;
  /** Its answers come in pieces of so many bytes. */
  readonly pieceBytes: number;
  /** The XML of one packet of an answer is at most so long. */
  readonly packetBytes: number;
  /** It closes a connection on which nothing came for so long. */
  readonly idleMs: Millis;
  /** Somebody's HDPlayer has it. */
  readonly occupied: boolean;
  /** Requests that its firmware does not know. */
  readonly unknown: readonly string[];
  /** It answers a program with this. */
  readonly stores: string;
  /** It is a card of HD2020, which answers everything with its own packets. */
  readonly hd2020: boolean;
  /** It hears and says nothing. */
  readonly dead: boolean;
  /** Nobody has set its screen up. */
  readonly noScreen: boolean;
}

const usual: HuiduHabits = {
  answerMs: 40,
  pieceBytes: 1_400,
  packetBytes: 8_000,
  idleMs: 180_000,
  occupied: false,
  unknown: [],
  stores: 'kSuccess',
  hd2020: false,
  dead: false,
  noScreen: false,
};

/** What such a card answered when it was recorded (huidu-led, hd2020_gen6_test.go). */
const HD2020_ANSWER = '48520eff437f9d5cbed0e34d3f56cdfd0b36001c1b0400000b7687a20aa5aa';

const CODES: Readonly<Record<string, number>> = {
  kProcessError: 2,
  kDeviceOccupa: 4,
  kInvalidPacketLen: 7,
  kParseXmlFailed: 22,
  kInvalidGUID: 43,
};

interface Program {
  readonly guid: string;
  readonly textGuid: string;
  readonly text: string;
  readonly size: number;
}

interface Session {
  version: boolean;
  guid: string | undefined;
  xml: Buffer;
  buffer: Buffer;
}

/**
 * A Huidu card with its panel, at the end of a TCP connection. It keeps its program in flash, shows it again when its
 * supply returns, and then does not know the text that it was only told to show.
 */
export class SimulatedHuiduCard implements WireHardware {
  readonly #clock: Clock;
  readonly #size: { readonly width: number; readonly height: number };
  readonly #changed: () => void;
  #habits = usual;
  /** In flash, from the factory or the last owner. */
  #stored: readonly Program[] = [{ guid: 'factory', textGuid: 'hello', text: 'WELCOME', size: 12 }];
  #shown: readonly Program[] = this.#stored;
  #sessions = 0;
  #stores = 0;

  constructor(clock: Clock, size: { width: number; height: number }, changed: () => void = () => undefined) {
    this.#clock = clock;
    this.#size = size;
    this.#changed = changed;
  }

  habits(habits: Partial<HuiduHabits>): void {
    this.#habits = { ...this.#habits, ...habits };
  }

  /** What can be read; programs take turns, so of several the first one. */
  get shown(): string {
    return this.#shown[0]?.text.trim() ?? '';
  }

  get dots(): readonly string[] {
    const { width, height } = this.#size;
    const [program] = this.#shown;
    return drawn(program?.text.trim() ?? '', program?.size ?? 1, width, height);
  }

  /** How often it has written its flash. */
  get stores(): number {
    return this.#stores;
  }

  /** Its supply was gone. Its connections are too, which is the affair of the cable. */
  powerCycle(): void {
    this.#show(this.#stored);
  }

  /** Somebody sends it a program of his own with HDPlayer. */
  overwrite(text: string): void {
    this.#stored = [{ guid: 'hdplayer', textGuid: 'other', text, size: 12 }];
    this.#show(this.#stored);
  }

  connect(
    send: (bytes: Uint8Array) => void,
    end: () => void = () => undefined,
  ): { receive(bytes: Uint8Array): void; hangUp(): void } {
    const session: Session = {
      version: false,
      guid: undefined,
      xml: Buffer.alloc(0),
      buffer: Buffer.alloc(0),
    };
    let open = true;
    const answer = (bytes: Buffer) => {
      const { answerMs, pieceBytes } = this.#habits;
      this.#clock.after(answerMs, () => {
        for (let at = 0; open && at < bytes.length; at += pieceBytes)
          send(Uint8Array.from(bytes.subarray(at, at + pieceBytes)));
      });
    };
    const idleFrom = () =>
      this.#clock.after(this.#habits.idleMs, () => {
        if (open) end();
      });
    let idle = idleFrom();
    return {
      receive: (bytes) => {
        idle();
        idle = idleFrom();
        if (!this.#habits.dead) for (const said of this.#hear(session, bytes)) answer(said);
      },
      hangUp: () => {
        open = false;
        idle();
      },
    };
  }

  /** What it says to one packet; undefined: nothing. */
  #take(session: Session, packet: Buffer): Buffer | undefined {
    switch (packet.readUInt16LE(2)) {
      case 0x005f:
        return packetOf(0x0060, Buffer.alloc(0));
      case 0x2001: {
        if (this.#habits.occupied) return error('kDeviceOccupa');
        session.version = true;
        // Version and status, as the structure HVersionAnswer has them.
        return packetOf(0x2002, Buffer.concat([packet.subarray(4, 8), Buffer.alloc(2)]));
      }
      case 0x2003: {
        if (!session.version) return error('kProcessError');
        const total = packet.readUInt32LE(4);
        if (packet.readUInt32LE(8) !== session.xml.length) return error('kInvalidPacketLen');
        session.xml = Buffer.concat([session.xml, packet.subarray(12)]);
        if (session.xml.length < total) return undefined;
        const xml = session.xml.toString('utf8');
        session.xml = Buffer.alloc(0);
        return this.#answerTo(session, parseElement(xml));
      }
      default:
        return undefined;
    }
  }

  /** The answers to all whole packets that came. */
  #hear(session: Session, bytes: Uint8Array): readonly Buffer[] {
    if (this.#habits.hd2020) return [Buffer.from(HD2020_ANSWER, 'hex')];
    session.buffer = Buffer.concat([session.buffer, bytes]);
    const answers: Buffer[] = [];
    while (session.buffer.length >= 4) {
      const length = session.buffer.readUInt16LE(0);
      if (length < 4) {
        session.buffer = Buffer.alloc(0);
        answers.push(error('kInvalidPacketLen'));
        break;
      }
      if (session.buffer.length < length) break;
      const answer = this.#take(session, session.buffer.subarray(0, length));
      session.buffer = session.buffer.subarray(length);
      if (answer !== undefined) answers.push(answer);
    }
    return answers;
  }

  #answerTo(session: Session, sdk: Element | undefined): Buffer {
    const call = find(sdk, 'in');
    const method = call?.attributes.get('method');
    if (sdk === undefined || call === undefined || method === undefined) return error('kParseXmlFailed');
    if (method === 'GetIFVersion') {
      this.#sessions++;
      session.guid = `15811595b4daf72fe80e7e078de6${this.#sessions.toString(16).padStart(4, '0')}`;
      return this.#said(session, method, 'kSuccess', '<version value="1000000"/>');
    }
    if (sdk.attributes.get('guid') !== session.guid) return error('kInvalidGUID');
    if (this.#habits.unknown.includes(method)) return this.#said(session, method, 'kUnsupportMethod', '');
    return this.#said(session, method, ...this.#obey(method, call));
  }

  #obey(method: string, call: Element): readonly [result: string, content: string] {
    switch (method) {
      case 'GetDeviceInfo': {
        const { width, height } = this.#size;
        const screen = this.#habits.noScreen
          ? ''
          : `<screen rotation="0" height="${height}" width="${width}"/>`;
        return ['kSuccess', `<device name="BoxPlayer" cpu="ax" id="C16L-25-A1B2C" model="C16L"/>${screen}`];
      }
      case 'AddProgram': {
        if (this.#habits.stores !== 'kSuccess') return [this.#habits.stores, ''];
        const program = programIn(find(call, 'program'));
        if (program === undefined) return ['kScreenNodeIsNull', ''];
        this.#stores++;
        this.#stored = [program];
        this.#show(this.#stored);
        return ['kSuccess', ''];
      }
      case 'RealTimeUpdate': {
        const guid = find(call, 'content')?.attributes.get('guid');
        const text = find(call, 'string')?.text ?? '';
        if (!this.#shown.some(({ textGuid }) => textGuid === guid)) return ['kNodeNotExist', ''];
        this.#show(
          this.#shown.map((program) => (program.textGuid === guid ? { ...program, text } : program)),
        );
        return ['kSuccess', ''];
      }
      case 'GetProgram':
        return ['kSuccess', `<screen>${this.#stored.map(listed).join('')}</screen>`];
      default:
        return ['kInvalidMethod', ''];
    }
  }

  #show(programs: readonly Program[]): void {
    this.#shown = programs;
    this.#changed();
  }

  #said(session: Session, method: string, result: string, content: string): Buffer {
    const out = `<out result="${result}" method="${method}">${content}</out>`;
    const xml = Buffer.from(
      `<?xml version="1.0" encoding="utf-8"?>\n<sdk guid="${session.guid}">${out}</sdk>`,
    );
    const packets: Buffer[] = [];
    for (let at = 0; at < xml.length; at += this.#habits.packetBytes) {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(xml.length, 0);
      head.writeUInt32LE(at, 4);
      packets.push(packetOf(0x2004, Buffer.concat([head, xml.subarray(at, at + this.#habits.packetBytes)])));
    }
    return Buffer.concat(packets);
  }
}

function programIn(element: Element | undefined): Program | undefined {
  const text = find(element, 'text');
  const guid = element?.attributes.get('guid');
  const textGuid = text?.attributes.get('guid');
  // A program whose area has no resources is a black screen.
  const inResources = find(find(element, 'resources'), 'text');
  if (guid === undefined || textGuid === undefined || inResources === undefined) return undefined;
  const size = Number(find(text, 'font')?.attributes.get('size') ?? 12);
  return { guid, textGuid, text: find(text, 'string')?.text ?? '', size };
}

/** Read back, `resources` is called `resource`: a habit that the maker has a page about. */
const listed = ({ guid, textGuid, text, size }: Program): string =>
  `<program type="normal" guid="${guid}"><playControl count="1"/><area guid="a"><resource><text guid="${textGuid}"><string>${marked(text)}</string><font size="${size}" name="Arial"/></text></resource></area></program>`;

const error = (name: string): Buffer => {
  const code = Buffer.alloc(2);
  code.writeUInt16LE(CODES[name] ?? 2, 0);
  return packetOf(0x2000, code);
};

function packetOf(command: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(4 + body.length, 0);
  head.writeUInt16LE(command, 2);
  return Buffer.concat([head, body]);
}
