import type { Layout } from '../../simulators/page/page-messages.ts';
import { Segments } from '../shared/segments.tsx';
import { devices, states } from './hall-store.ts';
import { Keys } from './key.tsx';
import { Lamp } from './lamp.tsx';
import { say, word } from './page-texts.ts';
import { Scanner } from './scanner.tsx';

/** A counter: its displays, keys and scanners; its state comes from MQTT. */
export function Counter({ of, hall }: { of: Layout['counters'][number]; hall: Layout }) {
  const here = hall.devices.filter((device) => device.counter === of.id);
  const state = states.value.get(`counter/${of.id}/state`);
  const doing = String(state?.state ?? 'closed');
  const refused = state?.refused;
  return (
    <article class="card counter" data-counter={of.id}>
      <header>
        <h3>{of.title}</h3>
        <span class={`chip ${doing}`}>{word(doing)}</span>
        {typeof refused === 'string' && (
          <span class="chip warn">
            {say('refused')}: {refused}
          </span>
        )}
        <span class="ticket-now">{String(state?.ticket ?? '')}</span>
      </header>
      {here
        .filter(({ role }) => role === 'display')
        .map(({ id }) => {
          const sight = devices.value.get(id);
          return (
            <div key={id} class={`led${sight?.plugged === false ? ' unplugged' : ''}`} data-device={id}>
              <Segments digits={sight?.segments ?? []} reads={sight?.reads ?? ''} />
            </div>
          );
        })}
      {here
        .filter(({ role }) => role === 'signal')
        .map(({ id }) => (
          <Lamp key={id} id={id} />
        ))}
      {here
        .filter(({ role }) => role === 'keys')
        .map((device) => (
          <Keys key={device.id} of={device} />
        ))}
      {here
        .filter(({ role }) => role === 'scanner')
        .map(({ id }) => (
          <Scanner key={id} id={id} />
        ))}
    </article>
  );
}
