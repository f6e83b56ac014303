import type { DeviceLayout, Layout } from '../../simulators/page/page-messages.ts';
import { Displays } from './displays.tsx';
import { Keys } from './key.tsx';
import { deadBecause, isKnown, stateAt } from './known-state.ts';
import { Lamp } from './lamp.tsx';
import { Note } from './note.tsx';
import { Pad } from './pad.tsx';
import { PageLink } from './page-link.tsx';
import { codeWords, say, word } from './page-texts.ts';
import { Scanner } from './scanner.tsx';

/** A counter: its displays, keys and scanners; its state comes from MQTT. */
export function Counter({ of, hall }: { of: Layout['counters'][number]; hall: Layout }) {
  const here = hall.devices.filter((device) => device.counter === of.id);
  const state = stateAt(`counter/${of.id}/state`);
  const doing = String(state?.state ?? (isKnown.value ? 'closed' : 'unknown'));
  const keys = here.filter(({ role }) => role === 'keys');
  const pads = here.filter(({ role }) => role === 'rating');
  const noteId = `note-${of.id}`;
  return (
    <article class="card counter" data-counter={of.id} aria-label={of.title}>
      <header>
        <h3>
          <PageLink path={of.page} name={`${say('pageOf')} ${of.title}`}>
            {of.title}
          </PageLink>
        </h3>
        <span class={`chip ${doing}`}>{word(doing)}</span>
        <span class="ticket-now">{String(state?.ticket ?? '')}</span>
      </header>
      <Displays of={here.filter(({ role }) => role === 'display')} />
      {here
        .filter(({ role }) => role === 'signal')
        .map(({ id }) => (
          <Lamp key={id} id={id} />
        ))}
      <Note id={noteId}>{noteOf(state?.refused, [...keys, ...pads])}</Note>
      {keys.map((device) => (
        <Keys key={device.id} of={device} note={noteId} />
      ))}
      {pads.map((device) => (
        <Pad key={device.id} of={device} hall={hall} note={noteId} />
      ))}
      {here
        .filter(({ role }) => role === 'scanner')
        .map((device) => (
          <Scanner key={device.id} of={device} />
        ))}
    </article>
  );
}

/** What the counter has to say: a refusal, or keys that do nothing. */
function noteOf(refused: unknown, keys: readonly DeviceLayout[]): string | undefined {
  if (typeof refused === 'string') return `${say('refused')}: ${codeWords('refusals', refused)}`;
  const dead = keys.flatMap((device) => deadBecause(device) ?? []);
  return dead.length === 0 ? undefined : dead.join(' ');
}
