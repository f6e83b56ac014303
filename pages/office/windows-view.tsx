import { useSignal } from '@preact/signals';
import type { WindowAnswer } from '../../office/web/office-messages.ts';
import { ask } from './ask-office.ts';
import { useAsked } from './asked-again.ts';
import { me, now, siteName, sites } from './office-store.ts';
import { say, type TextName } from './office-texts.ts';
import { duration, fullTime } from './time-words.ts';

const hourMs = 3_600_000;

/** Maintenance windows: which there are, and a form for those who may plan them. */
export function WindowsView() {
  const again = useSignal(0);
  const asked = useAsked<{ readonly windows: readonly WindowAnswer[] }>(() => `/api/windows?${again.value}`);
  const { value, why } = asked.value;
  const mayPlan = me.value?.role === 'administer';
  const changed = (): void => {
    again.value++;
  };
  const at = now.value;
  const stateOf = ({ from, to }: WindowAnswer): TextName =>
    to <= at ? 'past' : from > at ? 'planned' : 'running';
  const order = { running: 0, planned: 1, past: 2 } as const;
  const windows = [...(value?.windows ?? [])].sort(
    (a, b) =>
      order[stateOf(a) as keyof typeof order] - order[stateOf(b) as keyof typeof order] || b.from - a.from,
  );
  return (
    <section class="windows" aria-labelledby="windows-title">
      <h2 id="windows-title">{say('windows')}</h2>
      <p class="soft">{say('planWhy')}</p>
      {mayPlan && <Plan changed={changed} />}
      {value === undefined && why !== undefined && <p class="problem">{say('noHistory')}</p>}
      {value !== undefined && windows.length === 0 && <p class="empty calm">{say('noWindows')}</p>}
      <ol class="cards">
        {windows.map((window) => (
          <li key={window.id} class={`card window ${stateOf(window)}`} data-window={window.id}>
            <p class="chips">
              <span class="chip">{say(stateOf(window))}</span>
            </p>
            <h3>
              {window.site === null ? `${say('region')} ${window.region ?? ''}` : siteName(window.site)}
              {window.device !== null && ` · ${window.device}`}
            </h3>
            <p>
              {fullTime(window.from)} – {fullTime(window.to)}{' '}
              <small>({duration(window.to - window.from)})</small>
            </p>
            {window.text !== '' && <p>{window.text}</p>}
            <p class="soft">{window.by}</p>
            {mayPlan && window.to > at && (
              <button
                type="button"
                class="plain"
                onClick={async () => {
                  await ask(`/api/windows/${encodeURIComponent(window.id)}`, 'DELETE');
                  changed();
                }}
              >
                {say('end')}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Plan({ changed }: { readonly changed: () => void }) {
  const problem = useSignal<TextName | undefined>(undefined);
  const regions = [...new Set([...(sites.value?.values() ?? [])].map(({ region }) => region))]
    .filter(Boolean)
    .sort();
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const of = (name: string): string => String(fields.get(name) ?? '').trim();
    const what = of('what');
    const asked = await ask('/api/windows', 'POST', {
      from: new Date(of('from')).getTime(),
      to: new Date(of('to')).getTime(),
      text: of('text'),
      ...(regions.includes(what) ? { region: what } : { site: what }),
      ...(of('device') === '' ? {} : { device: of('device') }),
    });
    const known = { 'bad-field': 'badField', unknown: 'noSuch' } as const;
    problem.value = asked.ok ? undefined : (known[asked.why as keyof typeof known] ?? 'failed');
    if (!asked.ok) return;
    form.reset();
    changed();
  };
  return (
    <form class="card plan" onSubmit={send}>
      <h3>{say('plan')}</h3>
      <label>
        {say('of')}
        <input name="what" required list="windows-of" placeholder={`${say('site')} / ${say('region')}`} />
      </label>
      <datalist id="windows-of">
        {regions.map((region) => (
          <option key={region} value={region}>
            {say('region')}
          </option>
        ))}
        {[...(sites.value?.keys() ?? [])].map((id) => (
          <option key={id} value={id}>
            {siteName(id)}
          </option>
        ))}
      </datalist>
      <label>
        {say('device')}
        <input name="device" />
      </label>
      <label>
        {say('from')}
        <input name="from" type="datetime-local" required value={localTime(now.peek())} />
      </label>
      <label>
        {say('until')}
        <input name="to" type="datetime-local" required value={localTime(now.peek() + 2 * hourMs)} />
      </label>
      <label class="wide">
        {say('why')}
        <input name="text" maxLength={1_000} />
      </label>
      <p class="problem" role="alert">
        {problem.value === undefined ? '' : say(problem.value)}
      </p>
      <button type="submit" class="primary">
        {say('plan')}
      </button>
    </form>
  );
}

/** As `datetime-local` has it, by the browser's zone. */
function localTime(at: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
