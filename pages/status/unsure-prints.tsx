import { statusTexts } from './status-page-texts.ts';
import { give, inWords, may, status } from './status-store.ts';

const orders = [
  [statusTexts.printed, 'confirm-ticket'],
  [statusTexts.reprint, 'reprint-ticket'],
  [statusTexts.void, 'void-ticket'],
] as const;

/** The tickets that may not be on paper: somebody has to look, and say which it is. */
export function UnsurePrints() {
  const tickets = status.value?.services.flatMap(({ now }) => now?.unconfirmed_tickets ?? []) ?? [];
  if (tickets.length === 0) return null;
  return (
    <section aria-labelledby="prints">
      <h2 id="prints">{inWords(statusTexts.prints)}</h2>
      <p class="soft">{inWords(statusTexts.printsHow)}</p>
      <ul class="cards">
        {tickets.map((ticket) => (
          <li key={ticket} class="card warn" data-ticket={ticket}>
            <h3>{ticket}</h3>
            {may('operate') && (
              <div class="orders">
                {orders.map(([word, command]) => (
                  <button
                    key={command}
                    type="button"
                    aria-label={`${inWords(word)} ${ticket}`}
                    onClick={() => order(inWords(word), command, ticket)}
                  >
                    {inWords(word)}
                  </button>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function order(word: string, command: string, ticket: string): void {
  if (command === 'void-ticket' && !confirm(`${ticket}: ${inWords(statusTexts.voidSure)}`)) return;
  void give(`${word} ${ticket}`, command, { ticket });
}
