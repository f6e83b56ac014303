/** An element with a class and a text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.textContent = text;
  return made;
}

/** A button that does something when it is touched or chosen with the keyboard. */
export function button(name: string, touched: () => void): HTMLButtonElement {
  const made = element('button', name);
  made.type = 'button';
  made.addEventListener('click', touched);
  return made;
}

/** Changes a text only if it is another one: what stands on the page is left alone under a finger. */
export function write(at: HTMLElement, text: string): void {
  if (at.textContent !== text) at.textContent = text;
}

/** The same of whether it is shown. */
export function show(at: HTMLElement, isShown: boolean): void {
  if (at.hidden === isShown) at.hidden = !isShown;
}

export function append(to: HTMLElement, ...parts: readonly HTMLElement[]): void {
  for (const part of parts) to.appendChild(part);
}
