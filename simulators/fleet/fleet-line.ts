/** How a message travels. */
export interface How {
  readonly qos: 0 | 1;
  readonly retain: boolean;
  /** Marked as sent again: the receiver may have it already. */
  readonly dup?: boolean;
}

export const asState: How = { qos: 1, retain: true };
export const asHealth: How = { qos: 0, retain: true };
export const asEvent: How = { qos: 1, retain: false };
export const asEventAgain: How = { qos: 1, retain: false, dup: true };

export interface Will {
  readonly topic: string;
  readonly payload: string;
}

export interface LineTold {
  readonly up: () => void;
  /** Once: also when the line could not be opened. Not after it was closed, reset or abandoned. */
  readonly lost: () => void;
  readonly message: (topic: string, payload: string, isRetained: boolean) => void;
}

export interface LineOrder {
  readonly clientId: string;
  /** Retained, QoS 1. */
  readonly will?: Will | undefined;
  /** Without a word for 1.5 times as long, the broker takes the client for gone. */
  readonly keepAliveMs: number;
  readonly filters: readonly string[];
}

/** The connection of one simulated site to the central broker, with all that may happen to one. */
export interface FleetLine {
  /** `acked`: the broker has it (QoS 1). A message on a line that is gone is lost, and never acknowledged. */
  publish(topic: string, payload: string, how: How, acked?: () => void): void;
  /** Says goodbye: the will is not sent. */
  close(): void;
  /** The process died, or a router forgot the connection: the broker is told by the network, and sends the will. */
  reset(): void;
  /** From now on nothing passes, either way, and nobody is told: the broker notices after its time limit. */
  freeze(): void;
  /** What waited passes, unless the broker has given the line up. */
  thaw(): void;
  /** The site gives up a frozen line and forgets it. */
  abandon(): void;
}

export type OpenLine = (order: LineOrder, told: LineTold) => FleetLine;
