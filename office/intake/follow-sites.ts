import type { Cancel, Millis } from '../../devices/ports.ts';
import type { BrokerConnection, Incoming } from '../../firmware-host/mqtt/broker-connection.ts';
import { contractRoot } from '../../firmware-host/mqtt/topics.ts';
import type { ReplayRequest } from './asking.ts';
import { json, readEvent, readTopic } from './event.ts';
import { type Batch, type FollowedSite, followSite, type SiteOptions } from './followed-site.ts';

/** Events that arrive within this time are applied in one transaction, so the disk is waited for once. */
const batchMs: Millis = 50;

export interface FollowOptions extends SiteOptions {
  /** A connection to the central broker. */
  readonly connection: BrokerConnection;
}

/**
 * Consumes the events of all sites. It drops repetitions, holds events behind a gap, asks for missing ones, and goes
 * back with a site that reuses its numbers.
 */
export function followSites(options: FollowOptions): { stop(): void } {
  const { connection, clock, told = {} } = options;
  const sites = new Map<string, FollowedSite>();
  let asks = 0;
  let stopped = false;
  let planned: Cancel | undefined;

  const batch: Batch = {
    soon() {
      planned ??= clock.after(batchMs, batch.now, 'office: batch');
    },
    now() {
      planned?.();
      planned = undefined;
      for (const one of sites.values()) one.applyReady();
    },
  };

  function send(site: string, asked: ReplayRequest): void {
    connection
      .publish(`${contractRoot}/${site}/command/replay`, JSON.stringify(asked), { retain: false, qos: 1 })
      .catch(() => {
        // No connection: the request is repeated later.
      });
  }

  function followed(site: string): FollowedSite {
    let one = sites.get(site);
    if (one === undefined) {
      one = followSite(site, { ...options, batch, newId: ({ from }) => `follow-${from}-${++asks}`, send });
      sites.set(site, one);
    }
    return one;
  }

  function hear({ topic, payload }: Incoming): void {
    const read = readTopic(topic);
    if (read === undefined || stopped) return;
    const { site, what } = read;
    const one = followed(site);
    if (what.startsWith('event/')) {
      const event = readEvent(site, payload);
      if (event !== undefined) one.event(event);
      return;
    }
    const message = json(payload);
    if (what === 'reply/replay') one.replied(message);
    if (what === 'controller/health') one.health(message);
    if (what === 'controller/state') {
      const { state } = (message ?? {}) as { state?: unknown };
      if (typeof state === 'string') told.state?.(site, state);
    }
  }

  for (const what of ['event/#', 'reply/replay', 'controller/state', 'controller/health'])
    connection.subscribe(`${contractRoot}/+/${what}`, hear);

  return {
    stop() {
      stopped = true;
      // Stop the requests first, so that the last batch starts none.
      for (const one of sites.values()) one.stop();
      batch.now();
    },
  };
}
