import type { Layout } from '../../simulators/page/page-messages.ts';
import { PickLanguage } from '../shared/pick-language.tsx';
import { send, settings } from './hall-store.ts';
import { isKnown } from './known-state.ts';
import { PageLink } from './page-link.tsx';
import { language, say, setLanguage } from './page-texts.ts';

const noticeMs = 2_000;

/** The hall's name, clock and state, and the language of the page. */
export function Header({ hall }: { hall: Layout }) {
  const now = settings.value;
  const online = isKnown.value;
  const time = new Intl.DateTimeFormat(language.value, { timeStyle: 'medium', timeZone: hall.zone });
  const date = new Intl.DateTimeFormat(language.value, { dateStyle: 'full', timeZone: hall.zone });
  return (
    <header class="top">
      <div class="title">
        <h1>{hall.title}</h1>
        <p>
          {say('simulated')} · <code>mqtt://127.0.0.1:{hall.mqttPort}</code>
        </p>
      </div>
      <div class="clock">
        <strong>{now === undefined ? '' : time.format(now.wall)}</strong>
        <span>
          {now === undefined ? '' : date.format(now.wall)}
          {now !== undefined &&
            Math.abs(now.movedMs) > noticeMs &&
            ` (${say('moved')} ${hours(now.movedMs)})`}
        </span>
      </div>
      <fieldset class="move">
        <legend class="unseen">{say('clock')}</legend>
        <button
          type="button"
          aria-label={`${say('hourBack')}, ${say('back')}`}
          onClick={() => send('clock -1h')}
        >
          {say('hourBack')}
        </button>
        <button
          type="button"
          aria-label={`${say('hourAhead')}, ${say('ahead')}`}
          onClick={() => send('clock +1h')}
        >
          {say('hourAhead')}
        </button>
        <button
          type="button"
          aria-label={`${say('dayAhead')}, ${say('nextDay')}`}
          onClick={() => send('clock +1d')}
        >
          {say('dayAhead')}
        </button>
        <button
          type="button"
          aria-label={`${say('right')}, ${say('clock')}`}
          onClick={() => send('clock right')}
        >
          {say('right')}
        </button>
      </fieldset>
      <nav class="pages" aria-label={say('pages')}>
        {hall.pages.map(({ path, title }) => (
          <PageLink key={path} path={path}>
            {title[language.value]}
          </PageLink>
        ))}
      </nav>
      <p class="controller" data-state={online ? 'online' : 'offline'}>
        <span class={`dot ${online ? 'online' : 'offline'}`} />
        {say('controller')}: {say(online ? 'online' : 'offline')}
      </p>
      <PickLanguage chosen={language.value} pick={(name) => setLanguage(name, true)} />
    </header>
  );
}

function hours(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const sign = ms < 0 ? '−' : '+';
  const [days, rest] = [Math.floor(minutes / 1_440), minutes % 1_440];
  const clock = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, '0')}`;
  return days === 0 ? `${sign}${clock}` : `${sign}${days} ${say('days')} ${clock}`;
}
