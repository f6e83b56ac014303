import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { replayMax } from '../../firmware-host/mqtt/commands/command-table.ts';
import type { Gap, Resequencer } from './resequencer.ts';

/** A broker delivers events in order: an event still missing after this will not come by itself. */
const askAfterMs: Millis = 300;
/** A site that is offline answers when it is back: the request is repeated this often. */
const askAgainMs: Millis = 5_000;
/** After this many answers without the missing event, the site does not have it. */
const answersMax = 3;

/** A request for events `from` to `to`. */
export interface ReplayRequest extends Gap {
  readonly id: string;
}

/** Asks one site for the events missing before the next one, repeatedly until they come. */
export interface Asking {
  /** Call this when the resequencer may have changed: a gap may have opened or closed. */
  watch(): void;
  /** Takes a reply to a request. Returns the missing events once the site has shown that it does not have them. */
  answered(reply: unknown): Gap | undefined;
  /** Cancels the request: its events are no longer wanted. */
  forget(): void;
  /** Ends for good: no further requests. */
  stop(): void;
}

export function openAsking(of: {
  readonly clock: Clock;
  readonly resequencer: () => Pick<Resequencer<unknown>, 'gap' | 'next'>;
  /** A unique request id. */
  readonly newId: (gap: Gap) => string;
  readonly send: (asked: ReplayRequest) => void;
  /** Called when events are newly missing. */
  readonly missing: (gap: Gap) => void;
}): Asking {
  const { clock, resequencer } = of;
  let asked: ReplayRequest | undefined;
  /** Answers that did not bring the requested events. */
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
    // The requested events came; others may be missing behind them.
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
