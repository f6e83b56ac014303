import { Sign } from './sign.tsx';
import { statusTexts } from './status-page-texts.ts';
import { give, inWords, may, status } from './status-store.ts';

/** The machine with its lines, and what happened last. */
export function MachineAndEvents() {
  const { facts = [], events = [], zone } = status.value ?? {};
  return (
    <>
      <section aria-labelledby="machine">
        <h2 id="machine">{inWords(statusTexts.machine)}</h2>
        <ul class="lines">
          {facts.map(({ name, title, works, says }) => (
            <li key={name} data-fact={name} data-works={works}>
              <Sign works={works} /> <b>{inWords(title)}</b>: {inWords(says)}
            </li>
          ))}
        </ul>
        {may('maintain') && (
          <button type="button" onClick={() => give(inWords(statusTexts.restate), 'restate', {})}>
            {inWords(statusTexts.restate)}
          </button>
        )}
      </section>
      <section aria-labelledby="events">
        <h2 id="events">{inWords(statusTexts.events)}</h2>
        {events.length === 0 && <p class="soft">{inWords(statusTexts.noEvents)}</p>}
        <ol class="lines">
          {events.map(({ sequence, at, says }) => (
            <li key={sequence}>
              <time dateTime={new Date(at).toISOString()}>{timeOfDay(at, zone)}</time> {inWords(says)}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** The time of day in the zone of the hall. */
function timeOfDay(at: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}
