import type { DeviceLayout, KeyLayout } from '../../simulators/page/page-messages.ts';
import { Face } from './face.tsx';
import { devices, layout, send } from './hall-store.ts';
import { deadBecause } from './known-state.ts';
import { say, word } from './page-texts.ts';

interface OfKey {
  readonly device: string;
  readonly of: KeyLayout;
  readonly label?: string;
  /** The score whose face is on it. */
  readonly face?: number;
  /** The id of the text that says why the keys do nothing; undefined: they work. */
  readonly dead: string | undefined;
}

/** A key that can be held: it follows the pointer or the space bar. */
export function Key({ device, of, label, face, dead }: OfKey) {
  const held = devices.value.get(device)?.held?.includes(of.key) ?? false;
  const down = () => {
    if (dead === undefined) send(`hold ${device} ${of.key}`);
  };
  const up = () => {
    if (dead === undefined || held) send(`release ${device} ${of.key}`);
  };
  const isPress = ({ key }: KeyboardEvent) => key === ' ' || key === 'Enter';
  return (
    <button
      type="button"
      class={`key${held ? ' held' : ''}`}
      data-device={device}
      data-key={of.key}
      aria-disabled={dead !== undefined}
      aria-describedby={dead}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        down();
      }}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={(event) => {
        if (isPress(event) && !event.repeat) down();
        if (isPress(event)) event.preventDefault();
      }}
      onKeyUp={(event) => {
        if (isPress(event)) up();
      }}
      onBlur={() => held && up()}
      onContextMenu={(event) => event.preventDefault()}
    >
      {face !== undefined && <Face score={face} />}
      <span class="does">{label ?? does(of.short) ?? of.key}</span>
      {of.double !== undefined && (
        <small>
          {say('double')} {does(of.double)}
        </small>
      )}
      {of.long !== undefined && (
        <small>
          {say('long')}: {does(of.long)}
        </small>
      )}
    </button>
  );
}

/** The label of a function of the site file. */
function does(action: string | undefined): string | undefined {
  if (action === undefined) return undefined;
  const [name = '', to = '', more = ''] = action.split(' ');
  if (name === 'digit') return to;
  const title = (id: string) =>
    [...(layout.value?.services ?? []), ...(layout.value?.counters ?? [])].find((one) => one.id === id)
      ?.title ?? id;
  if (name === 'ticket') return [title(to), word(more)].filter((part) => part !== '').join(' · ');
  if (name === 'transfer') return `→ ${title(to)}`;
  return word(name);
}

/** The keys of one device, arranged as on the device. `note`: the id of the text that says why they do nothing. */
export function Keys({ of, note }: { of: DeviceLayout; note: string }) {
  const dead = deadBecause(of) === undefined ? undefined : note;
  if (of.kind !== 'numpad') {
    return (
      <div class="keys" data-count={of.keys.length}>
        {of.keys.map((key) => (
          <Key key={key.key} device={of.id} of={key} dead={dead} />
        ))}
      </div>
    );
  }
  return (
    <details class="pad">
      <summary>{of.id}</summary>
      <div class="numpad">
        {of.keys.map((key) => (
          <Key
            key={key.key}
            device={of.id}
            of={key}
            dead={dead}
            {...(/^[\d.]+$/.test(key.key) ? { label: key.key } : {})}
          />
        ))}
      </div>
    </details>
  );
}
