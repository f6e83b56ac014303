/** The shapes of the segments a to g of a digit, in a box of 22 by 36. */
const shapes: readonly (readonly [segment: string, points: string])[] = [
  ['a', '5,2 17,2 19,4 17,6 5,6 3,4'],
  ['b', '20,5 22,7 22,15 20,17 18,15 18,7'],
  ['c', '20,19 22,21 22,29 20,31 18,29 18,21'],
  ['d', '5,30 17,30 19,32 17,34 5,34 3,32'],
  ['e', '2,19 4,21 4,29 2,31 0,29 0,21'],
  ['f', '2,5 4,7 4,15 2,17 0,15 0,7'],
  ['g', '5,16 17,16 19,18 17,20 5,20 3,18'],
];
const digitWidth = 31;

/**
 * A seven-segment display. Bits 7..0 of each digit are point, a, b, c, d, e, f, g; `reads` is the text for screen
 * readers.
 */
export function Segments({ digits, reads }: { readonly digits: readonly number[]; readonly reads: string }) {
  return (
    <svg
      class="segments"
      viewBox={`-4 -2 ${digits.length * digitWidth + 6} 40`}
      role="img"
      aria-label={reads.trim() || '-'}
      data-reads={reads}
      data-segments={digits.join(' ')}
    >
      {digits.map((bits, position) => (
        <g key={position} transform={`translate(${position * digitWidth + 3} 0) skewX(-5)`}>
          {shapes.map(([segment, points], index) => (
            <polygon key={segment} points={points} class={(bits >> (6 - index)) & 1 ? 'lit' : 'unlit'} />
          ))}
          <circle cx="26" cy="32" r="2.4" class={bits & 0x80 ? 'lit' : 'unlit'} />
        </g>
      ))}
    </svg>
  );
}
