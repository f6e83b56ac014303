/** How far the mouth goes down in the middle, by score: from a frown to a smile. */
const mouths: Readonly<Record<number, number>> = { 1: 9, 2: 13, 3: 20, 4: 24 };

/** A face for a score from 1 to 4. Nothing for anything else: a key without a score has its name alone. */
export function Face({ score }: { score: number }) {
  const mouth = mouths[score];
  if (mouth === undefined) return null;
  return (
    <svg class="face" viewBox="0 0 28 28" aria-hidden="true">
      <circle cx="14" cy="14" r="12" />
      <path d={`M8 17 Q14 ${mouth} 20 17`} />
      <path d="M10 10v2M18 10v2" />
    </svg>
  );
}
