import type { Allowance } from '../async/budget.ts';

/** How many places there are in all, and for one holder; `here`: for one on this machine, where proxies stand too. */
export interface PlaceLimits {
  readonly all: number;
  readonly each: number;
  readonly here: number;
}

type Limit = number | Allowance | PlaceLimits;

/**
 * Every limit of the listeners, in one place. Whoever has not said who it is yet is a stranger; whoever was let in, or
 * has a board's socket, is a member. Bytes, unless the name says otherwise.
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
  /** From the connection to the CONNECT packet or the end of the request: TLS and WebSocket included. */
  silenceMs: 5_000,
  /** The same while more than half of the strangers' places are taken. */
  crowdedSilenceMs: 1_000,
  /** Finds out that the other end lost power, for whoever says nothing by itself. */
  tcpKeepAliveMs: 60_000,
  /** An idle connection of HTTP, and one that does not take its answer. */
  httpIdleMs: 15_000,
  httpHeadMax: 8 * 1024,
  /** What pages send: short lines. */
  webIn: { burst: 16 * 1024, perSecond: 4 * 1024 },
  /** Requests on one connection: a page has five files. */
  httpRequests: { burst: 60, perSecond: 20 },
  /** Frames of a WebSocket, pings and empty ones among them. */
  webFrames: { burst: 500, perSecond: 250 },
  /** The longest line of a page. */
  lineMax: 4 * 1024,
  /** A page that takes nothing for so long that this much waits for it is let go; it comes back by itself. */
  pageWaitingMax: 1024 * 1024,
  /** All a client may send before it is let in: a CONNECT with a will, and little else. */
  beforeConnectMax: 4 * 1024,
  /** The longest packet a client may send. */
  packetMax: 64 * 1024,
  /** Packets of one client. An officer's page sends a few a minute. */
  packets: { burst: 500, perSecond: 200 },
  /**
   * What a SUBSCRIBE costs in packets: a packet for each so many bytes, and these. It is answered with all that is
   * retained.
   */
  subscribeCost: 10,
  subscribeBytesPerPacket: 16,
  /** A site file that is checked is one packet of 60 KB. */
  mqttIn: { burst: 512 * 1024, perSecond: 64 * 1024 },
  /**
   * What is given on of a client's bytes in one round of the event loop. Its commands are some 120 bytes each and take
   * 0.15 ms: 500 of them in one piece would keep a pressed key waiting for 70 ms.
   */
  sliceMax: 4 * 1024,
  /** The longest packet that another's broker may send; a longer one is skipped. */
  fromBrokerMax: 256 * 1024,
  subscriptionsMax: 200,
  /** Acknowledgements beyond what was sent, and of what was sent at most. */
  acksSpare: 64,
  acksMax: 4_096,
  /** A client for which this much waits reads too slowly. */
  clientWaitingMax: 1024 * 1024,
  /** Publishes that a client may not send are dropped; one that goes on with it is a flood. */
  refusedPublishes: { burst: 100, perSecond: 2 },
  /** Logins take a processor for a while each, so they are looked at one by one; these may wait. */
  loginsWaiting: { all: 64, each: 16, here: 32 },
} as const satisfies Readonly<Record<string, Limit | Readonly<Record<string, Limit>>>>;
