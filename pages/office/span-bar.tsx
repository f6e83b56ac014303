import type { SpanAnswer } from '../../office/web/office-messages.ts';
import { type Grade, grade } from './grades.tsx';
import { say } from './office-texts.ts';
import { verdictWords } from './said-words.tsx';
import { clockTime } from './time-words.ts';

const [width, height] = [1_000, 20];
/** The worse, the higher: what the colours say can be seen without them. */
const heights: Readonly<Record<Grade, number>> = {
  bad: 20,
  trouble: 14,
  unknown: 6,
  maintenance: 10,
  well: 4,
};
/** A span that is shorter than this can still be seen. */
const widthMin = 2;

/** What was said over a time; where the office said nothing, nothing is drawn. */
export function SpanBar({
  spans,
  from,
  to,
}: {
  readonly spans: readonly SpanAnswer[];
  readonly from: number;
  readonly to: number;
}) {
  const x = (at: number): number => ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * width;
  const seen = spans.filter((span) => span.from < to && (span.to ?? to) > from);
  const bad = seen.filter(({ verdict }) => grade(verdict) === 'bad' || grade(verdict) === 'trouble');
  const label = bad
    .slice(-5)
    .map(
      (span) =>
        `${verdictWords(span.verdict)} ${clockTime(span.from, to)} – ${span.to === null ? '' : clockTime(span.to, to)}`,
    )
    .join('; ');
  return (
    <svg
      class="span-bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${say('history')}: ${label === '' ? verdictWords('well') : label}`}
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} class="axis" />
      {seen.map((span) => {
        const of = grade(span.verdict);
        const left = x(span.from);
        return (
          <rect
            key={`${span.from} ${span.verdict}`}
            class={of}
            x={left}
            width={Math.max(widthMin, x(span.to ?? to) - left)}
            y={height - heights[of]}
            height={heights[of]}
          >
            <title>
              {verdictWords(span.verdict)} {clockTime(span.from, to)} –{' '}
              {span.to === null ? '' : clockTime(span.to, to)}
            </title>
          </rect>
        );
      })}
    </svg>
  );
}
