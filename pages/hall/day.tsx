import { useSignal } from '@preact/signals';
import type { CallSums, DayPoint, PlaySight } from '../../simulators/page/page-messages.ts';
import { day, send, settings } from './hall-store.ts';
import { language, say } from './page-texts.ts';

const speeds = [1, 10, 60, 600] as const;
const chart = { width: 560, height: 170, left: 34, right: 24, bottom: 22, top: 10 } as const;
const hourMinutes = 60;

/** A played day with visitors and officers: its controls, its speed and its figures so far. */
export function Day() {
  const play = day.value?.play;
  const counts = day.value?.counts ?? {};
  return (
    <section class="card day" aria-labelledby="day">
      <h2 id="day">{say('day')}</h2>
      <div class="controls">
        <PlayForm playing={play !== undefined && !play.over} />
        <Speeds speed={settings.value?.speed ?? 1} />
        <TrueSpeed />
      </div>
      <dl class="figures">
        <Figure name="ticket.issued" label={say('issued')} counts={counts} />
        <Figure name="ticket.called" label={say('called')} counts={counts} />
        <Figure name="ticket.served" label={say('served')} counts={counts} />
        <Figure name="ticket.no-show" label={say('noShow')} counts={counts} />
      </dl>
      <p class="quiet sums">
        {day.value !== undefined && sumsOf(day.value.calls, counts['ticket.recalled'] ?? 0)}
      </p>
      <p class="quiet" data-over={play?.over}>
        {play === undefined ? say('dayHint') : playText(play)}
      </p>
      <Course points={day.value?.course ?? []} />
    </section>
  );
}

function playText({ seed, come, planned, over }: PlaySight): string {
  const so = `${say('seed')} ${seed}: ${come} / ${planned} ${say('visitors')}`;
  return over ? `${so} · ${say('over')}` : so;
}

/** Why the figures are what they are: every call has ended in one way, or its visitor is still at the counter. */
function sumsOf(calls: CallSums, recalls: number): string {
  const part = (label: string, count: number) => `${count} ${label}`;
  const left = [part(say('calls'), calls.called), ...some('carried', calls.carried)];
  const right = [
    part(say('sumServed'), calls.served),
    part(say('sumNoShow'), calls.noShow),
    ...some('sumReturned', calls.returned),
    ...some('sumParked', calls.parked),
    ...some('sumTransferred', calls.transferred),
    ...some('sumCancelled', calls.cancelled),
    ...some('sumMovedAway', calls.movedAway),
    ...some('sumAtCounter', calls.atCounter),
  ];
  return `${left.join(' + ')} = ${right.join(' + ')}. ${say('recalls')}: ${recalls}.`;
}

type SumName =
  | 'carried'
  | `sum${'Returned' | 'Parked' | 'Transferred' | 'Cancelled' | 'MovedAway' | 'AtCounter'}`;

const some = (name: SumName, count: number): readonly string[] =>
  count === 0 ? [] : [`${count} ${say(name)}`];

/** The speed that was asked for, and the one that this machine reaches. */
function TrueSpeed() {
  const { speed = 1, trueSpeed } = settings.value ?? {};
  const number = new Intl.NumberFormat(language.value, { maximumSignificantDigits: 3 });
  return (
    <p class="quiet true-speed" data-true={trueSpeed}>
      {say('asked')} {number.format(speed)}×, {say('measured')}{' '}
      {trueSpeed === undefined ? '…' : `${number.format(trueSpeed)}×`}
    </p>
  );
}

/** Starts a day with a seed, and stops a day that is being played. */
function PlayForm({ playing }: { playing: boolean }) {
  const seed = useSignal('1');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (/^\d{1,9}$/.test(seed.value)) send(`day ${seed.value}`);
      }}
    >
      <label>
        {say('seed')}
        <input
          inputMode="numeric"
          size={5}
          maxLength={9}
          value={seed.value}
          onInput={(event) => {
            seed.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="primary">
        {say('play')}
      </button>
      <button type="button" disabled={!playing} onClick={() => send('day stop')}>
        {say('stop')}
      </button>
    </form>
  );
}

/** The speed of the hall's time; 0 is a pause, in which time can be advanced step by step. */
function Speeds({ speed }: { speed: number }) {
  return (
    <fieldset class="speeds">
      <legend>{say('speed')}</legend>
      <button type="button" aria-pressed={speed === 0} data-speed="0" onClick={() => send('speed 0')}>
        {say('pause')}
      </button>
      <button type="button" disabled={speed !== 0} onClick={() => send('step')}>
        {say('step')}
      </button>
      {speeds.map((times) => (
        <button
          key={times}
          type="button"
          aria-pressed={speed === times}
          data-speed={times}
          onClick={() => send(`speed ${times}`)}
        >
          {times}×
        </button>
      ))}
    </fieldset>
  );
}

function Figure(of: { name: string; label: string; counts: Readonly<Record<string, number>> }) {
  return (
    <div data-count={of.name}>
      <dt>{of.label}</dt>
      <dd>{of.counts[of.name] ?? 0}</dd>
    </div>
  );
}

/** The day as a chart: waiting visitors as a line, calls in each five minutes as bars. */
function Course({ points }: { points: readonly DayPoint[] }) {
  if (points.length < 2) return <figure class="chart" />;
  const { width, height, left, right, bottom, top } = chart;
  const half = hourMinutes / 2;
  const from = Math.floor((points[0]?.minute ?? 0) / half) * half;
  const to = Math.max(from + hourMinutes, Math.ceil((points.at(-1)?.minute ?? 0) / half) * half);
  const most = Math.max(4, ...points.flatMap(({ waiting, called }) => [waiting, called]));
  const x = (minute: number) => left + ((minute - from) / (to - from)) * (width - left - right);
  const y = (count: number) => top + (1 - count / most) * (height - top - bottom);
  const line = points.map(({ minute, waiting }) => `${x(minute).toFixed(1)},${y(waiting).toFixed(1)}`);
  const first = Math.ceil(from / hourMinutes);
  const hours = Array.from({ length: Math.floor(to / hourMinutes) - first + 1 }, (_, index) => {
    return (first + index) * hourMinutes;
  });
  const ground = height - bottom;
  return (
    <figure class="chart">
      <svg class="course" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say('waitingNow')}>
        {[0, Math.round(most / 2), most].map((count) => (
          <g key={count}>
            <line class="grid" x1={left} x2={width - right} y1={y(count)} y2={y(count)} />
            <text class="axis" x={left - 6} y={y(count) + 4} text-anchor="end">
              {count}
            </text>
          </g>
        ))}
        {hours.map((minute) => (
          <text key={minute} class="axis" x={x(minute)} y={height - 5} text-anchor="middle">
            {String(minute / hourMinutes).padStart(2, '0')}.00
          </text>
        ))}
        {points.map(({ minute, called }) => (
          <rect
            key={minute}
            class="calls"
            x={x(minute) - 2}
            y={y(called)}
            width="4"
            height={ground - y(called)}
          />
        ))}
        <polyline class="waiting" points={line.join(' ')} />
      </svg>
      <figcaption>
        <span class="mark waiting" /> {say('waitingNow')} <span class="mark calls" /> {say('callsPer')}
      </figcaption>
    </figure>
  );
}
