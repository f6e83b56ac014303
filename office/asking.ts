import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import { replayMax } from '../firmware-host/mqtt/commands/command-table.ts';
import type { Gap, Resequencer } from './resequencer.ts';

/** Events of a broker come in order: what is missing after this will not come by itself. */
const askAfterMs: Millis = 300;
/** A site that is away answers when it is back. */
const askAgainMs: Millis = 5_000;
/** A site that has answered this often without the missing event does not have it. */
const answersMax = 3;

/** A request for events `from` to `to`. */
export interface ReplayRequest extends Gap {
  readonly id: string;
}

/** Asks one site for what is missing before its next event, again and again until that is there. */
export interface Asking {
  /** The resequencer may have changed: something may be missing, or no longer. */
  watch(): void;
  /** A reply to a request. What is missing now, once the site has shown that it does not have it. */
  answered(reply: unknown): Gap | undefined;
  /** What was asked for is no longer wanted. */
  forget(): void;
  /** Asks for nothing ever again. */
  stop(): void;
}

export function openAsking(of: {
  readonly clock: Clock;
  readonly resequencer: () => Pick<Resequencer<unknown>, 'gap' | 'next'>;
  /** An id that no other request has. */
  readonly newId: (gap: Gap) => string;
  readonly send: (asked: ReplayRequest) => void;
  /** Events are missing that were not missing before. */
  readonly missing: (gap: Gap) => void;
}): Asking {
  const { clock, resequencer } = of;
  let asked: ReplayRequest | undefined;
  /** How often an answer did not bring what was asked for. */
  let answers = 0;
  let cancel: Cancel | undefined;
  let stopped = false;

  function forget(): void {
    cancel?.();
    cancel = undefined;
    asked = undefined;
  }

  function watch(): void {
    const { next } = resequencer();
    const isMissing = resequencer().gap() !== undefined;
    // When that came, something else may be missing behind it.
    const came = asked !== undefined && next !== undefined && next > asked.to;
    if (!isMissing || came) forget();
    if (isMissing) cancel ??= clock.after(askAfterMs, ask, 'office: missing events');
  }

  function ask(): void {
    cancel = undefined;
    const gap = resequencer().gap();
    if (gap === undefined || stopped) return;
    if (asked?.from !== gap.from) {
      answers = 0;
      of.missing(gap);
    }
    const to = Math.min(gap.to, gap.from + replayMax - 1);
    asked = { id: of.newId(gap), from: gap.from, to };
    cancel = clock.after(askAgainMs, ask, 'office: ask again');
    of.send(asked);
  }

  function answered(reply: unknown): Gap | undefined {
    const { id, ok, error } = (reply ?? {}) as { id?: unknown; ok?: unknown; error?: { code?: unknown } };
    if (asked === undefined || id !== asked.id) return undefined;
    if (ok !== true && error?.code !== 'nothing-to-replay') return undefined;
    const gap = resequencer().gap();
    if (gap?.from !== asked.from) return undefined;
    answers++;
    return answers < answersMax ? undefined : gap;
  }

  return {
    watch,
    answered,
    forget,
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
