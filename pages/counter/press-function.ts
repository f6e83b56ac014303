import { effect, signal } from '@preact/signals';
import { desk, feed, isOpen, onRenewed, state } from './counter-store.ts';
import { forgetTyped, noteTyped } from './typed-number.ts';

/** What is said about the last press. */
export type Said =
  | { readonly kind: 'asked' | 'unsent' | 'unknown' | 'choose' }
  | { readonly kind: 'done'; readonly ticket: string | null; readonly events: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string; readonly text: string };

export const said = signal<Said | undefined>(undefined);
let saidAt = 0;

export function say(what: Said): void {
  said.value = what;
  saidAt = performance.now();
}

/** A second click this soon is that of a double click, or a hand that trembles. */
const twiceMs = 500;
/** An answer that takes longer is worth a word. */
const slowMs = 1_000;
/** The state that belongs to an answer comes within this of it. */
const settledMs = 1_000;

const pressedAt = new Map<string, number>();
let newest = 0;

/**
 * Presses a key of the counter: at once, once. The answer is said; where none comes, that is said too, and nothing is
 * sent again.
 */
export async function press(action: string): Promise<void> {
  if (!isOpen.value) {
    say({ kind: 'unsent' });
    return;
  }
  // Nothing is said of it: what the first press did is the answer to both.
  if (isTwice(action)) return;
  const mine = ++newest;
  // What is said is about the newest press, also if the answer to an older one comes later.
  const answer = (what: Said): void => {
    if (mine === newest) say(what);
  };
  const slow = setTimeout(() => answer({ kind: 'asked' }), slowMs);
  const outcome = await feed.press(action);
  clearTimeout(slow);
  if (outcome.ok) answer({ kind: 'done', ...(outcome.result as Pick<Done, 'ticket' | 'events'>) });
  else if (outcome.code === 'lost' || outcome.code === 'outcome-unknown') answer({ kind: 'unknown' });
  else answer({ kind: 'refused', code: outcome.code, text: outcome.text });
  const ms = desk.value?.entry;
  if (ms !== undefined) noteTyped(action, outcome, ms);
}

type Done = Extract<Said, { readonly kind: 'done' }>;

/** The same digit may come twice in a number. */
function isTwice(action: string): boolean {
  if (action.startsWith('digit ')) return false;
  const now = performance.now();
  const before = pressedAt.get(action);
  pressedAt.set(action, now);
  return before !== undefined && now - before < twiceMs;
}

onRenewed(forgetTyped);

// An answer is of the state it was given in. That nothing is known of a press stays until the next one.
effect(() => {
  if (state.value === undefined || said.peek() === undefined) return;
  const isOld = performance.now() - saidAt > settledMs;
  const kind = said.peek()?.kind;
  if (isOld && kind !== 'unknown' && kind !== 'unsent') said.value = undefined;
});
