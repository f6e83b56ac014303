import { effect } from '@preact/signals';
import { render } from 'preact';
import { connectionWords } from '../shared/page-words.ts';
import { PickLanguage } from '../shared/pick-language.tsx';
import { DeviceList } from './device-list.tsx';
import { MachineAndEvents } from './machine-and-events.tsx';
import { QueuesAndCounters } from './queue-cards.tsx';
import './status.css';
import { statusTexts } from './status-page-texts.ts';
import { inWords, isOpen, language, outcome, pick, reader, status } from './status-store.ts';
import { Troubles } from './troubles.tsx';
import { UnsurePrints } from './unsure-prints.tsx';

function Status() {
  const now = status.value;
  return (
    <>
      <header>
        <h1>
          {inWords(statusTexts.title)} <span class="where">{now?.title}</span>
        </h1>
        <PickLanguage chosen={language.value} pick={pick} />
        {reader.value?.name != null && (
          <form method="post" action="/logout">
            <button type="submit">
              {inWords(statusTexts.out)} ({reader.value.name})
            </button>
          </form>
        )}
      </header>
      <main>
        <p role="status" class={`hall ${now?.hall ?? 'unheard'}`}>
          {isOpen.value ? now && inWords(now.says) : inWords(connectionWords.away)}
        </p>
        {now !== undefined && (
          <>
            <Troubles />
            <UnsurePrints />
            <QueuesAndCounters />
            <DeviceList />
            <MachineAndEvents />
          </>
        )}
      </main>
      <div class="outcome" role="status" aria-live="polite">
        {outcome.value}
      </div>
    </>
  );
}

effect(() => {
  document.documentElement.lang = language.value;
});
render(<Status />, document.body);
