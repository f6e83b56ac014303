import { moveCursor } from './site-list.tsx';
import { helpIsOpen, onlyGrade, pathTo, query, view, views } from './view.ts';

/** Whether somebody is writing: then a letter is a letter. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The keys of the page; help-of-keys.tsx says them. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || helpIsOpen.value) return;
    if (event.key === 'Escape') {
      goBack(event.target);
      return;
    }
    if (isWriting(event.target)) return;
    const at = Number(event.key);
    const to = at >= 1 ? views[at - 1] : undefined;
    if (to !== undefined) location.hash = pathTo(to);
    else if (!act(event.key, event.target)) return;
    event.preventDefault();
  });
}

function act(key: string, target: EventTarget | null): boolean {
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return move(1, key, target);
    case 'k':
    case 'ArrowUp':
      return move(-1, key, target);
    case '/': {
      const search = document.querySelector<HTMLInputElement>('.search');
      search?.focus();
      search?.select();
      return search !== null;
    }
    case 'i':
      return focusCard(0);
    case 'a': {
      const card = target instanceof Element ? target.closest('[data-incident]') : null;
      const answer = (card ?? document).querySelector<HTMLButtonElement>('[data-answer]');
      answer?.click();
      return answer !== null;
    }
    case '?':
      helpIsOpen.value = true;
      return true;
    default:
      return false;
  }
}

/** Arrows scroll as ever, unless a row or an incident has the focus. */
function move(by: number, key: string, target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null;
  const card = element?.closest('[data-incident]') ?? null;
  const isArrow = key.startsWith('Arrow');
  if (card !== null) return focusCard(cards().indexOf(card as HTMLElement) + by);
  if (isArrow && element?.closest('.row') === null) return false;
  if (isArrow && element === null) return false;
  if (view.value === 'overview') moveCursor(by);
  else if (view.value === 'incidents' || view.value === 'site') return focusCard(0);
  return view.value === 'overview';
}

const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-incident]')];

function focusCard(at: number): boolean {
  const all = cards();
  const card = all[Math.min(all.length - 1, Math.max(0, at))];
  card?.focus();
  card?.scrollIntoView({ block: 'nearest' });
  return card !== undefined;
}

function goBack(target: EventTarget | null): void {
  if (isWriting(target)) {
    query.value = '';
    (target as HTMLElement).blur();
  } else if (query.value !== '' || onlyGrade.value !== undefined) {
    query.value = '';
    onlyGrade.value = undefined;
  } else if (view.value !== 'overview') location.hash = pathTo('overview');
}
