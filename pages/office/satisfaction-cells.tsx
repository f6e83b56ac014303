import type { IndexAnswer, MeasureAnswer } from '../../office/web/satisfaction-messages.ts';
import { say } from './office-texts.ts';
import { count, hundredths } from './report-words.ts';

const nothing = () => <span class="soft">–</span>;

/** The ends of every index. */
const [lowest, highest] = [25_00, 100_00];
const height = 20;

/** Where an index lies between 25 and 100, with its interval. */
export function IntervalBar({ of }: { readonly of: IndexAnswer }) {
  const label = `${hundredths(of.low)} – ${hundredths(of.high)}`;
  const place = (value: number): number => value - lowest;
  return (
    <svg
      class="span-bar interval-bar"
      viewBox={`0 0 ${highest - lowest} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <line x1="0" x2={highest - lowest} y1={height / 2} y2={height / 2} class="axis" />
      <rect class="interval" x={place(of.low)} y="6" width={Math.max(40, of.high - of.low)} height="8" />
      <rect class="mark" x={Math.min(place(of.index), highest - lowest - 60)} y="1" width="60" height="18" />
    </svg>
  );
}

/** The index and its band; or why there is none. */
export function IndexText({ of }: { readonly of: MeasureAnswer }) {
  if (of.isWithheld) return <span class="soft">{say('withheld')}</span>;
  if (of.index !== null)
    return (
      <>
        <strong>{hundredths(of.index.index)}</strong> <span class="band">{of.index.band}</span>
      </>
    );
  if (of.incomplete === null) return nothing();
  return <span class="soft">{say('noIndex')}</span>;
}

export const intervalText = ({ index }: Pick<MeasureAnswer, 'index'>) =>
  index === null ? nothing() : `${hundredths(index.low)} – ${hundredths(index.high)}`;

export const responseText = ({ response }: Pick<MeasureAnswer, 'response'>) =>
  response === null ? nothing() : `${hundredths(response)} %`;

/** Of a row: index, interval, answers, response. */
export function MeasureCells({ of }: { readonly of: MeasureAnswer }) {
  return (
    <>
      <td class="number">
        <IndexText of={of} />
      </td>
      <td class="number">{intervalText(of)}</td>
      <td class="number">{count(of.answers)}</td>
      <td class="number">{responseText(of)}</td>
    </>
  );
}

export const measureHeads = (name: 'pulse' | 'survey'): readonly string[] =>
  (['index', 'interval95', 'answers', 'response'] as const).map((what) => `${say(name)}: ${say(what)}`);
