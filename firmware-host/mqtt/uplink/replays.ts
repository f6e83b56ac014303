import { z } from 'zod';

/** Requests that wait; a consumer that gets no answer asks again. */
const waitingMost = 16;
const eventsMost = 10_000;

const schema = z.object({
  id: z.string().min(1).max(100),
  from: z.int().min(1),
  to: z.int().min(1),
});

/** A consumer's wish to have events again, first and last sequence. */
export interface Replay {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export interface Replays {
  /** Keeps the request, or returns why not, as a reply's error. */
  ask(
    payload: Uint8Array,
  ): Replay | { readonly id: string | null; readonly code: string; readonly text: string };
  /** Takes out the oldest request. */
  take(): Replay | undefined;
  forget(): void;
}

/** What has been asked for again on `command/replay` of the central broker. */
export function openReplays(): Replays {
  const waiting: Replay[] = [];
  return {
    ask(payload) {
      const read = schema.safeParse(parsed(payload));
      if (!read.success) return { id: null, code: 'invalid', text: 'id, from and to are needed' };
      const { id, from, to } = read.data;
      if (to < from || to - from >= eventsMost)
        return { id, code: 'invalid', text: `at most ${eventsMost} events, first to last` };
      if (waiting.length >= waitingMost) return { id, code: 'busy', text: 'too many requests wait' };
      const replay = { id, from, to };
      waiting.push(replay);
      return replay;
    },
    take: () => waiting.shift(),
    forget: () => void waiting.splice(0),
  };
}

function parsed(payload: Uint8Array): unknown {
  try {
    return payload.length > 1_024 ? undefined : JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    // The schema says what is wrong with it.
    return undefined;
  }
}
