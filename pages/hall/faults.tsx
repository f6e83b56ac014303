import type { DeviceLayout, Layout } from '../../simulators/page/page-messages.ts';
import { devices, send, settings, states } from './hall-store.ts';
import { language, type StateWord, say } from './page-texts.ts';

interface Reason {
  readonly code: string;
  readonly text: string;
}

/** Every device with its state from MQTT, and everything that can be done to it by hand. */
export function Faults({ hall }: { hall: Layout }) {
  const now = settings.value;
  return (
    <section class="card faults" aria-labelledby="faults">
      <h2 id="faults">{say('faults')}</h2>
      <p class="quiet">{say('faultsWhy')}</p>
      <div class="switches">
        <Switch on={now?.broker === 'away'} label={say('broker')} lines={['broker away', 'broker back']} />
        <Switch on={now?.disk === 'hangs'} label={say('disk')} lines={['disk hangs', 'disk ok']} />
        <Switch
          on={now?.contacts === 'worn'}
          label={say('contacts')}
          lines={['contacts worn', 'contacts ok']}
        />
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('device')}</th>
            <th scope="col">{say('state')}</th>
            <th scope="col">{say('breakIt')}</th>
          </tr>
        </thead>
        <tbody>
          {hall.devices.map((device) => (
            <Row key={device.id} of={device} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A fault that can be switched on and off. `lines`: the console commands for both. */
function Switch({ on, label, lines }: { on: boolean; label: string; lines: readonly [string, string] }) {
  return (
    <button
      type="button"
      class="switch"
      aria-pressed={on}
      data-line={lines[0]}
      onClick={() => send(lines[on ? 1 : 0])}
    >
      {label}
    </button>
  );
}

function Row({ of }: { of: DeviceLayout }) {
  const state = states.value.get(`device/${of.id}/state`);
  const is = String(state?.state ?? 'starting') as StateWord;
  const reasons = (state?.reasons ?? []) as readonly Reason[];
  const lost = states.value.get('controller/state')?.state !== 'online';
  return (
    <tr data-device={of.id} data-state={is} class={lost ? 'lost' : ''}>
      <th scope="row">
        <span class="name">{of.id}</span>
        <small>{of.title[language.value]}</small>
      </th>
      <td>
        <span class={`dot ${is}`} /> {say(is)}
        {reasons.map(({ code, text }) => (
          <small key={code} class="reason">
            <code>{code}</code> {text}
          </small>
        ))}
      </td>
      <td class="acts">
        <Acts of={of} />
      </td>
    </tr>
  );
}

function Acts({ of }: { of: DeviceLayout }) {
  const sight = devices.value.get(of.id);
  const { printer, held = [] } = sight ?? {};
  const { id } = of;
  return (
    <>
      <Switch
        on={sight?.plugged === false}
        label={sight?.plugged === false ? say('plug') : say('unplug')}
        lines={[`unplug ${id}`, `plug ${id}`]}
      />
      {printer !== undefined && (
        <>
          <label class="choice">
            {say('paper')}
            <select
              value={printer.paper}
              onChange={(event) => send(`paper ${id} ${event.currentTarget.value}`)}
            >
              {(['ok', 'low', 'out'] as const).map((state) => (
                <option key={state} value={state}>
                  {say(state)}
                </option>
              ))}
            </select>
          </label>
          <Switch
            on={printer.cover === 'open'}
            label={say('coverOpen')}
            lines={[`cover ${id} open`, `cover ${id} closed`]}
          />
          <Switch on={printer.hung} label={say('hangs')} lines={[`hang ${id} on`, `hang ${id} off`]} />
        </>
      )}
      {of.keys.length > 0 && (
        <label class="choice">
          {say('stuck')}
          <select
            value={held[0] ?? ''}
            onChange={(event) => {
              const to = event.currentTarget.value;
              for (const key of held) send(`release ${id} ${key}`);
              if (to !== '') send(`hold ${id} ${to}`);
            }}
          >
            <option value="">{say('none')}</option>
            {of.keys.map(({ key }) => (
              <option key={key} value={key}>
                {key}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
