import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { createRival } from './rival.ts';
import type { Party } from './tls-fault.ts';

const backoffFirstMs: Millis = 1_000;
/** The default: a central broker that returns receives connections from many sites. */
const backoffMaxMs: Millis = 60_000;

export interface OutageOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Called once for each outage, and once more when another fault keeps it from ending. */
  readonly report: (fault: Fault) => void;
  /** The prefix of the fault code for another controller that took our place. */
  readonly party?: Party;
  /** The longest wait between two attempts; 60 s by default. */
  readonly backoffMaxMs?: Millis;
}

/** Knows why the broker connection does not last, and computes how long to wait before the next attempt. */
export interface Outage {
  /**
   * Records that a connection ended or was never made. `lasted` says whether it was healthy. Returns how long to wait.
   */
  lost(why: Fault, lasted: boolean): Millis;
  /** Records that there is a connection, with all subscriptions made. */
  up(): void;
  /** The connection is healthy: reset the backoff. */
  steady(): void;
  /** Reports whose state is on our own state topic: that of another run, `boot`, or ours (undefined). */
  ownTopic(boot: string | undefined): void;
  /** The named fault, if there is one; having no connection at the moment is none. */
  trouble(): Fault | undefined;
}

export function createOutage(of: OutageOptions): Outage {
  const { random, report } = of;
  const longestMs = of.backoffMaxMs ?? backoffMaxMs;
  const rival = createRival(of.clock);
  let losses = 0;
  let reported: FaultCode | undefined;
  let trouble: Fault | undefined;

  return {
    lost(why, lasted) {
      const tookOver = why.code.endsWith('.duplicate');
      if (tookOver ? rival.tookOver() : reported !== why.code) report(why);
      reported = why.code;
      if (tookOver || !rival.stands()) trouble = why;
      losses = lasted ? 0 : losses;
      if (rival.stands()) return rival.waitMs(random());
      const step = Math.min(longestMs, backoffFirstMs * 2 ** losses);
      losses++;
      // Jitter, so that the sites of a region do not all return in the same moment.
      return step * (0.5 + random() / 2);
    },
    up() {
      reported = undefined;
      if (!rival.stands()) trouble = undefined;
    },
    steady() {
      losses = 0;
    },
    ownTopic(boot) {
      if (boot === undefined) return rival.ours();
      const code = `${of.party ?? 'broker'}.duplicate` as const;
      const why = new Fault(code, `another controller runs with the id of this site: boot ${boot}`, {
        context: { boot },
      });
      if (rival.spoke(boot)) report(why);
      if (rival.stands()) trouble = why;
    },
    trouble() {
      const over = trouble?.code.endsWith('.duplicate') && !rival.stands();
      return over || trouble?.code === 'broker.down' ? undefined : trouble;
    },
  };
}
