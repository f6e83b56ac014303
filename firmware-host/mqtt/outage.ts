import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { createRival } from './rival.ts';
import type { Party } from './tls-fault.ts';

const backoffFirstMs: Millis = 1_000;
/** By default: a central broker hears from many sites when it returns. */
const backoffMaxMs: Millis = 60_000;

export interface OutageOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Told once for each outage, and once more when something else keeps it from ending. */
  readonly report: (fault: Fault) => void;
  /** Whose codes tell of another controller in our place. */
  readonly party?: Party;
  /** The longest wait between two attempts; 60 s by default. */
  readonly backoffMaxMs?: Millis;
}

/** What keeps the connections of a session from lasting, and how long to wait before the next one. */
export interface Outage {
  /** A connection ended, or was never made. Returns how long to wait; `lasted`: it was a good one. */
  lost(why: Fault, lasted: boolean): Millis;
  /** There is a connection, with everything subscribed to. */
  up(): void;
  /** The connection has proved good, so that the waits after it begin at the first again. */
  steady(): void;
  /** The topic of our own state has the word of another run, `boot`, or ours. */
  ownTopic(boot: string | undefined): void;
  /** What is wrong by name: more than that there is no connection now. */
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
