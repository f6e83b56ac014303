import type { Works } from '../../firmware-host/status/status-types.ts';
import { statusTexts } from './status-page-texts.ts';
import { inWords } from './status-store.ts';

const shapes: Readonly<Record<Works, string>> = {
  well: '✓',
  impaired: '!',
  failed: '✕',
  off: '–',
  unknown: '?',
};

/** Whether something works, as a sign: its shape says it as well as its colour. */
export function Sign({ works }: { readonly works: Works }) {
  return (
    <span
      class={`sign ${works}`}
      role="img"
      aria-label={inWords(statusTexts.works[works])}
      data-shape={shapes[works]}
    />
  );
}
