import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { OfficeRefusal } from '../../office/web/office-messages.ts';
import { ask } from './ask-office.ts';
import { leave } from './office-store.ts';

export interface Answered<T> {
  /** The last answer; undefined: there is none yet. */
  readonly value: T | undefined;
  readonly why: OfficeRefusal | undefined;
}

const calmMs = 700;

/**
 * What the office answers at a path, asked again when a signal that `path` reads has changed, after a calm: changes
 * come in bursts.
 */
export function useAsked<T>(path: () => string): Signal<Answered<T>> {
  const answered = useSignal<Answered<T>>({ value: undefined, why: undefined });
  const asked = useSignal('');
  useSignalEffect(() => {
    const where = path();
    let isOver = false;
    const isFirst = asked.peek() !== where;
    if (isFirst) answered.value = { value: undefined, why: undefined };
    asked.value = where;
    const timer = setTimeout(
      async () => {
        const answer = await ask<T>(where);
        if (isOver) return;
        if (answer.ok) answered.value = { value: answer.value, why: undefined };
        else if (answer.why === 'session') leave();
        else answered.value = { value: answered.peek().value, why: answer.why };
      },
      isFirst ? 0 : calmMs,
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  });
  return answered;
}
