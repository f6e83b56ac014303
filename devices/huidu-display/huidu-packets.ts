import { Fault } from '../fault.ts';

/**
 * The packets of Huidu's SDK 2.0, which the maker publishes with a demo in C# (github.com/huidutech/sdk, folder
 * fullcolor: Protocols.cs, SDKClient.cs) and its HDSDK library. All numbers are little-endian. A packet is its
 * length in two bytes, of all of it, its command in two bytes, and what belongs to the command.
 */
const commands = {
  heartbeatAsk: 0x005f,
  heartbeatAnswer: 0x0060,
  error: 0x2000,
  versionAsk: 0x2001,
  versionAnswer: 0x2002,
  xmlAsk: 0x2003,
  xmlAnswer: 0x2004,
} as const;

/** What the maker's demo asks for. */
const TRANSPORT_VERSION = 0x0100_0005;

const HEADER_BYTES = 4;
/** Before the XML of a packet: the header, how long the whole XML is, and where this piece of it begins. */
const XML_HEADER_BYTES = 12;
/** The maker's limit for a packet is 9 KiB; other programs stay at 8,000 bytes of XML. */
const PIECE_MOST_BYTES = 8_000;
const PACKET_MOST_BYTES = 9 * 1_024;
/** A list of programs with hundreds of texts; more is no card that shows numbers. */
const XML_MOST_BYTES = 256 * 1_024;

export type Packet =
  | { readonly type: 'version' }
  | { readonly type: 'heartbeat' }
  /** The card asks whether we are there. */
  | { readonly type: 'asked' }
  | { readonly type: 'error'; readonly code: number }
  | { readonly type: 'xml'; readonly xml: string };

export const versionAsk = (): Uint8Array => packet(commands.versionAsk, u32(TRANSPORT_VERSION));
export const heartbeatAsk = (): Uint8Array => packet(commands.heartbeatAsk, []);
export const heartbeatAnswer = (): Uint8Array => packet(commands.heartbeatAnswer, []);

/** The packets that carry `xml`, one after the other. */
export function xmlAsk(xml: string): Uint8Array {
  const bytes = [...Buffer.from(xml, 'utf8')];
  const pieces: number[] = [];
  for (let at = 0; at < bytes.length; at += PIECE_MOST_BYTES) {
    const piece = bytes.slice(at, at + PIECE_MOST_BYTES);
    pieces.push(...packet(commands.xmlAsk, [...u32(bytes.length), ...u32(at), ...piece]));
  }
  return Uint8Array.from(pieces);
}

/**
 * Takes what a card sends, in whatever pieces it comes. `bad` is called once when it cannot be a card that speaks this
 * protocol; what comes after is ignored.
 */
export function packetReader(
  onPacket: (packet: Packet) => void,
  bad: (why: Fault) => void,
): (bytes: Uint8Array) => void {
  let held = Buffer.alloc(0);
  /** The pieces of an answer are joined once, however small they are. */
  let xml: Buffer[] = [];
  let xmlBytes = 0;
  let over = false;

  function forgetXml(): void {
    xml = [];
    xmlBytes = 0;
  }

  /** Why a piece of XML cannot be; undefined when it can. */
  function takeXml(body: Buffer): Fault | undefined {
    if (body.length < XML_HEADER_BYTES - HEADER_BYTES) return noCard();
    const total = body.readUInt32LE(0);
    const from = body.readUInt32LE(4);
    if (total > XML_MOST_BYTES) return new Fault('link.flood', `the card sends ${total} bytes in one answer`);
    if (from === 0) forgetXml();
    const piece = body.subarray(XML_HEADER_BYTES - HEADER_BYTES);
    // A piece of an answer whose beginning was not heard.
    if (from !== xmlBytes || piece.length === 0) return undefined;
    xml.push(piece);
    xmlBytes += piece.length;
    if (xmlBytes < total) return undefined;
    const whole = Buffer.concat(xml).toString('utf8');
    forgetXml();
    onPacket({ type: 'xml', xml: whole });
    return undefined;
  }

  function take(command: number, body: Buffer): Fault | undefined {
    if (command === commands.xmlAnswer) return takeXml(body);
    if (command === commands.versionAnswer) onPacket({ type: 'version' });
    else if (command === commands.heartbeatAnswer) onPacket({ type: 'heartbeat' });
    else if (command === commands.heartbeatAsk) onPacket({ type: 'asked' });
    else if (command === commands.error)
      onPacket({ type: 'error', code: body.length < 2 ? -1 : body.readUInt16LE(0) });
    return undefined;
  }

  /** Takes one packet off what is held: `more` when it is not whole yet. */
  function next(): Fault | 'more' | undefined {
    if (held.length < HEADER_BYTES) return 'more';
    if (held.toString('latin1', 0, 2) === HD2020_BEGINNING) return otherProtocol();
    const length = held.readUInt16LE(0);
    if (length < HEADER_BYTES || length > PACKET_MOST_BYTES) return noCard();
    if (held.length < length) return 'more';
    const whole = held.subarray(0, length);
    held = held.subarray(length);
    return take(whole.readUInt16LE(2), whole.subarray(HEADER_BYTES));
  }

  return (bytes) => {
    if (over) return;
    held = Buffer.concat([held, bytes]);
    let found = next();
    while (found === undefined) found = next();
    if (found === 'more') return;
    over = true;
    held = Buffer.alloc(0);
    bad(found);
  };
}

/**
 * What cards of HD2020 begin their answers with, whatever they are asked (github.com/alparslanahmed/huidu-led has
 * recorded one). As a length it would be longer than any packet.
 */
const HD2020_BEGINNING = 'HR';

const otherProtocol = () =>
  new Fault(
    'link.wrong_device',
    'this Huidu card speaks the protocol of HD2020, which its maker does not publish',
    {
      hint: 'Use a card of the A or C series (HDPlayer), or give the panel an Arduino.',
    },
  );

const noCard = () => new Fault('link.wrong_device', 'the answer is not from a Huidu card');

function packet(command: number, body: readonly number[]): Uint8Array {
  return Uint8Array.from([...u16(HEADER_BYTES + body.length), ...u16(command), ...body]);
}

const u16 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
