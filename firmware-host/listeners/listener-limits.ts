import type { Allowance } from '../async/budget.ts';

/**
 * How many places there are in all, and for one holder. `here` is the limit for a holder on this machine, where proxies
 * also run.
 */
export interface PlaceLimits {
  readonly all: number;
  readonly each: number;
  readonly here: number;
}

type Limit = number | Allowance | PlaceLimits;
type Limits = { readonly [name: string]: Limit };

/**
 * Every limit of the listeners, in one place. A connection that has not identified itself yet is a stranger; one that
 * was accepted, or that has a board's socket, is a member. Bytes, unless the name says otherwise.
 */
export const listenerLimits = {
  mqtt: {
    strangers: { all: 128, each: 64, here: 96 },
    /** One site's clients: boards, the hall's page, collectors, a bridge. Counted by user and address. */
    members: { all: 64, each: 16, here: 32 },
  },
  web: {
    /** A browser opens up to six connections for a page. */
    strangers: { all: 128, each: 48, here: 96 },
    members: { all: 64, each: 16, here: 48 },
  },
  /** New connections of one address, and how many addresses are remembered. */
  arrivals: {
    each: { burst: 100, perSecond: 20 },
    here: { burst: 1_000, perSecond: 300 },
    addressesMax: 1_024,
  },
  /** Time from the connection to the CONNECT packet or the end of the request, including TLS and WebSocket. */
  silenceMs: 5_000,
  /** The same while more than half of the strangers' places are taken. */
  crowdedSilenceMs: 1_000,
  /** Detects that the other end lost power, for connections that send nothing by themselves. */
  tcpKeepAliveMs: 60_000,
  /** Time limit of an idle HTTP connection, and of one that does not read its response. */
  httpIdleMs: 15_000,
  httpHeadMax: 8 * 1024,
  /** Pages send short lines. */
  webIn: { burst: 16 * 1024, perSecond: 4 * 1024 },
  /** Requests on one connection: a page has five files. */
  httpRequests: { burst: 60, perSecond: 20 },
  /** Frames of a WebSocket, pings and empty ones among them. */
  webFrames: { burst: 500, perSecond: 250 },
  /** Bytes that may still be on their way of an answer when the next request comes. */
  answerWaitingMax: 64 * 1024,
  /** The longest line from a page. */
  lineMax: 4 * 1024,
  /** A page that reads so slowly that this much waits for it is disconnected; it reconnects by itself. */
  pageWaitingMax: 1024 * 1024,
  /** The most that a client may send before it is accepted: a CONNECT with a will, and little else. */
  beforeConnectMax: 4 * 1024,
  /** The longest packet a client may send. */
  packetMax: 64 * 1024,
  /** Packets of one client. An officer's page sends a few a minute. */
  packets: { burst: 500, perSecond: 200 },
  /**
   * The cost of a SUBSCRIBE, counted in packets: one more for each so many bytes of it. Home Assistant asks for some 60
   * filters, one after the other, and then for all its topics in one packet.
   */
  subscribeBytesPerPacket: 64,
  /** Filters that one client may ask for. A broad one, which is answered with many retained messages, counts as ten. */
  filters: { burst: 500, perSecond: 200 },
  broadFilterCost: 10,
  /** A site file for `check-config` is one packet of 60 KB. */
  mqttIn: { burst: 512 * 1024, perSecond: 64 * 1024 },
  /**
   * How many of a client's bytes are passed on in one round of the event loop. Its commands have some 120 bytes each
   * and take 0.15 ms: 500 of them in one piece would keep a pressed key waiting for 70 ms.
   */
  sliceMax: 4 * 1024,
  /** The longest packet accepted from an external broker; a longer one is skipped. */
  fromBrokerMax: 256 * 1024,
  /** What devices of role `device` may have the broker keep, all together; each account always has its share. */
  deviceRetained: { topicsMax: 1_000, bytesMax: 1024 * 1024 },
  subscriptionsMax: 500,
  /** Acknowledgements allowed beyond the messages sent, and the most that are allowed at once. */
  acksSpare: 64,
  acksMax: 4_096,
  /** A client with this many bytes waiting reads too slowly. */
  clientWaitingMax: 1024 * 1024,
  /** Publishes that a client is not allowed are dropped; a client that exceeds this is disconnected as a flood. */
  refusedPublishes: { burst: 100, perSecond: 2 },
  /** A body is a name with its password. */
  bodyMax: 4 * 1024,
  bodyWaitMs: 10_000,
  /** Who has logged in at the pages of the hall. */
  pageSessions: {
    sessionsMax: 200,
    sessionsOfUserMax: 20,
    /** A day's shift, with its breaks. */
    sessionIdleMs: 12 * 3_600_000,
    sessionMostMs: 7 * 24 * 3_600_000,
    /** How long the time of use in the file may lag behind. */
    sessionSavedMs: 10 * 60_000,
    requests: { burst: 120, perSecond: 20 },
  },
  pageLogins: {
    loginsOfAddress: { burst: 10, perSecond: 1 / 10 },
    loginsInAll: { burst: 60, perSecond: 1 },
    addressesMax: 1_024,
  },
  /** Sockets of one session, in all its tabs. */
  socketsOfSession: 12,
  /** Sockets that one session opens, each of which is told all that is retained. */
  openingsOfSession: { burst: 24, perSecond: 2 },
  /** Commands and presses of one socket, and of one session in all its tabs. An officer presses twice a second. */
  pageOrders: { burst: 20, perSecond: 5 },
  sessionOrders: { burst: 40, perSecond: 10 },
  /** Orders that are refused as too many, and lines that are no orders; a page that exceeds this is disconnected. */
  refusedOrders: { burst: 30, perSecond: 1 },
  /** Each login uses the processor for a while, so they are checked one by one; this many may wait. */
  loginsWaiting: { all: 64, each: 16, here: 32 },
} as const satisfies Readonly<Record<string, Limit | Limits>>;
