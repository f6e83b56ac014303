import { computed, signal } from '@preact/signals';
import type { Grade } from './grades.tsx';
import { type ListedSite, worstFirst } from './office-store.ts';

/** What the page shows: `#/`, `#/map`, `#/site/ID`. */
export const views = ['overview', 'map', 'incidents', 'inventory', 'windows'] as const;
export type ViewName = (typeof views)[number] | 'site';

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

export const view = computed<ViewName>(() => {
  const [, name = ''] = hash.value.split('/');
  return name === 'site' ? 'site' : (views.find((one) => one === name) ?? 'overview');
});
export const shownSite = computed(() => decodeURIComponent(hash.value.split('/')[2] ?? ''));

export function pathTo(name: (typeof views)[number]): string {
  return name === 'overview' ? '#/' : `#/${name}`;
}

export function pathToSite(id: string): string {
  return `#/site/${encodeURIComponent(id)}`;
}

export const query = signal('');
export const onlyGrade = signal<Grade | undefined>(undefined);
export const helpIsOpen = signal(false);

/** The sites that were asked for, the worst first. */
export const found = computed<readonly ListedSite[]>(() => {
  const wanted = query.value.trim().toLowerCase();
  const only = onlyGrade.value;
  return worstFirst.value.filter(
    (site) =>
      (only === undefined || site.grade === only) &&
      (wanted === '' || `${site.id} ${site.title} ${site.region}`.toLowerCase().includes(wanted)),
  );
});
