import { events, layout } from './hall-store.ts';
import { codeWords, language, say } from './page-texts.ts';

const shown = 60;

/** The type of an event from its topic: `ticket.called` of `event/ticket/called`. */
const typeOf = (address: string) => address.replace('event/', '').replace('/', '.');

/** The events, the newest first; each expands to its topic and payload. */
export function Events() {
  const zone = layout.value?.zone;
  const time = new Intl.DateTimeFormat(language.value, { timeStyle: 'medium', timeZone: zone });
  const last = events.value.slice(-shown).reverse();
  return (
    <section class="card happened" aria-labelledby="happened">
      <h2 id="happened">{say('happened')}</h2>
      {last.length === 0 && <p class="quiet">{say('nothing')}</p>}
      <ol class="events">
        {last.map((event) => (
          <li key={event.sequence}>
            <details>
              <summary data-event={typeOf(event.address)}>
                <span class="sequence">{event.sequence}</span>
                <span class="what">{codeWords('events', typeOf(event.address))}</span>
                <span class="subject">{event.subject}</span>
                <time>{time.format(new Date(event.time))}</time>
              </summary>
              <code class="topic">{`loket/v1/${layout.value?.site}/${event.address}`}</code>
              <pre>{JSON.stringify(JSON.parse(event.payload), undefined, 2)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
