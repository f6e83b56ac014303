import { PickLanguage } from '../shared/pick-language.tsx';
import { ask } from './ask-office.ts';
import { leave, listeningSince, lostAt, me, now } from './office-store.ts';
import { language, say, setLanguage } from './office-texts.ts';
import { clockTime, duration, fullTime } from './time-words.ts';
import { helpIsOpen, pathTo, view, views } from './view.ts';

export function OfficeHeader() {
  return (
    <header class="top">
      <h1>
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>{say('office')}</span>
      </h1>
      <nav aria-label={say('office')}>
        {views.map((name) => (
          <a key={name} href={pathTo(name)} aria-current={isIn(name) ? 'page' : undefined}>
            {say(name)}
          </a>
        ))}
      </nav>
      <Listening />
      <div class="user">
        <PickLanguage chosen={language.value} pick={setLanguage} />
        <button
          type="button"
          class="plain"
          aria-label={say('help')}
          title={`${say('help')} (?)`}
          onClick={openHelp}
        >
          ?
        </button>
        <span class="who" title={me.value?.regions?.join(', ') ?? say('everywhere')}>
          {me.value?.name}
          {me.value?.regions && <small>{me.value.regions.join(', ')}</small>}
        </span>
        <button type="button" class="plain" onClick={logOut}>
          {say('logOut')}
        </button>
      </div>
    </header>
  );
}

function isIn(name: string): boolean {
  return view.value === name || (view.value === 'site' && name === 'overview');
}

function openHelp(): void {
  helpIsOpen.value = true;
}

async function logOut(): Promise<void> {
  await ask('/api/logout', 'POST');
  leave();
}

/** Since when what is shown can be known at all. */
function Listening() {
  const since = listeningSince.value;
  if (lostAt.value !== undefined) return <p class="listening" />;
  if (since === null)
    return (
      <p class="listening deaf">
        <span class="pulse" /> {say('deaf')}
      </p>
    );
  return (
    <p class="listening" title={fullTime(since)}>
      <span class="pulse" /> {say('listening')} {clockTime(since, now.value)}{' '}
      <small>({duration(now.value - since)})</small>
    </p>
  );
}
