import type { DeviceLayout, Layout } from '../../simulators/page/page-messages.ts';
import { devices, layout } from './hall-store.ts';
import { PageLink } from './page-link.tsx';
import { language, say } from './page-texts.ts';
import { listen, listened } from './speaker-sound.ts';

/** The speakers of the hall: what each said last, in words and to be listened to. */
export function Speakers({ hall }: { hall: Layout }) {
  const speakers = hall.devices.filter(({ role }) => role === 'speaker');
  if (speakers.length === 0) return null;
  return (
    <section class="card speakers" aria-labelledby="speakers">
      <h2 id="speakers">{say('speakers')}</h2>
      {speakers.map((device) => (
        <Speaker key={device.id} of={device} />
      ))}
    </section>
  );
}

function Speaker({ of: { id, kind, title, zone } }: { of: DeviceLayout }) {
  const sight = devices.value.get(id);
  const said = sight?.speaker;
  const on = listened.value.has(id);
  return (
    <article class={`speaker${sight?.plugged === false ? ' unplugged' : ''}`} data-device={id}>
      <header>
        <span class="name">{id}</span>
        {kind !== 'board-speaker' && (
          <button
            type="button"
            class="listen"
            aria-pressed={on}
            aria-label={`${say(on ? 'soundOn' : 'soundOff')} ${id}`}
            onClick={() => listen(id, !on)}
          >
            {say(on ? 'soundOn' : 'soundOff')}
          </button>
        )}
        <small>{[title[language.value], zone].filter((text) => text !== undefined).join(', ')}</small>
      </header>
      {kind === 'board-speaker' ? (
        <p class="quiet">
          <PageLink path="/board">{say('heardOnBoard')}</PageLink>
        </p>
      ) : (
        <p
          class={`words${said === undefined ? ' quiet' : ''}`}
          data-sound={said?.sound}
          data-clips={said?.words.join(' ')}
        >
          {said === undefined ? say('nothingSaid') : textOf(said.words)}
          {said?.whole === false && <span class="chip warn">{say('torn')}</span>}
        </p>
      )}
    </article>
  );
}

/** An announcement as text; the name of a clip stands for words that are not known, and a sound has none. */
function textOf(clips: readonly string[]): string {
  const known = layout.value?.clips ?? {};
  const said = clips.map((clip) =>
    clip === 'silence' ? ',' : clip === 'chime' ? '' : (known[clip] ?? clip),
  );
  return said
    .filter((text) => text !== '')
    .join(' ')
    .replaceAll(' ,', ',');
}
