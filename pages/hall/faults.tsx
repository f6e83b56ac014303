import type { DeviceLayout, Layout } from '../../simulators/page/page-messages.ts';
import { devices, send, settings } from './hall-store.ts';
import { deviceState, onCableOf, type Reason } from './known-state.ts';
import { codeWords, language, say } from './page-texts.ts';

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
            <th scope="col">{say('reason')}</th>
            <th scope="col">{say('breakIt')}</th>
          </tr>
        </thead>
        <tbody>
          {byCable(hall.devices).map((device) => (
            <Row key={device.id} of={device} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Each cable's owner first, and after it what is on its cable. */
function byCable(devices: readonly DeviceLayout[]): readonly DeviceLayout[] {
  const on = (cable: string) => devices.filter((device) => device.cable === cable);
  return [...new Set(devices.map(({ cable }) => cable))].flatMap((cable) =>
    on(cable).sort((one, other) => Number(other.id === cable) - Number(one.id === cable)),
  );
}

/** A fault that can be switched on and off. `lines`: the console commands for both; `of`: the device, for its name. */
function Switch(to: {
  readonly on: boolean;
  readonly label: string;
  readonly lines: readonly [string, string];
  readonly of?: string;
}) {
  return (
    <button
      type="button"
      class="switch"
      aria-pressed={to.on}
      aria-label={to.of === undefined ? to.label : `${to.label} ${to.of}`}
      data-line={to.lines[0]}
      onClick={() => send(to.lines[to.on ? 1 : 0])}
    >
      {to.label}
    </button>
  );
}

function Row({ of }: { of: DeviceLayout }) {
  const { is, reasons } = deviceState(of.id);
  const onParent = of.cable !== of.id;
  return (
    <tr data-device={of.id} data-state={is} class={onParent ? 'on-parent' : ''}>
      <th scope="row">
        <span class="name">{of.id}</span>
        <small>{of.title[language.value]}</small>
      </th>
      <td>
        <span class={`dot ${is}`} /> {say(is)}
      </td>
      <td>
        <Reasons of={reasons} />
      </td>
      <td class="acts">
        <Acts of={of} />
      </td>
    </tr>
  );
}

/** The most important reason; the others in its tooltip, so that a row keeps its height. */
function Reasons({ of }: { of: readonly Reason[] }) {
  const [first, ...more] = of;
  const all = of.map(({ code, text }) => `${code}: ${codeWords('faults', code)} (${text})`);
  return (
    <p class="reason" title={all.join('\n')}>
      {first !== undefined && (
        <>
          <code>{first.code}</code> {codeWords('faults', first.code)}
          {more.length > 0 && ` +${more.length}`}
        </>
      )}
    </p>
  );
}

/** The plug of a device. One that hangs on another's cable says so, and what else goes with it, before it is pulled. */
function Plug({ of }: { of: DeviceLayout }) {
  const out = devices.value.get(of.id)?.plugged === false;
  const together = onCableOf(of);
  const label = say(out ? 'plug' : 'unplug');
  const others = together.length - 1;
  return (
    <>
      <Switch
        on={out}
        label={label}
        of={of.cable === of.id ? of.id : `${of.cable} (${of.id})`}
        lines={[`unplug ${of.id}`, `plug ${of.id}`]}
      />
      {others > 0 && (
        <small class="cable" title={together.join(', ')}>
          {of.cable === of.id ? '' : `${say('cableOf')} ${of.cable}: `}
          {`+${others} ${say('goWithIt')}`}
        </small>
      )}
    </>
  );
}

function Acts({ of }: { of: DeviceLayout }) {
  const sight = devices.value.get(of.id);
  const { printer, held = [] } = sight ?? {};
  const { id } = of;
  return (
    <>
      <Plug of={of} />
      {printer !== undefined && (
        <>
          <label class="choice">
            {say('paper')}
            <select
              aria-label={`${say('paper')} ${id}`}
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
            of={id}
            lines={[`cover ${id} open`, `cover ${id} closed`]}
          />
          <Switch
            of={id}
            on={printer.hung}
            label={say('hangs')}
            lines={[`hang ${id} on`, `hang ${id} off`]}
          />
        </>
      )}
      {of.keys.length > 0 && (
        <label class="choice">
          {say('stuck')}
          <select
            aria-label={`${say('stuck')} ${id}`}
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
