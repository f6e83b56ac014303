import type { ComponentChildren } from 'preact';
import { say } from './page-texts.ts';

interface OfLink {
  readonly path: string;
  /** What is read out, where the text alone does not say it. */
  readonly name?: string;
  readonly children: ComponentChildren;
}

/** A link to a page of the hall, which opens beside this one. */
export function PageLink({ path, name, children }: OfLink) {
  const named = name && `${name} (${say('newTab')})`;
  return (
    <a href={path} target="_blank" rel="noopener" aria-label={named} title={named}>
      {children} <span aria-hidden="true">↗</span>
      {named === undefined && <span class="unseen"> ({say('newTab')})</span>}
    </a>
  );
}
