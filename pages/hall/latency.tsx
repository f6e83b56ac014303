import { presses } from './hall-store.ts';
import { language, say } from './page-texts.ts';

/** Upper limits in ms; the last bar counts all slower presses. */
const bars = [0.5, 1, 2, 4, 8, 16, 32, 64] as const;
const height = 72;
const width = 30;

/** How long presses took: from the contact to the bytes for the display, and to MQTT. */
export function Latency() {
  const all = presses.value;
  const last = all.at(-1);
  const ms = (value: number | undefined) =>
    value === undefined
      ? '–'
      : `${new Intl.NumberFormat(language.value, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(value)} ms`;
  const shown = all.flatMap(({ shownMs }) => shownMs ?? []);
  return (
    <section class="card latency" aria-labelledby="latency">
      <h2 id="latency">{say('latency')}</h2>
      {last === undefined ? (
        <p class="quiet">{say('noPress')}</p>
      ) : (
        <>
          <dl class="figures">
            <div>
              <dt>{say('toLed')}</dt>
              <dd>{ms(last.shownMs)}</dd>
            </div>
            <div>
              <dt>{say('toMqtt')}</dt>
              <dd>{ms(last.saidMs)}</dd>
            </div>
            <div>
              <dt>{say('median')}</dt>
              <dd>{ms(median(shown))}</dd>
            </div>
          </dl>
          <p class="quiet">
            {say('lastPress')}: {last.device} {last.key} · {all.length} {say('presses')} ·{' '}
            {say('onlyRealTime')}
          </p>
          <Histogram values={shown} label={say('toLed')} />
        </>
      )}
    </section>
  );
}

function Histogram({ values, label }: { values: readonly number[]; label: string }) {
  const edges = [...bars, Number.POSITIVE_INFINITY];
  const counts = edges.map(
    (to, index) => values.filter((value) => value < to && value >= (edges[index - 1] ?? 0)).length,
  );
  const most = Math.max(1, ...counts);
  return (
    <svg
      class="histogram"
      viewBox={`0 0 ${edges.length * width} ${height + 32}`}
      role="img"
      aria-label={label}
    >
      {counts.map((count, index) => {
        const tall = (count / most) * height;
        const to = edges[index];
        return (
          <g key={to} transform={`translate(${index * width} 0)`}>
            <rect class="bar" x="3" y={16 + height - tall} width={width - 6} height={tall} rx="2" />
            {count > 0 && (
              <text x={width / 2} y={12 + height - tall} text-anchor="middle">
                {count}
              </text>
            )}
            <text class="axis" x={width / 2} y={height + 29} text-anchor="middle">
              {to === Number.POSITIVE_INFINITY ? `≥${bars.at(-1)}` : `<${to}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
