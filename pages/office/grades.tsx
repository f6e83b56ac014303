import type { Verdict } from '../../office/verdict/verdict-types.ts';

/** How bad a verdict is, the worst first. Each grade has a colour and a shape of its own. */
export const grades = ['bad', 'trouble', 'unknown', 'maintenance', 'well'] as const;
export type Grade = (typeof grades)[number];

/** The worst first. */
const order: readonly (readonly [verdict: Verdict, grade: Grade])[] = [
  ['broker', 'bad'],
  ['office', 'bad'],
  ['region', 'bad'],
  ['site-unreachable', 'bad'],
  ['power-or-process', 'bad'],
  ['hung', 'bad'],
  ['network', 'trouble'],
  ['hub', 'trouble'],
  ['device', 'trouble'],
  ['clock', 'trouble'],
  ['unknown', 'unknown'],
  ['maintenance', 'maintenance'],
  ['well', 'well'],
];
const ranks = new Map(order.map(([verdict], rank) => [verdict, rank]));
const gradeOf = new Map(order);

/** A verdict of a newer office counts as not known. */
export function grade(verdict: Verdict): Grade {
  return gradeOf.get(verdict) ?? 'unknown';
}

export function rank(verdict: Verdict): number {
  return ranks.get(verdict) ?? order.length;
}

/** The shape of a grade around the origin, about 2 wide. */
export function Shape({ of }: { readonly of: Grade }) {
  switch (of) {
    case 'bad':
      return <path d="M0-1.05 1.1.85H-1.1Z" />;
    case 'trouble':
      return <path d="M0-1.1 1.1 0 0 1.1-1.1 0Z" />;
    case 'unknown':
      return <circle r="0.78" class="hollow" />;
    case 'maintenance':
      return <rect x="-0.85" y="-0.85" width="1.7" height="1.7" rx="0.15" />;
    case 'well':
      return <circle r="0.9" />;
  }
}

/** The sign of a verdict beside its words, which say the same. */
export function Sign({ of }: { readonly of: Grade }) {
  return (
    <svg class={`sign ${of}`} viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true" focusable="false">
      <Shape of={of} />
    </svg>
  );
}
