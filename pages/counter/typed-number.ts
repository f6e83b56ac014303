import { signal } from '@preact/signals';
import type { OrderOutcome } from '../shared/order-outcome.ts';

/** The number that is being typed at this page. The hall keeps it; this is what it has taken. */
export const typed = signal('');

let forgetting: ReturnType<typeof setTimeout> | undefined;

export function forgetTyped(): void {
  clearTimeout(forgetting);
  typed.value = '';
}

/** These never came to the keys: what was typed is still there. */
const beforeTheKeys: readonly string[] = [
  'lost',
  'role',
  'not-here',
  'too-often',
  'bad-line',
  'expired',
  'busy',
];

/** Follows what the hall does with the number, from the answer to a press. */
export function noteTyped(
  action: string,
  outcome: OrderOutcome,
  entry: { readonly most: number; readonly ms: number },
): void {
  if (!outcome.ok && beforeTheKeys.includes(outcome.code)) return;
  const [name = '', digit = ''] = action.split(' ');
  if (name === 'digit' && outcome.ok) {
    typed.value = `${typed.value}${digit}`.slice(-entry.most);
    clearTimeout(forgetting);
    forgetting = setTimeout(forgetTyped, entry.ms);
  }
  if (name === 'call-entered' || name === 'transfer-entered' || name === 'clear') forgetTyped();
}
