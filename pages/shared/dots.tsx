/** A display of single dots: rows from the top, `#` lit and `.` dark; `reads` is the text for screen readers. */
export function Dots({ rows, reads }: { readonly rows: readonly string[]; readonly reads: string }) {
  return (
    <svg
      class="dots"
      viewBox={`0 0 ${rows[0]?.length ?? 1} ${rows.length}`}
      role="img"
      aria-label={reads.trim() || '-'}
      data-reads={reads}
      data-dots={rows.join('\n')}
    >
      <path class="unlit" d={pathOf(rows, '.')} />
      <path class="lit" d={pathOf(rows, '#')} />
    </svg>
  );
}

/** One path for all dots: lines of no length with round ends, since a panel has hundreds. */
function pathOf(rows: readonly string[], wanted: '#' | '.'): string {
  return rows
    .flatMap((row, y) => [...row].map((dot, x) => (dot === wanted ? `M${x + 0.5} ${y + 0.5}h0` : '')))
    .join('');
}
