import { returnToCursor } from './site-list.tsx';
import { view } from './view.ts';

/**
 * A view begins at its top, and the keyboard in it; the list of sites is shown again where it was left. Called before
 * the first view is shown.
 */
export function keepPlaces(): void {
  let shown = view.value;
  let listAt = 0;
  addEventListener('hashchange', () => {
    // What was shown is still there now, and what is to be shown in the next frame.
    if (shown === 'overview') listAt = scrollY;
    shown = view.value;
    requestAnimationFrame(() => {
      scrollTo({ top: shown === 'overview' ? listAt : 0 });
      document.getElementById('main')?.focus({ preventScroll: true });
      if (shown === 'overview') returnToCursor();
    });
  });
}
