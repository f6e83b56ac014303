import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Incoming } from '../broker-connection.ts';
import type { Link } from '../external-link.ts';
import { officeStateTopic, readOfficeState } from '../office-state.ts';

/** Whatever an office says, a site sends so many events in a second: a backlog has to end some day. */
const rateLeastPerSecond = 1;
/** A broker that breaks so many connections in a row on this question is not asked for so long. */
const breaksMax = 3;
const notAskedMs: Millis = 3_600_000;

/** What the office says of itself on its broker, and how many events it takes from each site. */
export interface OfficePresence {
  /** Events in a second: what the site file allows, or less where the office is online and says so. */
  rate(): number;
  /** Resolves when the broker has answered, or never will on this connection. */
  ask(link: Link): Promise<void>;
  heard(message: Incoming): void;
  /** The connection is gone; what was said on it no longer holds. */
  lost(): void;
}

/** `own`: events in a second by the site file. */
export function createOfficePresence(clock: Pick<Clock, 'now'>, own: number): OfficePresence {
  let allowed: number | undefined;
  let breaks = 0;
  let brokeAt: Millis = 0;
  let asking = false;

  return {
    rate: () => (allowed === undefined ? own : Math.min(own, Math.max(rateLeastPerSecond, allowed))),
    async ask(link) {
      if (breaks >= breaksMax && clock.now() - brokeAt < notAskedMs) return;
      asking = true;
      try {
        // A refusal is an answer, too: an office from before it said anything has no rule for it.
        await link.subscribe([officeStateTopic]);
        breaks = 0;
        asking = false;
      } catch {
        // The connection broke, which `lost` counts.
      }
    },
    heard({ topic, payload }) {
      if (topic !== officeStateTopic) return;
      const said = readOfficeState(payload);
      allowed = said?.state === 'online' ? said.rate : undefined;
    },
    lost() {
      allowed = undefined;
      if (!asking) return;
      asking = false;
      breaks++;
      brokeAt = clock.now();
    },
  };
}
