/** For `ref`: the same function each time, so that it is called when the element comes and not at each change. */
export function focusOnce(element: HTMLElement | null): void {
  element?.focus();
}
