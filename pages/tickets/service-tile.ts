import { append, button, element, show, write } from './page-parts.ts';
import type { ServiceOffer } from './service-offers.ts';
import type { TicketClass } from './ticket-visit.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';

/** A service on the page: a large button for a ticket, and one for a priority ticket. */
export interface ServiceTile {
  readonly element: HTMLElement;
  update(offer: ServiceOffer, language: TicketLanguage): void;
  /** Puts the focus of the keyboard on one of its buttons. */
  focus(of: TicketClass): void;
}

export function createServiceTile(service: string, touched: (of: TicketClass) => void): ServiceTile {
  const tile = element('li', 'service');
  const take = button('take', () => touched('regular'));
  const title = element('span', 'title');
  const why = element('span', 'why');
  const queue = element('span', 'queue');
  const quota = element('span', 'quota');
  const hours = element('span', 'hours');
  append(take, title, why, queue, quota, hours);
  const priority = button('priority', () => touched('priority'));
  take.setAttribute('data-service', service);
  priority.setAttribute('data-priority', service);
  append(tile, take, priority);

  return {
    element: tile,
    focus: (of) => (of === 'priority' ? priority : take).focus(),
    update(offer, language) {
      const words = ticketsTexts[language];
      write(title, offer.title);
      write(why, offer.regular === undefined ? '' : offer.regular.what);
      for (const [part, text] of [
        [queue, offer.regular === undefined ? offer.queue : ''],
        [quota, offer.regular === undefined ? offer.quota : ''],
        [hours, offer.hours],
      ] as const)
        write(part, text);
      for (const part of [why, queue, quota, hours]) show(part, part.textContent !== '');
      write(priority, words.priority);
      priority.setAttribute('aria-label', words.priorityOf(offer.title));
      offered(take, offer.regular === undefined);
      offered(priority, offer.priority === undefined);
    },
  };
}

/** What cannot be taken looks so and can still be touched: it then says why. */
function offered(at: HTMLElement, isOffered: boolean): void {
  const value = String(!isOffered);
  if (at.getAttribute('aria-disabled') !== value) at.setAttribute('aria-disabled', value);
}
