import { devices, hand, tickets } from './hall-store.ts';
import { say } from './page-texts.ts';

const shown = 3;

/** A printer and its last tickets; the pictures are drawn from the bytes it received. */
export function Printer({ id }: { id: string }) {
  const sight = devices.value.get(id)?.printer;
  const mine = tickets.value.filter((ticket) => ticket.printer === id);
  return (
    <section class="printer" data-device={id} aria-label={id}>
      <header>
        <span class="name">{id}</span>
        {sight !== undefined && sight.paper !== 'ok' && (
          <span class="chip warn">
            {say('paper')} {say(sight.paper)}
          </span>
        )}
        {sight?.cover === 'open' && <span class="chip warn">{say('coverOpen')}</span>}
        {sight?.hung && <span class="chip warn">{say('hangs')}</span>}
      </header>
      <div class={`slot${sight?.cover === 'open' ? ' open' : ''}`} />
      <ol class="tickets">
        {mine
          .slice(-shown)
          .reverse()
          .map((ticket) => (
            <li key={ticket.number} class="ticket">
              <img
                src={ticket.picture}
                alt={ticket.text.filter((line) => line.trim() !== '').join(', ')}
                draggable
                onDragStart={(event) => event.dataTransfer?.setData('text/plain', ticket.code ?? '')}
              />
              {ticket.code !== undefined && (
                <button
                  type="button"
                  class="pick"
                  data-code={ticket.code}
                  aria-pressed={hand.value === ticket.code}
                  onClick={() => {
                    hand.value = hand.value === ticket.code ? undefined : ticket.code;
                  }}
                >
                  {hand.value === ticket.code ? say('inHand') : say('pickUp')} {ticket.code}
                </button>
              )}
              {!ticket.complete && <span class="chip warn">{say('torn')}</span>}
            </li>
          ))}
      </ol>
      {mine.length === 0 && <p class="quiet">{say('noTicket')}</p>}
    </section>
  );
}
